// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC7786Recipient} from "@openzeppelin/contracts/interfaces/draft-IERC7786.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {InteroperableAddress} from "@openzeppelin/contracts/utils/draft-InteroperableAddress.sol";
import {IAttestedGateway} from "../interfaces/IAttestedGateway.sol";

/// @title AttestedGateway
contract AttestedGateway is IAttestedGateway, AccessManaged, EIP712 {
    using InteroperableAddress for bytes;

    bytes32 private constant MESSAGE_TYPEHASH = keccak256(
        "Message(uint256 sourceChainId,address sourceGateway,bytes32 sendId,bytes sender,bytes recipient,bytes payload)"
    );

    address[] private _attestors;
    uint8 private _threshold;

    /// @dev Makes the ids of equal messages differ.
    uint256 private _sent;

    mapping(address account => bool) private _isAttestor;
    mapping(uint256 chainId => address gateway) private _remotes;
    mapping(bytes32 receiveId => bool) private _delivered;

    constructor(
        address authority,
        address[] memory accounts,
        uint8 threshold
    ) AccessManaged(authority) EIP712("Alaya Gateway", "1") {
        _setAttestors(accounts, threshold);
    }

    /// @notice Sends a message to a contract on another chain; its sender is the caller. See ERC-7786.
    function sendMessage(
        bytes calldata recipient,
        bytes calldata payload,
        bytes[] calldata attributes
    ) external payable returns (bytes32 sendId) {
        require(msg.value == 0, MessageValueUnsupported(msg.value));
        require(attributes.length == 0, UnsupportedAttribute(_selectorOf(attributes)));
        (uint256 chainId, ) = recipient.parseEvmV1Calldata();
        require(_remotes[chainId] != address(0), RemoteUnknown(chainId));

        sendId = keccak256(abi.encode(block.chainid, address(this), ++_sent));
        bytes memory sender = InteroperableAddress.formatEvmV1(block.chainid, msg.sender);
        emit MessageSent(sendId, sender, recipient, payload, 0, attributes);
    }

    /// @inheritdoc IAttestedGateway
    function deliver(
        bytes32 sendId,
        bytes calldata sender,
        bytes calldata recipient,
        bytes calldata payload,
        bytes[] calldata signatures
    ) external {
        (uint256 destination, address target) = recipient.parseEvmV1Calldata();
        require(destination == block.chainid, DestinationMismatch(destination, block.chainid));
        bytes32 receiveId = attestationHash(sendId, sender, recipient, payload);
        require(!_delivered[receiveId], MessageRepeated(receiveId));
        _requireAttested(receiveId, signatures);

        _delivered[receiveId] = true;
        emit MessageDelivered(receiveId, sendId, recipient);

        bytes4 answer = IERC7786Recipient(target).receiveMessage(receiveId, sender, payload);
        require(answer == IERC7786Recipient.receiveMessage.selector, RecipientRefused(target));
    }

    /// @inheritdoc IAttestedGateway
    function setAttestors(address[] calldata accounts, uint8 threshold) external restricted {
        _setAttestors(accounts, threshold);
    }

    /// @inheritdoc IAttestedGateway
    function setRemote(uint256 chainId, address gateway) external restricted {
        _remotes[chainId] = gateway;
        emit RemoteSet(chainId, gateway);
    }

    /// @inheritdoc IAttestedGateway
    function attestors() external view returns (address[] memory accounts, uint8 threshold) {
        return (_attestors, _threshold);
    }

    /// @inheritdoc IAttestedGateway
    function remoteOf(uint256 chainId) external view returns (address gateway) {
        return _remotes[chainId];
    }

    /// @inheritdoc IAttestedGateway
    function isDelivered(bytes32 receiveId) external view returns (bool) {
        return _delivered[receiveId];
    }

    /// @notice No attribute of ERC-7786 is supported.
    function supportsAttribute(bytes4) external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IAttestedGateway
    function attestationHash(
        bytes32 sendId,
        bytes calldata sender,
        bytes calldata recipient,
        bytes calldata payload
    ) public view returns (bytes32) {
        (uint256 source, ) = sender.parseEvmV1Calldata();
        address gateway = _remotes[source];
        require(gateway != address(0), RemoteUnknown(source));
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(
                        MESSAGE_TYPEHASH,
                        source,
                        gateway,
                        sendId,
                        keccak256(sender),
                        keccak256(recipient),
                        keccak256(payload)
                    )
                )
            );
    }

    function _requireAttested(bytes32 hash, bytes[] calldata signatures) private view {
        require(signatures.length >= _threshold, AttestationsInsufficient(signatures.length, _threshold));
        address previous;
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = ECDSA.recoverCalldata(hash, signatures[i]);
            require(signer > previous && _isAttestor[signer], AttestorUnexpected(signer));
            previous = signer;
        }
    }

    function _setAttestors(address[] memory accounts, uint8 threshold) private {
        require(
            threshold > accounts.length / 2 && threshold <= accounts.length,
            AttestorsInvalid(accounts.length, threshold)
        );
        for (uint256 i = 0; i < _attestors.length; ++i) {
            _isAttestor[_attestors[i]] = false;
        }
        address previous;
        for (uint256 i = 0; i < accounts.length; ++i) {
            require(accounts[i] > previous, AttestorsInvalid(accounts.length, threshold));
            previous = accounts[i];
            _isAttestor[previous] = true;
        }
        _attestors = accounts;
        _threshold = threshold;
        emit AttestorsSet(accounts, threshold);
    }

    function _selectorOf(bytes[] calldata attributes) private pure returns (bytes4) {
        return attributes.length == 0 ? bytes4(0) : bytes4(attributes[0]);
    }
}
