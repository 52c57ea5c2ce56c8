// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

// Models of the arithmetic kernels for solc's SMTChecker. Each contract names the code it stands for; its assertions hold
// for every argument that the requirements let in. Functions named "step" are induction steps: what they require of the
// state before is what they assert of the state after.

/// @dev contracts/tasks/TaskRegistry.sol and TaskMoney.sol: what a task holds of the bonds of unrevealed commits.
contract BondProof {
    /// @dev A bond comes in and its relayer's fee goes out; a reveal is the same backwards.
    function step(uint256 held, uint256 bonds, uint256 fees, uint96 bond, uint96 fee) external pure {
        // At most 254 commits of less than 2^96 each.
        require(bonds < 2 ** 104 && fees <= bonds && held == bonds - fees && fee <= bond);
        uint256 heldAfter = held + bond - fee;
        assert(fees + fee <= bonds + bond);
        assert(heldAfter == bonds + bond - (fees + fee));
    }
}

/// @dev contracts/tasks/Phases.sol: a task's phase never goes back while protocol time goes on.
contract PhaseProof {
    function phase(uint40 tau, uint40 deadline, uint40 open, uint32 duration, bool all) private pure returns (uint256) {
        if (tau < deadline) return 1;
        if (tau < uint256(deadline) + open) return 2;
        if (tau >= uint256(deadline) + open + duration) return 4;
        return all ? 4 : 3;
    }

    /// @dev `all` says that every commit is revealed. Commits end with phase 1, so that it never turns false later on.
    function forward(
        uint40 tau,
        uint40 later,
        uint40 deadline,
        uint40 open,
        uint32 duration,
        bool all,
        bool allLater
    ) external pure {
        require(later >= tau && (!all || allLater || tau < deadline));
        assert(phase(tau, deadline, open, duration, all) <= phase(later, deadline, open, duration, allLater));
    }

    /// @dev No commit and no reveal share a moment.
    function apart(uint40 tau, uint40 deadline, uint40 open, uint32 duration, bool all) external pure {
        require(tau < deadline);
        assert(phase(tau, deadline, open, duration, all) == 1);
    }
}
