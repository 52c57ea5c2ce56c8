// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IFeeSplitter} from "../interfaces/IFeeSplitter.sol";
import {ITaskRegistry} from "../interfaces/ITaskRegistry.sol";

/// @title FeeSplitter
contract FeeSplitter is IFeeSplitter, AccessManaged {
    using SafeERC20 for ERC20Burnable;
    using SafeERC20 for IERC20;

    ITaskRegistry public immutable REGISTRY;
    ERC20Burnable public immutable AIA;
    address public immutable TREASURY;

    /// @inheritdoc IFeeSplitter
    uint16 public burnBps;

    constructor(
        address authority,
        ITaskRegistry registry,
        ERC20Burnable aia,
        address treasury,
        uint16 initialBurnBps
    ) AccessManaged(authority) {
        REGISTRY = registry;
        AIA = aia;
        TREASURY = treasury;
        _setBurnBps(initialBurnBps);
    }

    /// @inheritdoc IFeeSplitter
    function split() external {
        uint256 credited = REGISTRY.balanceOf(address(AIA), address(this));
        if (credited > 0) REGISTRY.withdraw(address(AIA), address(this), credited);
        uint256 amount = AIA.balanceOf(address(this));
        uint256 burned = (amount * burnBps) / 10_000;
        emit FeesSplit(burned, amount - burned);

        AIA.burn(burned);
        AIA.safeTransfer(TREASURY, amount - burned);
    }

    /// @inheritdoc IFeeSplitter
    function forward(IERC20 token) external {
        require(address(token) != address(AIA), SplitInstead());
        uint256 credited = REGISTRY.balanceOf(address(token), address(this));
        if (credited > 0) REGISTRY.withdraw(address(token), address(this), credited);
        uint256 amount = token.balanceOf(address(this));
        emit TokenForwarded(address(token), amount);

        token.safeTransfer(TREASURY, amount);
    }

    /// @inheritdoc IFeeSplitter
    function setBurnBps(uint16 newBurnBps) external restricted {
        _setBurnBps(newBurnBps);
    }

    function _setBurnBps(uint16 newBurnBps) private {
        require(newBurnBps <= 10_000, BurnShareTooHigh(newBurnBps));
        burnBps = newBurnBps;
        emit BurnShareSet(newBurnBps);
    }
}
