// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IScorer} from "../../contracts/interfaces/IScorer.sol";
import {Shape, Verdict} from "../../contracts/types/Scoring.sol";
import {Costs} from "../../contracts/scoring/Costs.sol";
import {Verdicts} from "../../contracts/scoring/Verdicts.sol";

/// @title Plain twin of CategoricalScorer, without word-parallel loops.
contract PlainCategoricalScorer is IScorer {
    struct Matrix {
        uint256 rows;
        uint256 items;
        uint256 classes;
        bytes sheets;
        bytes answers;
        bytes gold;
        uint256[] given;
        uint256[] copies;
        uint256[] profiles;
        uint256 table;
    }

    struct Fit {
        bytes labels;
        int256[] scores;
        uint256[] answered;
        int256[] weights;
    }

    /// @inheritdoc IScorer
    function score(
        Shape calldata shape,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) external pure returns (bytes memory labels, bytes memory confidences, Verdict[] memory verdicts) {
        _check(shape);
        uint256 rows = sheets.length;
        require(
            answers.length == rows * shape.items && rows < 256,
            MatrixSizeMismatch(rows, rows * shape.items, answers.length)
        );
        require(gold.length == 0 || gold.length == shape.items, MatrixSizeMismatch(1, shape.items, gold.length));
        Matrix memory m = _clean(shape, sheets, answers, gold);
        _findCopies(m);
        Fit memory f = m.classes <= 8 ? _fitConfusion(m) : _fitOneCoin(m);
        labels = f.labels;
        confidences = _confide(m, f);
        verdicts = _judge(m, f);
    }

    /// @inheritdoc IScorer
    function gasBound(Shape calldata shape, uint256 rows) external pure returns (uint256) {
        _check(shape);
        return 1_000_000 + rows * shape.items * 20_000;
    }

    function _check(Shape calldata shape) private pure {
        require(
            shape.classes >= 2 && shape.classes < 255 && shape.items > 0 && shape.minimum == 0 && shape.maximum == 0,
            UnsupportedShape(shape.items, shape.classes, shape.minimum, shape.maximum)
        );
    }

    function _clean(
        Shape calldata shape,
        bytes memory sheets,
        bytes memory answers,
        bytes memory gold
    ) private pure returns (Matrix memory m) {
        m.rows = sheets.length;
        m.items = shape.items;
        m.classes = shape.classes;
        m.sheets = sheets;
        m.answers = answers;
        m.gold = gold.length == 0 ? new bytes(m.items) : gold;
        m.table = Costs.load();
        m.given = new uint256[](m.items);
        m.profiles = new uint256[](m.rows);
        for (uint256 i = 0; i < m.items; ++i) if (uint8(m.gold[i]) > m.classes) m.gold[i] = 0;
        for (uint256 r = 0; r < m.rows; ++r) {
            uint256 kind = uint8(sheets[r]) & 3;
            uint256 tier = (uint8(sheets[r]) >> 2) & 3;
            m.profiles[r] =
                kind == 0
                    ? (tier < 2 ? tier : 2)
                    : kind == 1
                        ? 3
                        : 4;
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 offset = r * m.items + i;
                if (uint8(answers[offset]) > m.classes) answers[offset] = 0;
                if (answers[offset] != 0) ++m.given[i];
            }
        }
    }

    function _answer(Matrix memory m, uint256 r, uint256 i) private pure returns (uint256) {
        return uint8(m.answers[r * m.items + i]);
    }

    // ---------------------------------------------------------------- copies

    function _findCopies(Matrix memory m) private pure {
        uint256 K = m.classes;
        uint256[] memory votes = new uint256[](m.items * (K + 1));
        uint256[] memory root = new uint256[](m.rows);
        m.copies = new uint256[](m.rows);
        for (uint256 r = 0; r < m.rows; ++r) {
            root[r] = r;
            for (uint256 i = 0; i < m.items; ++i) ++votes[i * (K + 1) + _answer(m, r, i)];
        }
        for (uint256 r = 0; r < m.rows; ++r) {
            for (uint256 s = 0; s < r; ++s) {
                if (!_isCopy(m, votes, r, s)) continue;
                uint256 from = root[r];
                for (uint256 x = 0; x < m.rows; ++x) if (root[x] == from) root[x] = root[s];
            }
        }
        for (uint256 r = 0; r < m.rows; ++r) {
            for (uint256 s = 0; s < m.rows; ++s) if (root[r] == root[s]) ++m.copies[r];
        }
    }

    function _isCopy(Matrix memory m, uint256[] memory votes, uint256 r, uint256 s) private pure returns (bool) {
        uint256 common;
        uint256 agreed;
        uint256 bits;
        for (uint256 i = 0; i < m.items; ++i) {
            uint256 a = _answer(m, r, i);
            uint256 b = _answer(m, s, i);
            if (a == 0 || b == 0) continue;
            ++common;
            if (a != b) continue;
            ++agreed;
            uint256 others = votes[i * (m.classes + 1) + a] - 2;
            if (2 * others + 1 <= m.given[i] - 2) ++bits;
            if (4 * (others + 1) <= m.given[i] - 2) ++bits;
        }
        if (common < 6) return false;
        if (100 * agreed >= 97 * common && bits >= 13) return true;
        return 100 * agreed >= 70 * common && bits >= 24 + common - agreed;
    }

    // ---------------------------------------------------------------- profiles

    function _vote(uint256 profile) private pure returns (int256) {
        return int256(uint256(uint40(0x143c302c28) >> (8 * profile)) & 0xff);
    }

    function _strength(uint256 profile) private pure returns (uint256) {
        return profile == 3 ? 16 : 8;
    }

    function _prior(uint256 profile, uint256 population, bool right, uint256 K) private pure returns (uint256) {
        uint256 quarters =
            profile == 0
                ? 4
                : profile == 1
                    ? 3
                    : 2;
        uint256 believed;
        if (profile == 4) believed = (population + 65536 / K) / 2;
        else if (right) believed = 65536 - ((65536 - population) * quarters + 3) / 4;
        else believed = (population * quarters) / 4;
        return (_strength(profile) * believed) / 64;
    }

    // ---------------------------------------------------------------- confusion matrices

    function _fitConfusion(Matrix memory m) private pure returns (Fit memory f) {
        uint256 K = m.classes;
        f.labels = new bytes(m.items);
        f.scores = new int256[](m.items * K);
        for (uint256 r = 0; r < m.rows; ++r) {
            int256 vote = _vote(m.profiles[r]) / int256(m.copies[r]);
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 a = _answer(m, r, i);
                if (a != 0) f.scores[i * K + a - 1] += vote;
            }
        }
        _assign(m, f);
        for (uint256 round = 0; round < 4; ++round) {
            bytes memory counted = _countedLabels(m, f);
            uint256[] memory counts = _countConfusions(m, counted);
            f.weights = _weigh(m, counts, _populationOf(m, counts));
            _tally(m, f, counted);
            if (!_assign(m, f)) break;
        }
    }

    function _best(int256[] memory scores, uint256 offset, uint256 K) private pure returns (uint256 k) {
        for (uint256 c = 1; c < K; ++c) if (scores[offset + c] > scores[offset + k]) k = c;
    }

    function _assign(Matrix memory m, Fit memory f) private pure returns (bool changed) {
        for (uint256 i = 0; i < m.items; ++i) {
            bytes1 label = m.gold[i];
            if (label == 0 && m.given[i] != 0) label = bytes1(uint8(1 + _best(f.scores, i * m.classes, m.classes)));
            if (label != f.labels[i]) changed = true;
            f.labels[i] = label;
        }
    }

    /// @dev The labels that lead every other class by two bits, and gold; 0 for the others.
    function _countedLabels(Matrix memory m, Fit memory f) private pure returns (bytes memory counted) {
        counted = new bytes(m.items);
        for (uint256 i = 0; i < m.items; ++i) {
            uint256 label = uint8(f.labels[i]);
            bool sure = label != 0;
            for (uint256 k = 1; m.gold[i] == 0 && sure && k <= m.classes; ++k) {
                int256 lead = f.scores[i * m.classes + label - 1] - f.scores[i * m.classes + k - 1];
                if (k != label && lead < 16) sure = false;
            }
            if (sure) counted[i] = f.labels[i];
        }
    }

    function _countConfusions(Matrix memory m, bytes memory labels) private pure returns (uint256[] memory counts) {
        uint256 K = m.classes;
        counts = new uint256[](m.rows * K * K);
        for (uint256 r = 0; r < m.rows; ++r) {
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 a = _answer(m, r, i);
                if (a != 0 && labels[i] != 0) ++counts[(r * K + uint8(labels[i]) - 1) * K + a - 1];
            }
        }
    }

    function _populationOf(Matrix memory m, uint256[] memory counts) private pure returns (uint256[] memory sums) {
        uint256 K = m.classes;
        sums = new uint256[](K * K);
        for (uint256 r = 0; r < m.rows; ++r) {
            if (m.profiles[r] == 4) continue;
            uint256 share = 240 / m.copies[r];
            for (uint256 x = 0; x < K * K; ++x) sums[x] += share * counts[r * K * K + x];
        }
        uint256 right;
        uint256 total;
        for (uint256 x = 0; x < K * K; ++x) {
            total += sums[x];
            if (x % (K + 1) == 0) right += sums[x];
        }
        uint256 accuracy = ((right + 480) * 65536) / (total + 720);
        uint256 wrong = (65536 - accuracy) / (K - 1);
        for (uint256 k = 0; k < K; ++k) {
            uint256 row = 2400;
            for (uint256 a = 0; a < K; ++a) row += sums[k * K + a];
            for (uint256 a = 0; a < K; ++a)
                sums[k * K + a] = (sums[k * K + a] * 65536 + 2400 * (a == k ? accuracy : wrong)) / row;
        }
    }

    function _weigh(
        Matrix memory m,
        uint256[] memory counts,
        uint256[] memory population
    ) private pure returns (int256[] memory weights) {
        uint256 K = m.classes;
        weights = new int256[](m.rows * K * K);
        int256[] memory cost = new int256[](K * K);
        for (uint256 r = 0; r < m.rows; ++r) {
            uint256 profile = m.profiles[r];
            for (uint256 k = 0; k < K; ++k) {
                uint256 labelled = _strength(profile);
                for (uint256 a = 0; a < K; ++a) labelled += counts[(r * K + k) * K + a];
                for (uint256 a = 0; a < K; ++a) {
                    uint256 prior = _prior(profile, population[k * K + a], a == k, K);
                    cost[k * K + a] = _cost(m, (counts[(r * K + k) * K + a] * 1024 + prior) / labelled);
                }
            }
            for (uint256 a = 0; a < K; ++a) {
                for (uint256 k = 1; k < K; ++k) weights[(r * K + a) * K + k] = cost[a] - cost[k * K + a];
            }
        }
    }

    function _cost(Matrix memory m, uint256 theta) private pure returns (int256 cost) {
        uint256 pointer = m.table + theta;
        assembly ("memory-safe") {
            cost := byte(0, mload(pointer))
        }
    }

    function _tally(Matrix memory m, Fit memory f, bytes memory counted) private pure {
        uint256 K = m.classes;
        uint256[] memory count = new uint256[](K + 1);
        for (uint256 i = 0; i < m.items; ++i) ++count[uint8(counted[i])];
        uint256 labelled = m.items - count[0];
        int256 first = _cost(m, ((count[1] + 1) * 1024) / (labelled + K));
        for (uint256 k = 0; k < K; ++k) {
            int256 prior = first - _cost(m, ((count[k + 1] + 1) * 1024) / (labelled + K));
            for (uint256 i = 0; i < m.items; ++i) f.scores[i * K + k] = prior;
        }
        for (uint256 r = 0; r < m.rows; ++r) {
            int256 copies = int256(m.copies[r]);
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 a = _answer(m, r, i);
                if (a == 0) continue;
                for (uint256 k = 1; k < K; ++k) f.scores[i * K + k] += f.weights[(r * K + a - 1) * K + k] / copies;
            }
        }
    }

    // ---------------------------------------------------------------- one coin

    /// @dev Of `scores`, five per item: leading class, its weight, second class, its weight, answers of the leading class.
    function _fitOneCoin(Matrix memory m) private pure returns (Fit memory f) {
        f.labels = new bytes(m.items);
        f.scores = new int256[](m.items * 5);
        f.weights = new int256[](m.rows);
        for (uint256 r = 0; r < m.rows; ++r) f.weights[r] = _vote(m.profiles[r]);
        _lead(m, f);
        for (uint256 round = 0; round < 4; ++round) {
            _weighCoins(m, f);
            if (!_lead(m, f)) break;
        }
    }

    function _lead(Matrix memory m, Fit memory f) private pure returns (bool changed) {
        for (uint256 i = 0; i < m.items; ++i) {
            int256[] memory weight = new int256[](m.classes + 1);
            int256[] memory answers = new int256[](m.classes + 1);
            for (uint256 r = 0; r < m.rows; ++r) {
                uint256 a = _answer(m, r, i);
                weight[a] += f.weights[r] / int256(m.copies[r]);
                ++answers[a];
            }
            for (uint256 x = 0; x < 5; ++x) f.scores[i * 5 + x] = 0;
            for (uint256 k = 1; k <= m.classes; ++k) {
                if (answers[k] == 0) continue;
                if (f.scores[i * 5] == 0 || weight[k] > f.scores[i * 5 + 1]) {
                    f.scores[i * 5 + 2] = f.scores[i * 5];
                    f.scores[i * 5 + 3] = f.scores[i * 5 + 1];
                    f.scores[i * 5] = int256(k);
                    f.scores[i * 5 + 1] = weight[k];
                    f.scores[i * 5 + 4] = answers[k];
                } else if (f.scores[i * 5 + 2] == 0 || weight[k] > f.scores[i * 5 + 3]) {
                    f.scores[i * 5 + 2] = int256(k);
                    f.scores[i * 5 + 3] = weight[k];
                }
            }
            bytes1 label = m.gold[i];
            if (label == 0) label = bytes1(uint8(uint256(f.scores[i * 5])));
            if (label != f.labels[i]) changed = true;
            f.labels[i] = label;
        }
    }

    function _weighCoins(Matrix memory m, Fit memory f) private pure {
        uint256[] memory right = new uint256[](m.rows);
        uint256[] memory count = new uint256[](m.rows);
        uint256 rightSum = 480;
        uint256 total = 720;
        for (uint256 r = 0; r < m.rows; ++r) {
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 a = _answer(m, r, i);
                if (a == 0) continue;
                ++count[r];
                if (a == uint8(f.labels[i])) ++right[r];
            }
            if (m.profiles[r] == 4) continue;
            rightSum += (240 / m.copies[r]) * right[r];
            total += (240 / m.copies[r]) * count[r];
        }
        uint256 accuracy = (rightSum * 65536) / total;
        for (uint256 r = 0; r < m.rows; ++r) {
            uint256 prior = _prior(m.profiles[r], accuracy, true, m.classes);
            uint256 theta = (right[r] * 1024 + prior) / (count[r] + _strength(m.profiles[r]));
            int256 weight = _cost(m, (1024 - theta) / 8) - _cost(m, theta);
            f.weights[r] =
                weight < 0
                    ? int256(0)
                    : weight > 120
                        ? int256(120)
                        : weight;
        }
    }

    // ---------------------------------------------------------------- outcome

    function _confide(Matrix memory m, Fit memory f) private pure returns (bytes memory confidences) {
        uint256 K = m.classes;
        confidences = new bytes(m.items);
        for (uint256 i = 0; i < m.items; ++i) {
            uint256 label = uint8(f.labels[i]);
            if (m.gold[i] != 0) confidences[i] = 0xff;
            else if (K > 8 && label != 0) confidences[i] = _confidence(f.scores[i * 5 + 1] - f.scores[i * 5 + 3]);
            else if (label != 0) {
                int256 second = type(int256).min;
                for (uint256 k = 0; k < K; ++k) {
                    if (k + 1 != label && f.scores[i * K + k] > second) second = f.scores[i * K + k];
                }
                confidences[i] = _confidence(f.scores[i * K + label - 1] - second);
            }
        }
    }

    function _confidence(int256 margin) private pure returns (bytes1) {
        uint256 lead = margin > 127 ? 127 : uint256(margin);
        uint256 odds = (8 + (lead & 7)) << (lead >> 3);
        return bytes1(uint8((255 * odds) / (odds + 8)));
    }

    function _withoutOwn(Matrix memory m, Fit memory f, uint256 r, uint256 i) private pure returns (uint256) {
        uint256 a = _answer(m, r, i);
        if (a == 0 || m.gold[i] != 0 || m.given[i] < 2) return 0;
        if (m.classes > 8) return _leaderWithout(f, i * 5, a, f.weights[r]);
        uint256 K = m.classes;
        int256[] memory own = new int256[](K);
        for (uint256 k = 0; k < K; ++k) own[k] = f.scores[i * K + k] - f.weights[(r * K + a - 1) * K + k];
        return 1 + _best(own, 0, K);
    }

    function _leaderWithout(Fit memory f, uint256 offset, uint256 own, int256 weight) private pure returns (uint256) {
        uint256 first = uint256(f.scores[offset]);
        uint256 second = uint256(f.scores[offset + 2]);
        if (own != first || second == 0) return first;
        if (f.scores[offset + 4] == 1) return second;
        int256 left = f.scores[offset + 1] - weight;
        if (left != f.scores[offset + 3]) return left > f.scores[offset + 3] ? own : second;
        return own < second ? own : second;
    }

    function _judge(Matrix memory m, Fit memory f) private pure returns (Verdict[] memory verdicts) {
        verdicts = new Verdict[](m.rows);
        uint256 judged;
        for (uint256 i = 0; i < m.items; ++i) if (m.gold[i] == 0 && m.given[i] >= 2) ++judged;
        for (uint256 r = 0; r < m.rows; ++r) {
            uint256[] memory given = new uint256[](m.classes + 1);
            uint256[] memory labelled = new uint256[](m.classes + 1);
            uint256 agreed;
            uint256 count;
            uint256 answered;
            for (uint256 i = 0; i < m.items; ++i) {
                if (_answer(m, r, i) == 0) continue;
                ++answered;
                uint256 label = _withoutOwn(m, f, r, i);
                if (label == 0) continue;
                ++given[_answer(m, r, i)];
                ++labelled[label];
                if (label == _answer(m, r, i)) ++agreed;
                ++count;
            }
            (uint256 quality, bool valid) = _appraise(agreed, count, judged, given, labelled);
            verdicts[r] = Verdicts.pack(quality, answered, m.copies[r], valid);
        }
    }

    function _appraise(
        uint256 agreed,
        uint256 n,
        uint256 judged,
        uint256[] memory given,
        uint256[] memory labelled
    ) private pure returns (uint256 quality, bool valid) {
        if (n == 0) return (0, false);
        uint256 chance;
        uint256 skew;
        for (uint256 k = 1; k < given.length; ++k) {
            chance += given[k] * labelled[k];
            skew += given[k] * labelled[k] * (given[k] + labelled[k]);
        }
        if (chance == n * n) return ((65535 * n) / judged, true);
        if (agreed * n <= chance) return (0, false);
        uint256 excess = agreed * n - chance;
        quality = (65535 * excess * n) / ((n * n - chance) * judged);
        uint256 threshold = 16 + ((n < 16 ? 6 * n : 96) * (judged < 2 * n ? judged : 2 * n)) / judged;
        uint256 variance = chance * n * n + chance * chance - skew * n;
        valid = agreed == n || 16 * excess * excess * n >= threshold * variance;
    }
}
