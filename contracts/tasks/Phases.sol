// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Ending, Phase, Task, TaskId} from "../types/Task.sol";

/// @title The phase of a task: a pure function of its facts and the protocol's time.
library Phases {
    /// @notice The task is in another phase than the call needs.
    error TaskNotInPhase(TaskId taskId, Phase expected, Phase actual);

    /// @notice The phase at protocol time `tau`.
    function phaseAt(Task storage task, uint40 tau) internal view returns (Phase) {
        if (task.commitDeadline == 0) return Phase.None;
        if (task.ending == Ending.Cancelled) return Phase.Cancelled;
        if (task.ending == Ending.Settled) return Phase.Settled;
        if (tau < task.commitDeadline) return Phase.Commit;
        if (tau < task.revealStart) return Phase.Open;
        if (tau >= task.revealStart + task.revealDuration) return Phase.Settle;
        return task.reveals == uint256(task.commits) + task.reviews ? Phase.Settle : Phase.Reveal;
    }
}
