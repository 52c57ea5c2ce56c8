// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {AGTToken} from "../../contracts/tokens/AGTToken.sol";
import {Allocation} from "../../contracts/types/Allocation.sol";

/// @notice A holder that delegates and transfers as it is told.
contract Holder {
    AGTToken private immutable AGT;

    constructor(AGTToken agt) {
        AGT = agt;
    }

    function delegate(address delegatee) external {
        AGT.delegate(delegatee);
    }

    function transfer(address to, uint256 amount) external {
        AGT.transfer(to, amount);
    }
}

/// @notice Whatever holders do, the delegated supply is the sum of the votes of all delegates.
contract AGTTokenTest {
    uint256 private constant COUNT = 4;

    AGTToken private _agt;
    Holder[COUNT] private _holders;

    function setUp() public {
        _agt = new AGTToken(address(new AccessManager(address(this))), block.chainid, new Allocation[](0));
        for (uint256 i = 0; i < COUNT; ++i) {
            _holders[i] = new Holder(_agt);
        }
    }

    function testFuzz_DelegatedSupplyIsTheSumOverDelegates(uint256[24] calldata steps) public {
        _agtMint(0, 1e27);
        for (uint256 i = 0; i < steps.length; ++i) {
            uint256 step = steps[i];
            Holder holder = _holders[(step >> 8) % COUNT];
            Holder other = _holders[(step >> 16) % COUNT];
            if (step % 4 == 0) holder.delegate(address(other));
            else if (step % 4 == 1) holder.delegate(address(0));
            else if (step % 4 == 2)
                holder.transfer(address(other), _agt.balanceOf(address(holder)) / (1 + ((step >> 24) % 3)));
            else _agtMint((step >> 8) % COUNT, (step >> 24) % 1e24);
            _requireSum();
        }
    }

    function testFuzz_IssuanceNeverPassesTheCap(uint256 first, uint256 second) public {
        uint256 cap = _agt.ISSUANCE_CAP();
        first %= cap + 1;
        _agtMint(0, first);
        second = cap - first + 1 + (second % 1e30);
        (bool ok, ) = address(_agt).call(abi.encodeCall(AGTToken.mint, (address(_holders[1]), second)));
        require(!ok, "issued more than the cap");
        require(_agt.issued() == first && _agt.totalSupply() == first, "issuance miscounted");
    }

    function _agtMint(uint256 holder, uint256 amount) private {
        _agt.mint(address(_holders[holder]), amount);
    }

    function _requireSum() private view {
        uint256 sum = 0;
        for (uint256 i = 0; i < COUNT; ++i) {
            sum += _agt.getVotes(address(_holders[i]));
        }
        require(_agt.delegatedSupply() == sum, "delegated supply differs from the sum over delegates");
    }
}
