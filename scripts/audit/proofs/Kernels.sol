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

/// @dev contracts/scoring/categorical/Lanes.sol: scores of items in 16-bit lanes, of at most 255 rows.
contract LaneProof {
    uint256 private constant BIAS = 0x4000;
    uint256 private constant COST = 60;
    uint256 private constant ROWS = 255;

    /// @dev `Lanes.start`: the class prior, less the offsets of the `given` answers that will be added.
    function start(uint256 given, int256 prior) external pure {
        require(given <= ROWS && prior >= -60 && prior <= 60);
        int256 lane = int256(BIAS) + prior - int256(given * COST);
        assert(lane >= 1024 && lane <= 16444);
        assert(inside(uint256(lane), given, 0));
    }

    /// @dev A row that answered adds its weight, as 0..120; `seen` of the `given` answers were added before.
    function step(uint16 lane, uint256 given, uint256 seen, uint16 weight) external pure {
        require(given <= ROWS && seen < given && weight <= 2 * COST && inside(lane, given, seen));
        uint16 laneAfter = lane + weight;
        assert(inside(laneAfter, given, seen + 1));
        assert(laneAfter <= 31744);
    }

    /// @dev With all answers added, a row's own weight is taken away to judge it.
    function leaveOut(uint16 lane, uint256 given, int256 weight) external pure {
        require(given <= ROWS && inside(lane, given, given) && weight >= -60 && weight <= 60);
        int256 without = int256(uint256(lane)) - weight;
        assert(without >= 964 && without <= 31804);
    }

    /// @dev `Lanes.best` and `lead`: two scores are compared by the top bit of score + 0x7fff - other.
    function compare(uint16 score, uint16 other) external pure {
        require(score >= 964 && score <= 31804);
        require(other == 0 || (other >= 964 && other <= 31804));
        uint16 sum = score + 0x7fff;
        uint16 difference = sum - other;
        assert((difference >= 0x8000) == (score > other));
    }

    /// @dev A word is lanes side by side: while no lane overflows, adding words adds lanes.
    function apart(uint16 high, uint16 low, uint16 highWeight, uint16 lowWeight) external pure {
        require(uint256(low) + lowWeight < 2 ** 16);
        uint256 word = uint256(high) * 2 ** 16 + low;
        uint256 weights = uint256(highWeight) * 2 ** 16 + lowWeight;
        assert((word + weights) / 2 ** 16 == uint256(high) + highWeight);
        assert((word + weights) % 2 ** 16 == uint256(low) + lowWeight);
    }

    /// @dev `TwoClassLanes`: two rows' weights meet in one byte, of which each row gives one.
    function pair(uint8 first, uint8 second) external pure {
        require(first <= 2 * COST && second <= 2 * COST);
        uint8 sum = first + second;
        assert(sum <= 240);
    }

    function inside(uint256 lane, uint256 given, uint256 seen) private pure returns (bool) {
        return lane + 60 + COST * given >= BIAS && lane + COST * given <= BIAS + 60 + 2 * COST * seen;
    }
}

/// @dev contracts/scoring/categorical/TwoClassOutcome.sol: a lane, also one behind the last item, becomes a level of 0..128
/// by two top bits.
contract LevelProof {
    function level(uint16 lane) external pure {
        require(lane <= 47_044);
        uint16 raised = lane + 16_448;
        assert((raised >= 0x8000) == (lane >= 0x4000 - 64));
        raised = raised >= 0x8000 ? raised - 0x8000 : 0;
        uint16 sum = raised + 32_639;
        assert((sum >= 0x8000) == (raised > 128));
        assert(raised == 0 || raised + 0x4000 == lane + 64);
    }
}

/// @dev contracts/scoring/Costs.sol has 1,024 bytes: no probability reaches 1024/1024. (`scripts/audit/checkCosts.ts` looks
/// at every byte.)
contract CostIndexProof {
    /// @dev `Beliefs.prior`: what is believed of a right answer, in 1/65536, is less than certain.
    function believed(uint32 population, uint8 quarters) external pure {
        require(population < 65536 && quarters >= 2 && quarters <= 4);
        uint256 right = 65536 - ((65536 - uint256(population)) * quarters + 3) / 4;
        assert(right < 65536);
        assert((8 * right) / 64 < 8 * 1024 && (16 * right) / 64 < 16 * 1024);
    }

    /// @dev `ConfusionFit`, `TwoClassFit`, `OneCoin`: answers of one kind among all of a row.
    function row(uint32 count, uint32 labelled, uint256 prior, uint8 strength) external pure {
        require(strength > 0 && count <= labelled && prior < uint256(strength) * 1024);
        uint256 whole = uint256(labelled) + strength;
        assert(uint256(count) * 1024 + prior < whole * 1024);
        assert((uint256(count) * 1024 + prior) / whole < 1024);
    }

    /// @dev Class priors: every class has one label more than it has.
    function label(uint32 own, uint32 others, uint8 classes) external pure {
        require(classes >= 2);
        uint256 whole = uint256(own) + others + classes;
        assert(((uint256(own) + 1) * 1024) / whole < 1024);
    }
}

/// @dev contracts/scoring/numeric/Lanes32.sol: comparison and remainder of numbers in lanes of 32 bits. A lane is its top
/// bit and the 31 below it.
contract NumericLaneProof {
    /// @dev `atLeast`, `subtract`: nothing is borrowed from the lane above, and the comparison is right.
    function compare(bool top, uint32 rest, bool otherTop, uint32 otherRest) external pure {
        require(rest < 2 ** 31 && otherRest < 2 ** 31);
        uint32 difference = (2 ** 31 + rest) - otherRest;
        bool larger = top != otherTop ? top : difference >= 2 ** 31;
        uint256 x = (top ? 2 ** 31 : 0) + uint256(rest);
        uint256 y = (otherTop ? 2 ** 31 : 0) + uint256(otherRest);
        assert(larger == (x >= y));
    }

    /// @dev `modulo254`: every step stays below 2^16 and keeps the remainder; the last one gives it.
    function remainder(uint8 b0, uint8 b1, uint8 b2, uint8 b3) external pure {
        uint256 low = uint256(b0) + 2 * uint256(b1);
        uint256 high = uint256(b2) + 2 * uint256(b3);
        uint256 x = low + 4 * high;
        assert(low <= 765 && high <= 765 && x <= 3825);
        x = (x % 256) + 2 * (x / 256);
        assert(x <= 283);
        uint256 result = x >= 254 ? x + 2 - 256 : x;
        assert(result < 254);
        assert(x == result || x == result + 254);
    }

    /// @dev The bytes of a number weigh 1, 2, 4 and 8 modulo 254, as `remainder` adds them.
    function bytesOf(uint256 b0, uint256 b1, uint256 b2, uint256 b3) external pure {
        require(b0 < 256 && b1 < 256 && b2 < 256 && b3 < 256);
        uint256 number = b0 + 2 ** 8 * b1 + 2 ** 16 * b2 + 2 ** 24 * b3;
        uint256 sum = b0 + 2 * b1 + 4 * b2 + 8 * b3;
        assert(number == sum + 254 * (b1 + 258 * b2 + 66_052 * b3));
    }

    /// @dev `sortColumns` of lanes below 2^31: nothing is borrowed, and the top bit of the difference compares.
    function compareLow(uint32 x, uint32 y) external pure {
        require(x < 2 ** 31 && y < 2 ** 31);
        uint32 difference = (2 ** 31 + x) - y;
        assert((difference >= 2 ** 31) == (x >= y));
    }

    /// @dev `NumericFit`: an item's sums of weighted answers (below 2^40: clamping takes them towards a value between
    /// answers) and of weights (at most 2^32) of 255 rows share half of a word, 80 bits and those above.
    function sums(uint128 answers, uint128 weights, uint256 rows, uint40 weight, uint40 answer) external pure {
        require(rows < 255 && weight <= 2 ** 32);
        require(answers <= rows * 2 ** 72 && weights <= rows * 2 ** 32);
        uint128 product = uint128(weight) * uint128(answer);
        assert(product <= 2 ** 72);
        uint128 answersAfter = answers + product;
        uint128 weightsAfter = weights + weight;
        assert(answersAfter <= (rows + 1) * 2 ** 72 && weightsAfter <= (rows + 1) * 2 ** 32);
        assert(answersAfter < 2 ** 80 && weightsAfter < 2 ** 40);
    }
}

/// @dev contracts/scoring/Pay.sol: what is paid to the sheets of a task never exceeds their places' price, nor the pool.
contract PayProof {
    /// @dev Every sheet's share is floor(total · part / weights); `paid` and `parts` are the sums before it. What is proved
    /// of every prefix is paid · weights <= total · parts.
    function step(uint256 paidWeights, uint256 totalParts, uint96 total, uint64 part, uint64 weights) external pure {
        require(weights > 0 && paidWeights <= totalParts && totalParts < 2 ** 200);
        uint256 due = uint256(total) * part;
        uint256 share = due / weights;
        assert(paidWeights + share * weights <= totalParts + due);
    }

    /// @dev With all sheets paid, parts = weights: the sum of shares is at most the total.
    function end(uint256 paid, uint96 total, uint64 weights) external pure {
        require(weights > 0 && paid < 2 ** 100 && paid * weights <= uint256(total) * weights);
        assert(paid <= total);
    }

    /// @dev The cap only ever lowers a share.
    function cap(uint256 share, uint96 price, uint8 copies) external pure {
        require(copies > 0);
        uint256 most = (uint256(price) * 5) / (4 * uint256(copies));
        assert((share < most ? share : most) <= share);
    }

    /// @dev What the valid sheets share is at most a price for every revealed sheet.
    function shared(uint96 price, uint40 places, uint8 revealed) external pure {
        require(places <= uint256(revealed) * 2 ** 32);
        uint256 total = (uint256(price) * places) / 2 ** 32;
        assert(total <= uint256(price) * revealed);
    }

    /// @dev Without valid sheets or confirmation a sheet is paid a price at most.
    /// The divisor is 1 or more, here 1 + more.
    function flat(uint96 price, uint8 more) external pure {
        uint256 paid = uint256(price) / (1 + uint256(more));
        assert(paid + paid * more <= price);
        assert(paid <= price);
    }

    /// @dev Prices of revealed places and the refund of the others are at most the pool: the treasury's part is what is
    /// left, and never negative.
    function division(uint96 pool, uint8 quota, uint8 revealed, uint256 paid) external pure {
        require(quota > 0 && revealed <= quota);
        uint256 price = pool / quota;
        uint256 refund = price * (quota - revealed);
        require(paid <= price * revealed);
        uint256 treasury = pool - refund - paid;
        assert(treasury + refund + paid == pool);
    }
}

/// @dev contracts/governance/ProtocolClock.sol: protocol time never goes back. `start` and `end` are those of the latest
/// pause, `before` the seconds of all pauses before it; they lie before the latest one, which has begun.
contract ClockProof {
    /// @dev While time passes; nor does it go faster than the chain's.
    function pass(uint40 start, uint40 end, uint64 before, uint40 now_, uint40 later) external pure {
        require(before <= start && start <= end && start <= now_ && now_ <= later);
        uint256 tau = now_ - before - ((now_ < end ? now_ : end) - start);
        uint256 tauLater = later - before - ((later < end ? later : end) - start);
        assert(tauLater >= tau);
        assert(tauLater - tau <= later - now_);
    }

    /// @dev A pause begins, of at most seven days.
    function pause(uint40 start, uint40 end, uint64 before, uint40 now_, uint40 duration) external pure {
        require(before <= start && start <= end && end <= now_);
        require(duration <= 7 days && now_ < 2 ** 39);
        uint40 endAfter = now_ + duration;
        uint64 beforeAfter = before + end - start;
        assert(beforeAfter <= now_ && now_ <= endAfter);
        uint256 tau = now_ - before - (end - start);
        uint256 tauAfter = now_ - beforeAfter - ((now_ < endAfter ? now_ : endAfter) - now_);
        assert(tauAfter == tau);
    }

    /// @dev A pause ends early.
    function unpause(uint40 start, uint40 end, uint64 before, uint40 now_) external pure {
        require(before <= start && start <= now_ && now_ < end);
        uint40 endAfter = now_;
        assert(start <= endAfter);
        uint256 tau = now_ - before - ((now_ < end ? now_ : end) - start);
        uint256 tauAfter = now_ - before - ((now_ < endAfter ? now_ : endAfter) - start);
        assert(tauAfter == tau);
    }
}
