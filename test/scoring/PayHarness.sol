// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Pay, PayTerms} from "../../contracts/scoring/Pay.sol";
import {Verdict} from "../../contracts/types/Scoring.sol";

/// @title Makes the library callable.
contract PayHarness {
    function split(
        PayTerms memory terms,
        bytes memory sheets,
        Verdict[] memory verdicts
    ) external pure returns (uint256[] memory payouts, uint256 treasury, uint256 refund) {
        return Pay.split(terms, sheets, verdicts);
    }
}
