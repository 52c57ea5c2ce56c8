// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token with one bad habit at a time.
contract TrickToken is ERC20 {
    enum Trick {
        None,
        Fee, // keeps a hundredth of every transfer
        Silent, // returns nothing
        False, // returns false instead of moving anything
        Hook // calls back before it moves anything, as ERC-777 senders and recipients can
    }

    Trick public trick;
    address private _target;
    bytes private _call;

    /// @notice What the latest callback reverted with, empty when it went through.
    bytes public thrown;

    /// @notice How many callbacks were made.
    uint256 public callbacks;

    /// @notice Who can receive nothing.
    address public blocked;

    error RecipientBlocked(address recipient);

    constructor() ERC20("Trick", "TRICK") {
        _mint(msg.sender, 1e30);
    }

    function setTrick(Trick trick_) external {
        trick = trick_;
    }

    function setBlocked(address account) external {
        blocked = account;
    }

    /// @notice Before its next transfer the token makes this call.
    function setHook(address target, bytes calldata call_) external {
        trick = Trick.Hook;
        _target = target;
        _call = call_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (trick == Trick.False) return false;
        _transfer(msg.sender, to, amount);
        return _answer();
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (trick == Trick.False) return false;
        _spendAllowance(from, msg.sender, amount);
        _transfer(from, to, amount);
        return _answer();
    }

    function _update(address from, address to, uint256 amount) internal override {
        require(to != blocked || to == address(0), RecipientBlocked(to));
        if (trick == Trick.Hook && _target != address(0)) {
            address target = _target;
            _target = address(0);
            ++callbacks;
            (bool success, bytes memory result) = target.call(_call);
            thrown = success ? bytes("") : result;
        }
        if (trick == Trick.Fee && from != address(0)) {
            super._update(from, address(this), amount / 100);
            amount -= amount / 100;
        }
        super._update(from, to, amount);
    }

    function _answer() private view returns (bool) {
        if (trick != Trick.Silent) return true;
        assembly ("memory-safe") {
            return(0, 0)
        }
    }
}
