// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Weeks} from "../identity/Weeks.sol";
import {IAchievements} from "../interfaces/IAchievements.sol";
import {IContributorPass} from "../interfaces/IContributorPass.sol";
import {IEmissions} from "../interfaces/IEmissions.sol";
import {IQuests} from "../interfaces/IQuests.sol";
import {Pass} from "../types/Pass.sol";
import {EventTerms, QuestTerms} from "../types/Quest.sol";

/// @title Quests
contract Quests is IQuests, AccessManaged {
    uint16 public constant MAX_POINTS = 10_000;
    uint16 public constant MAX_CAP_BPS = 1_000;
    uint96 public constant MAX_PER_POINT = 1e18;
    uint8 public constant MIN_REFERRAL_LEVEL = 3;
    uint40 public constant MAX_EVENT = 90 days;

    /// @notice Time after a week's end in which passes can still be activated, before anything is paid.
    uint256 public constant GRACE = 1 days;

    /// @dev Achievements: 1..10 levels, from 100 streaks, from 1,000 events.
    uint256 private constant STREAKS = 100;
    uint256 private constant EVENTS = 1_000;

    IContributorPass public immutable PASS;
    IEmissions public immutable EMISSIONS;
    IAchievements public immutable ACHIEVEMENTS;
    ERC20Burnable private immutable AIA;

    /// @dev One slot.
    struct Player {
        uint40 lastDay;
        uint32 streak;
        uint40 referrer;
        uint8 rewardedLevel;
        bool referralPaid;
    }

    struct Entry {
        uint64 points;
        bool active;
        bool paid;
    }

    /// @dev One slot.
    struct Week {
        uint128 points;
        uint16 capBps;
        uint96 perPoint;
    }

    /// @param target Experience at which the goal is reached; 0 before entry, the greatest number after the reward.
    struct Participation {
        uint64 target;
    }

    QuestTerms private _terms;
    EventTerms[] private _events;
    mapping(uint256 passId => Player player) private _players;
    mapping(uint256 week => Week total) private _weeks;
    mapping(uint256 week => mapping(uint256 passId => Entry entry)) private _entries;
    mapping(uint256 eventId => mapping(uint256 passId => Participation participation)) private _participations;

    modifier onlyHolder(uint256 passId) {
        require(_holderOf(passId) == msg.sender, QuestCallerUnauthorized(passId, msg.sender));
        _;
    }

    constructor(
        address authority,
        IContributorPass pass,
        IEmissions emissions,
        IAchievements achievements,
        ERC20Burnable aia,
        QuestTerms memory initialTerms
    ) AccessManaged(authority) {
        PASS = pass;
        EMISSIONS = emissions;
        ACHIEVEMENTS = achievements;
        AIA = aia;
        _setTerms(initialTerms);
    }

    /// @inheritdoc IQuests
    function checkIn(uint256 passId) external onlyHolder(passId) {
        Player storage player = _players[passId];
        uint40 day = uint40(block.timestamp / 1 days);
        require(day > player.lastDay, AlreadyCheckedIn(passId, day));

        uint32 streak = day == player.lastDay + 1 ? player.streak + 1 : 1;
        player.lastDay = day;
        player.streak = streak;
        emit CheckedIn(passId, day, streak);

        QuestTerms memory t = _terms;
        uint256 counted = Math.min(streak, t.streakDays);
        _accrue(passId, t.checkIn + (counted == 0 ? 0 : (counted - 1) * t.streakStep));
        if (streak == 7 || streak == 30 || streak == 100 || streak == 365) {
            ACHIEVEMENTS.unlock(passId, STREAKS + streak);
        }
    }

    /// @inheritdoc IQuests
    function refer(uint256 passId, uint256 referrer) external onlyHolder(passId) {
        // Older passes only: whatever is named, no circle closes.
        require(referrer > 0 && referrer < passId, ReferrerInvalid(passId, referrer));
        _holderOf(referrer);
        Pass memory pass = PASS.passOf(passId);
        Player storage player = _players[passId];
        require(pass.level == 1 && pass.experience == 0 && player.referrer == 0, ReferralTooLate(passId));

        player.referrer = uint40(referrer);
        emit Referred(passId, referrer);
    }

    /// @inheritdoc IQuests
    function claimReferral(uint256 passId) external {
        Player storage player = _players[passId];
        QuestTerms memory t = _terms;
        bool due = player.referrer != 0 && !player.referralPaid && PASS.passOf(passId).level >= t.referralLevel;
        require(due, ReferralNotDue(passId));

        player.referralPaid = true;
        _accrue(player.referrer, t.referral);
    }

    /// @inheritdoc IQuests
    function claimMilestones(uint256 passId) external {
        Player storage player = _players[passId];
        uint8 reached = PASS.passOf(passId).level;
        uint8 rewarded = player.rewardedLevel == 0 ? 1 : player.rewardedLevel;
        require(reached > rewarded, MilestoneNotDue(passId));

        player.rewardedLevel = reached;
        uint256 levels = 0;
        for (uint8 level = rewarded + 1; level <= reached; ++level) {
            levels += level;
            emit MilestoneReached(passId, level);
            ACHIEVEMENTS.unlock(passId, level);
        }
        _accrue(passId, levels * _terms.milestone);
    }

    /// @inheritdoc IQuests
    function enterEvent(uint256 eventId, uint256 passId) external onlyHolder(passId) {
        EventTerms memory t = _requireRunning(eventId);
        Pass memory pass = PASS.passOf(passId);
        require(pass.level >= t.minLevel, EventLevelTooLow(eventId, passId, t.minLevel));
        require(_participations[eventId][passId].target == 0, EventAlreadyEntered(eventId, passId));

        _participations[eventId][passId].target = pass.experience + t.goal;
        emit EventEntered(eventId, passId);

        if (t.entryCost > 0) AIA.burnFrom(msg.sender, t.entryCost);
    }

    /// @inheritdoc IQuests
    function finishEvent(uint256 eventId, uint256 passId) external {
        EventTerms memory t = _requireRunning(eventId);
        uint64 target = _participations[eventId][passId].target;
        require(target != 0 && PASS.passOf(passId).experience >= target, EventGoalMissed(eventId, passId, t.goal));

        _participations[eventId][passId].target = type(uint64).max;
        emit EventFinished(eventId, passId);
        _accrue(passId, t.points);
        ACHIEVEMENTS.unlock(passId, EVENTS + eventId);
    }

    /// @inheritdoc IQuests
    function activate(uint256 passId, uint256 week) external {
        Entry storage entry = _entries[week][passId];
        bool open = block.timestamp < Weeks.start(week + 1) + GRACE;
        require(open && !entry.active && PASS.experienceIn(passId, week) > 0, ActivationInvalid(passId, week));
        _activate(passId, week, entry);
    }

    /// @inheritdoc IQuests
    function claimRewards(uint256 week, uint256[] calldata passIds) external {
        uint256 from = Weeks.start(week + 1) + GRACE;
        require(block.timestamp >= from, WeekNotOver(week, from));
        for (uint256 i = 0; i < passIds.length; ++i) {
            uint256 passId = passIds[i];
            uint256 amount = rewardOf(week, passId);
            require(amount > 0, RewardNotDue(passId, week));

            _entries[week][passId].paid = true;
            emit RewardPaid(passId, week, amount);
            EMISSIONS.spend(week, _holderOf(passId), amount);
        }
    }

    /// @inheritdoc IQuests
    function setTerms(QuestTerms calldata newTerms) external restricted {
        _setTerms(newTerms);
    }

    /// @inheritdoc IQuests
    function openEvent(EventTerms calldata t) external restricted returns (uint256 eventId) {
        _requireWithin("start", t.start, block.timestamp, block.timestamp + MAX_EVENT);
        _requireWithin("end", t.end, uint256(t.start) + 1, uint256(t.start) + MAX_EVENT);
        _requireWithin("minLevel", t.minLevel, 1, 10);
        _requireWithin("goal", t.goal, 1, type(uint32).max);
        _requireWithin("points", t.points, 0, MAX_POINTS);

        eventId = _events.length;
        _events.push(t);
        emit EventOpened(eventId, t);
    }

    /// @inheritdoc IQuests
    function entryOf(uint256 week, uint256 passId) external view returns (uint64 points, bool active, bool paid) {
        Entry memory entry = _entries[week][passId];
        return (entry.points, entry.active, entry.paid);
    }

    /// @inheritdoc IQuests
    function weekOf(uint256 week) external view returns (uint128 points, uint16 capBps, uint96 perPoint) {
        Week memory total = _weeks[week];
        return (total.points, total.capBps, total.perPoint);
    }

    /// @inheritdoc IQuests
    function terms() external view returns (QuestTerms memory) {
        return _terms;
    }

    /// @inheritdoc IQuests
    function eventOf(uint256 eventId) external view returns (EventTerms memory) {
        return _events[eventId];
    }

    /// @inheritdoc IQuests
    function rewardOf(uint256 week, uint256 passId) public view returns (uint256) {
        Entry memory entry = _entries[week][passId];
        if (!entry.active || entry.paid || entry.points == 0) return 0;
        Week memory total = _weeks[week];
        uint256 budget = EMISSIONS.budgetOf(week);
        uint256 share = Math.mulDiv(budget, entry.points, total.points);
        uint256 earned = PASS.experienceIn(passId, week) * total.perPoint;
        return Math.min(Math.min(share, (budget * total.capBps) / 10_000), earned);
    }

    /// @dev Points count for the running week. The first ones of a week fix its caps.
    function _accrue(uint256 passId, uint256 points) private {
        uint256 week = Weeks.numberOf(block.timestamp);
        if (_weeks[week].capBps == 0) {
            _weeks[week].capBps = _terms.capBps;
            _weeks[week].perPoint = _terms.perPoint;
        }
        Entry storage entry = _entries[week][passId];
        entry.points += uint64(points);
        emit PointsAccrued(passId, week, points);

        if (entry.active) _weeks[week].points += uint128(points);
        else if (PASS.experienceIn(passId, week) > 0) _activate(passId, week, entry);
    }

    function _activate(uint256 passId, uint256 week, Entry storage entry) private {
        entry.active = true;
        _weeks[week].points += entry.points;
        emit PassActivated(passId, week);
    }

    function _setTerms(QuestTerms memory t) private {
        _requireWithin("checkIn", t.checkIn, 0, MAX_POINTS);
        _requireWithin("streakStep", t.streakStep, 0, 100);
        _requireWithin("streakDays", t.streakDays, 0, 100);
        _requireWithin("referral", t.referral, 0, MAX_POINTS);
        _requireWithin("referralLevel", t.referralLevel, MIN_REFERRAL_LEVEL, 10);
        _requireWithin("milestone", t.milestone, 0, MAX_POINTS);
        _requireWithin("capBps", t.capBps, 1, MAX_CAP_BPS);
        _requireWithin("perPoint", t.perPoint, 0, MAX_PER_POINT);

        _terms = t;
        emit QuestTermsSet(t);
    }

    function _requireRunning(uint256 eventId) private view returns (EventTerms memory t) {
        require(eventId < _events.length, EventNotRunning(eventId));
        t = _events[eventId];
        require(block.timestamp >= t.start && block.timestamp < t.end, EventNotRunning(eventId));
    }

    function _holderOf(uint256 passId) private view returns (address) {
        return IERC721(address(PASS)).ownerOf(passId);
    }

    function _requireWithin(bytes32 parameter, uint256 value, uint256 least, uint256 most) private pure {
        require(value >= least && value <= most, QuestTermsOutOfBounds(parameter, value, least, most));
    }
}
