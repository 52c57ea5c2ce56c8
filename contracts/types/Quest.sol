// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @notice Points that quests give, and how they are shared out.
/// @param checkIn Points of a daily check-in.
/// @param streakStep Points more for each day of the streak before it.
/// @param streakDays Days of a streak that count, at most.
/// @param referral Points for the referrer when the referred pass reaches `referralLevel`.
/// @param referralLevel At least 3: such a level cannot be had for a sign-up.
/// @param milestone Points for reaching a level, times the level.
/// @param capBps Most that one pass gets of a week's budget, in 1/10,000.
/// @param perPoint Most that one pass gets for each point of experience it gained in the week, in units of AIA. Below the
/// fee that pays for a point, whoever labels his own tasks to farm rewards loses money.
struct QuestTerms {
    uint16 checkIn;
    uint16 streakStep;
    uint16 streakDays;
    uint16 referral;
    uint8 referralLevel;
    uint16 milestone;
    uint16 capBps;
    uint96 perPoint;
}

/// @notice A timed event: whoever enters and gains enough experience before its end gets points and an achievement.
/// @param start Timestamp.
/// @param end Timestamp.
/// @param minLevel Least level of a pass.
/// @param entryCost Units of AIA burned on entry.
/// @param goal Experience to gain between entry and end.
/// @param points Points for reaching the goal.
struct EventTerms {
    uint40 start;
    uint40 end;
    uint8 minLevel;
    uint96 entryCost;
    uint32 goal;
    uint16 points;
}
