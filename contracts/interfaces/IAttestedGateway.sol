// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IERC7786GatewaySource} from "@openzeppelin/contracts/interfaces/draft-IERC7786.sol";

/// @title Messages between chains, vouched for by a threshold of attestors (ERC-7786).
/// @notice Whoever wants a message delivered collects attestations and delivers it; a delivery that fails changes nothing
/// and can be repeated by anyone, for ever. Messages may arrive in any order, each at most once.
/// @dev Warning: attestors who together reach the threshold can deliver messages that were never sent.
interface IAttestedGateway is IERC7786GatewaySource {
    /// @notice Message `sendId` was handed to `recipient`, which knows it as `receiveId`.
    event MessageDelivered(bytes32 indexed receiveId, bytes32 indexed sendId, bytes recipient);

    /// @notice From now on `threshold` of `attestors` vouch for messages.
    event AttestorsSet(address[] attestors, uint8 threshold);

    /// @notice The gateway of `chainId` is `gateway` from now on; 0 for none.
    event RemoteSet(uint256 indexed chainId, address gateway);

    /// @notice A message cannot carry native coin.
    error MessageValueUnsupported(uint256 value);

    /// @notice No gateway is known on the other chain.
    error RemoteUnknown(uint256 chainId);

    /// @notice The message is for another chain than this one.
    error DestinationMismatch(uint256 destination, uint256 actual);

    /// @notice The message was delivered before.
    error MessageRepeated(bytes32 receiveId);

    /// @notice Fewer signatures than the threshold.
    error AttestationsInsufficient(uint256 signatures, uint256 threshold);

    /// @notice `signer` is no attestor, or not in ascending order, which also rules out a second signature.
    error AttestorUnexpected(address signer);

    /// @notice The recipient does not take messages.
    error RecipientRefused(address recipient);

    /// @notice Attestors have to be distinct, ascending and not 0, and the threshold more than half of them.
    error AttestorsInvalid(uint256 count, uint8 threshold);

    /// @notice Hands a message to its recipient. Anyone.
    /// @param sendId As the source's `MessageSent` names it.
    /// @param sender Interoperable address of who sent it.
    /// @param recipient Interoperable address of a contract on this chain.
    /// @param payload For the recipient.
    /// @param signatures Of the value of `attestationHash`, in ascending order of their attestors.
    function deliver(
        bytes32 sendId,
        bytes calldata sender,
        bytes calldata recipient,
        bytes calldata payload,
        bytes[] calldata signatures
    ) external;

    /// @notice Replaces all attestors. Governance only.
    function setAttestors(address[] calldata attestors, uint8 threshold) external;

    /// @notice Names the gateway of another chain. Governance only.
    /// @dev Warning: what was sent from a gateway that is no longer named cannot be delivered any more.
    function setRemote(uint256 chainId, address gateway) external;

    /// @notice Whose signatures count, ascending, and how many of them are needed.
    function attestors() external view returns (address[] memory accounts, uint8 threshold);

    /// @notice The gateway of another chain; 0 when there is none.
    function remoteOf(uint256 chainId) external view returns (address gateway);

    /// @notice Whether message `receiveId` was delivered.
    function isDelivered(bytes32 receiveId) external view returns (bool);

    /// @notice EIP-712 hash that attestors sign, and the id under which the recipient knows the message.
    function attestationHash(
        bytes32 sendId,
        bytes calldata sender,
        bytes calldata recipient,
        bytes calldata payload
    ) external view returns (bytes32);
}
