// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {EventTerms, QuestTerms} from "../types/Quest.sol";

/// @title Daily check-ins, referrals, milestones and timed events.
/// @notice They give points. When a week (Monday to Sunday, UTC) is over, its budget of AIA is shared in proportion to
/// the points of those passes whose experience grew in it. One pass gets at most `capBps` of the budget, and at most
/// `perPoint` for each point of experience it gained in the week. What these caps cut off is not issued. Being early gains
/// nothing, points without work are worth nothing, and experience costs its requester more in fees than it brings here.
interface IQuests {
    /// @notice New points follow `terms`; weeks that have begun keep their caps.
    event QuestTermsSet(QuestTerms terms);

    /// @notice Pass `passId` checked in on `day` (days since 1970), the `streak`-th day in a row.
    event CheckedIn(uint256 indexed passId, uint256 day, uint256 streak);

    /// @notice Pass `passId` names `referrer` as the pass that brought it here.
    event Referred(uint256 indexed passId, uint256 indexed referrer);

    /// @notice Pass `passId` was rewarded for reaching `level`.
    event MilestoneReached(uint256 indexed passId, uint8 level);

    /// @notice Event `eventId` takes place.
    event EventOpened(uint256 indexed eventId, EventTerms terms);

    /// @notice Pass `passId` entered event `eventId`.
    event EventEntered(uint256 indexed eventId, uint256 indexed passId);

    /// @notice Pass `passId` reached the goal of event `eventId`.
    event EventFinished(uint256 indexed eventId, uint256 indexed passId);

    /// @notice Pass `passId` has `points` more in `week`.
    event PointsAccrued(uint256 indexed passId, uint256 indexed week, uint256 points);

    /// @notice The experience of pass `passId` grew in `week`: it takes part in sharing the budget.
    event PassActivated(uint256 indexed passId, uint256 indexed week);

    /// @notice Pass `passId` got `amount` units of the budget of `week`.
    event RewardPaid(uint256 indexed passId, uint256 indexed week, uint256 amount);

    /// @notice `parameter` of quests or of an event is out of its bounds.
    error QuestTermsOutOfBounds(bytes32 parameter, uint256 value, uint256 least, uint256 most);

    /// @notice Only the holder of the pass may do this.
    error QuestCallerUnauthorized(uint256 passId, address caller);

    /// @notice The pass has checked in today.
    error AlreadyCheckedIn(uint256 passId, uint256 day);

    /// @notice Only a fresh pass names a referrer: level 1, without experience, once.
    error ReferralTooLate(uint256 passId);

    /// @notice A referrer is an older pass than the one it refers.
    error ReferrerInvalid(uint256 passId, uint256 referrer);

    /// @notice There is no unpaid referral of a pass that has reached the level.
    error ReferralNotDue(uint256 passId);

    /// @notice All levels that the pass has reached were rewarded.
    error MilestoneNotDue(uint256 passId);

    /// @notice The event does not run now.
    error EventNotRunning(uint256 eventId);

    /// @notice The pass has not the level that the event asks for.
    error EventLevelTooLow(uint256 eventId, uint256 passId, uint8 minLevel);

    /// @notice The pass takes part already.
    error EventAlreadyEntered(uint256 eventId, uint256 passId);

    /// @notice The pass is not in the event, has finished it, or has gained less than `goal`.
    error EventGoalMissed(uint256 eventId, uint256 passId, uint256 goal);

    /// @notice The experience of the pass did not grow in `week`, or it takes part already, or the week is closed.
    error ActivationInvalid(uint256 passId, uint256 week);

    /// @notice Rewards of `week` are paid from the timestamp `from` on.
    error WeekNotOver(uint256 week, uint256 from);

    /// @notice The pass has no unpaid reward in `week`.
    error RewardNotDue(uint256 passId, uint256 week);

    /// @notice Checks the caller's pass in, once a day (UTC).
    /// @dev Errors: `QuestCallerUnauthorized`, `AlreadyCheckedIn`.
    function checkIn(uint256 passId) external;

    /// @notice Names the older pass that brought the caller's fresh one here.
    /// @dev Errors: `QuestCallerUnauthorized`, `ReferrerInvalid`, `ReferralTooLate`.
    function refer(uint256 passId, uint256 referrer) external;

    /// @notice Rewards the referrer of pass `passId`, which has reached the level. Anyone may call it.
    /// @dev Errors: `ReferralNotDue`.
    function claimReferral(uint256 passId) external;

    /// @notice Rewards pass `passId` for the levels it has reached since last time. Anyone may call it.
    /// @dev Errors: `MilestoneNotDue`.
    function claimMilestones(uint256 passId) external;

    /// @notice Enters the caller's pass into an event and burns the entry cost (needs allowance).
    /// @dev Errors: `QuestCallerUnauthorized`, `EventNotRunning`, `EventLevelTooLow`, `EventAlreadyEntered`.
    function enterEvent(uint256 eventId, uint256 passId) external;

    /// @notice Rewards a pass that reached the goal before the event's end. Anyone may call it.
    /// @dev Errors: `EventNotRunning`, `EventGoalMissed`.
    function finishEvent(uint256 eventId, uint256 passId) external;

    /// @notice Lets a pass take part in sharing the budget of `week`, until a day after its end. Points that accrue after
    /// its experience grew do that by themselves. Anyone may call it.
    /// @dev Errors: `ActivationInvalid`.
    function activate(uint256 passId, uint256 week) external;

    /// @notice Pays the rewards of `week` to the holders of passes, from a day after the week's end on. Anyone may call.
    /// @dev Errors: `WeekNotOver`, `RewardNotDue`.
    function claimRewards(uint256 week, uint256[] calldata passIds) external;

    /// @notice Sets points and caps. Governance only.
    /// @dev Errors: `QuestTermsOutOfBounds`.
    function setTerms(QuestTerms calldata terms) external;

    /// @notice Opens an event. Governance only, or whom it names.
    /// @dev Errors: `QuestTermsOutOfBounds`.
    function openEvent(EventTerms calldata terms) external returns (uint256 eventId);

    /// @notice Points of pass `passId` in `week`, whether it takes part and whether it was paid.
    function entryOf(uint256 week, uint256 passId) external view returns (uint64 points, bool active, bool paid);

    /// @notice Points of all passes that take part in `week`, and the cap in 1/10,000 of its budget, and the cap
    /// per point of experience in units of AIA.
    function weekOf(uint256 week) external view returns (uint128 points, uint16 capBps, uint96 perPoint);

    /// @notice What pass `passId` gets for `week`, in units of AIA, as things stand.
    function rewardOf(uint256 week, uint256 passId) external view returns (uint256);

    /// @notice The terms of new points.
    function terms() external view returns (QuestTerms memory);

    /// @notice The terms of event `eventId`.
    function eventOf(uint256 eventId) external view returns (EventTerms memory);
}
