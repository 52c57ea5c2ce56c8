// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @notice Number of a task in its registry, from 1.
type TaskId is uint256;

/// @notice Where a task stands. Derived from its facts and the protocol's time, never stored.
enum Phase {
    None, // no such task
    Commit, // contributors commit
    Open, // the requester opens gold and model predictions; nobody can commit or reveal
    Reveal, // anyone reveals
    Settle, // anyone settles, for ever
    Settled, // claims
    Cancelled // refunded before the first commit
}

/// @notice How a task ended.
enum Ending {
    None,
    Settled,
    Cancelled
}

/// @notice Who answers. The values are those of the low two bits of a `SheetKind`.
enum SheetRole {
    Contributor,
    Reviewer,
    Model
}

/// @notice What a task asks and against what it is checked. Stored as one hash, opened from calldata.
/// @param cid IPFS content identifier of the questions.
/// @param goldHash `keccak256(abi.encode(salt, keccak256(gold)))` of labels known in advance; 0 for none.
/// @param modelHash The same of a model's predictions; 0 for none.
/// @param minimum Least possible numeric answer, 0 for categorical tasks.
/// @param maximum Greatest possible numeric answer, 0 for categorical tasks.
/// @param decimals Decimal places of numeric answers.
/// @param reviewerPlaces Places for reviewers, beside those of contributors; 0 for none.
/// @param reviewerItems Items that each reviewer is asked to answer; which ones follows from task and reviewer.
/// @param reviewerBps Share of the pool that pays reviewers, in 1/10,000.
/// @param reviewerTolerance Numbers further apart than this differ; 0 for categorical tasks.
struct TaskSpec {
    string cid;
    bytes32 goldHash;
    bytes32 modelHash;
    int32 minimum;
    int32 maximum;
    uint8 decimals;
    uint8 reviewerPlaces;
    uint16 reviewerItems;
    uint16 reviewerBps;
    uint32 reviewerTolerance;
}

/// @notice What a requester asks for.
/// @param token Reward token, one that governance has set a policy for.
/// @param pool Reward in units of `token`, without the protocol fee and the deposits.
/// @param classes K of a categorical task (2..254), 0 for a numeric one.
/// @param items Number of items.
/// @param quota Places for contributors; with the reviewers' 3..254.
/// @param minLevel Least level of a contributor (1..10).
/// @param field Field in which the work gives experience, 0 for general work.
/// @param skills Skills a contributor must have, one bit each.
/// @param commitDeadline End of commits, seconds of protocol time.
/// @param revealDuration Length of the reveal phase in seconds.
/// @param bond What each commit puts at stake until its reveal, in units of `token`.
struct TaskTerms {
    address token;
    uint128 pool;
    uint8 classes;
    uint16 items;
    uint8 quota;
    uint8 minLevel;
    uint8 field;
    uint64 skills;
    uint40 commitDeadline;
    uint32 revealDuration;
    uint128 bond;
}

/// @notice A task as stored: six slots.
struct Task {
    // slot 0: all of the terms that a commit has to read, and its counter
    uint40 commitDeadline;
    uint64 skills;
    uint96 bond;
    uint8 minLevel;
    uint8 quota;
    uint8 commits;
    bool goldPending;
    bool modelPending;
    Ending ending;
    // slot 1: all that a reveal has to read
    address token;
    uint40 revealStart;
    uint32 revealDuration;
    uint16 rowBytes;
    uint8 field;
    // slot 2: written by commits that pay a relayer
    uint96 pool;
    uint104 relayerFees;
    uint16 items;
    uint8 classes;
    uint16 policy;
    uint16 reviewerItems;
    // slot 3: all that a reviewer's commit has to read beside slot 0, and the reviewers' counters
    address requester;
    uint40 publishedAt; // timestamp
    uint32 reviewerStake; // whole AGT
    uint8 reviewerPlaces;
    uint8 reviews; // reviewers' commits, which `commits` leaves out
    uint8 reviewReveals; // reviewers' reveals, which `reveals` counts too
    // slot 4
    bytes32 specHash;
    // slot 5: written by reveals
    uint240 revealHash;
    uint16 reveals;
}

/// @notice A commitment to an answer sheet with everything that is sent in clear beside it.
/// @param nullifier One per contributor and task; a reviewer's address for a reviewer.
/// @param commitment Hash that binds chain, registry, task, nullifier, payout, answers and salt.
/// @param claimedLevel Level that the proof shows.
/// @param relayer Only sender allowed, who earns `fee`; 0 lets anybody send it, without a fee.
/// @param fee Paid to `relayer` out of the bond, in units of the reward token.
/// @param bondAccount Whose prepaid balance is locked as bond.
struct SheetCommit {
    uint256 nullifier;
    bytes32 commitment;
    uint8 claimedLevel;
    address relayer;
    uint128 fee;
    address bondAccount;
}

/// @notice Groth16 proof of eligibility against a root of the eligibility tree.
/// @param root Root the proof was made against.
/// @param points A (2), B (4), C (2) as snarkjs exports them for Solidity.
struct EligibilityProof {
    uint256 root;
    uint256[8] points;
}

/// @notice Opening of a commit.
/// @param bond The task's bond, as the commit locked it.
/// @param salt Secret of the commitment, never 0.
/// @param answers The sheet: one byte per item, or four for numeric answers.
struct Opening {
    uint256 nullifier;
    SheetRole role;
    uint8 level;
    address payout;
    address relayer;
    uint128 fee;
    address bondAccount;
    uint128 bond;
    bytes32 salt;
    bytes answers;
}

/// @notice A row that was published as a hash and opened later.
/// @param row One answer per item; empty when nothing was opened.
/// @param salt What it was hashed with.
struct SealedRow {
    bytes row;
    bytes32 salt;
}

/// @notice A leaf of a settled task's payout tree.
/// @param index Row of the sheet, in the order of reveals.
/// @param payout Who is paid.
/// @param amount What is paid, in units of the reward token.
/// @param experience Size of the note that `nullifier` earned; 0 for reviewers.
struct PayoutLeaf {
    TaskId taskId;
    uint256 index;
    uint256 nullifier;
    address payout;
    uint256 amount;
    uint16 experience;
    uint8 field;
}

/// @notice Where the money of a settled task goes, in units of its token; the sum is what the registry held for it.
/// @param claims To the sheets, by way of the payout tree.
/// @param treasury Fees, forfeits and dust.
/// @param refund To the requester.
/// @param settlerFee To whoever settled.
struct Distribution {
    uint256 claims;
    uint256 treasury;
    uint256 refund;
    uint256 settlerFee;
}

/// @notice Parameters of tasks paid in one token, fixed for every task published under it.
/// @param treasury Receives fees, forfeits and dust.
/// @param categoricalScorer Referee of categorical tasks.
/// @param numericScorer Referee of numeric tasks.
/// @param feeBps Protocol fee on top of the pool, in 1/10,000.
/// @param settlerFeeBps Share of the earned fee that goes to whoever settles, in 1/10,000.
/// @param depositBps Deposit for each of gold and model, of the pool, in 1/10,000; at least 1,000.
/// @param requesterStake AGT locked per open task.
/// @param experienceUnit Protocol fee that pays for one point of experience, in units of the token; 0 gives none.
/// @param minCommitDuration Least length of the commit phase in seconds.
/// @param openDuration Length of the window in which gold and model are opened, in seconds.
/// @param minRevealDuration Least length of the reveal phase in seconds.
/// @param reviewerStake AGT locked per review, in whole AGT so that it fits into a task's slot; 0 allows no reviewers.
struct Policy {
    address treasury;
    uint16 feeBps;
    uint16 settlerFeeBps;
    uint16 depositBps;
    address categoricalScorer;
    uint32 minCommitDuration;
    uint32 openDuration;
    uint32 minRevealDuration;
    address numericScorer;
    uint96 requesterStake;
    uint128 experienceUnit;
    uint32 reviewerStake;
}
