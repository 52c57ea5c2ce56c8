// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IStake} from "../interfaces/IStake.sol";
import {StakeVault} from "./StakeVault.sol";

/// @title AGTStake
contract AGTStake is IStake, AccessManaged {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    struct Account {
        uint128 staked;
        uint128 locked;
        StakeVault vault;
    }

    IERC20 public immutable AGT;
    address private immutable VAULT;

    mapping(address staker => Account account) private _accounts;

    /// @dev Who ever locked stake may free it for ever: a task of a registry that governance replaced can be settled.
    mapping(address locker => bool known) private _lockers;

    constructor(address authority, address agt) AccessManaged(authority) {
        AGT = IERC20(agt);
        VAULT = address(new StakeVault(agt));
    }

    /// @inheritdoc IStake
    function stake(uint256 amount) external {
        Account storage account = _accounts[msg.sender];
        account.staked += amount.toUint128();
        bool first = address(account.vault) == address(0);
        if (first) account.vault = StakeVault(Clones.clone(VAULT));
        emit Staked(msg.sender, amount);

        if (first) account.vault.delegate(msg.sender);
        AGT.safeTransferFrom(msg.sender, address(account.vault), amount);
    }

    /// @inheritdoc IStake
    function unstake(uint256 amount) external {
        Account storage account = _requireFree(msg.sender, amount);

        account.staked -= amount.toUint128();
        emit Unstaked(msg.sender, amount);

        account.vault.release(msg.sender, amount);
    }

    /// @inheritdoc IStake
    function delegate(address delegatee) external {
        StakeVault vault = _accounts[msg.sender].vault;
        require(address(vault) != address(0), StakeInsufficient(msg.sender, 0, 1));

        vault.delegate(delegatee);
    }

    /// @inheritdoc IStake
    function lock(address staker, uint256 amount) external restricted {
        Account storage account = _requireFree(staker, amount);

        account.locked += amount.toUint128();
        _lockers[msg.sender] = true;
        emit StakeLocked(staker, amount);
    }

    /// @inheritdoc IStake
    function unlock(address staker, uint256 amount) external {
        require(_lockers[msg.sender], StakeLockerUnknown(msg.sender));

        _accounts[staker].locked -= amount.toUint128();
        emit StakeUnlocked(staker, amount);
    }

    /// @inheritdoc IStake
    function stakeOf(address staker) external view returns (uint128 staked, uint128 locked) {
        Account storage account = _accounts[staker];
        return (account.staked, account.locked);
    }

    /// @inheritdoc IStake
    function vaultOf(address staker) external view returns (address) {
        return address(_accounts[staker].vault);
    }

    function _requireFree(address staker, uint256 amount) private view returns (Account storage account) {
        account = _accounts[staker];
        uint256 free = account.staked - account.locked;
        require(amount <= free, StakeInsufficient(staker, free, amount));
    }
}
