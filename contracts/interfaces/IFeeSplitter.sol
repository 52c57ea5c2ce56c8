// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Burns a share of the AIA that tasks pay to the protocol and sends the rest to the treasury.
interface IFeeSplitter {
    /// @notice `burned` units were destroyed and `kept` units went to the treasury.
    event FeesSplit(uint256 burned, uint256 kept);

    /// @notice `amount` units of another token than AIA went to the treasury.
    event TokenForwarded(address indexed token, uint256 amount);

    /// @notice AIA is not forwarded but split.
    error SplitInstead();

    /// @notice From now on `burnBps` / 10,000 are burned.
    event BurnShareSet(uint16 burnBps);

    /// @notice A share cannot be above 10,000 / 10,000.
    error BurnShareTooHigh(uint16 burnBps);

    /// @notice Takes what the registry has credited to this contract and splits all AIA that lies here. Anyone may call.
    function split() external;

    /// @notice Sends all of another token that the registry credited to this contract or that lies here, such as fees in
    /// other reward tokens and AGT slashed from reviewers, to the treasury. Anyone may call.
    /// @dev Errors: `SplitInstead`.
    function forward(IERC20 token) external;

    /// @notice Sets the share that is burned, in 1/10,000. Governance only.
    /// @dev Errors: `BurnShareTooHigh`.
    function setBurnBps(uint16 burnBps) external;

    /// @notice Share that is burned, in 1/10,000.
    function burnBps() external view returns (uint16);
}
