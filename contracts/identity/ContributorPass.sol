// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";
import {SNARK_SCALAR_FIELD} from "@zk-kit/lean-imt.sol/Constants.sol";
import {IContributorPass} from "../interfaces/IContributorPass.sol";
import {IEligibilityTree} from "../interfaces/IEligibilityTree.sol";
import {IERC5192} from "../interfaces/IERC5192.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";
import {EligibilityTree} from "./EligibilityTree.sol";

/// @title ContributorPass
contract ContributorPass is IContributorPass, IERC5192, ERC721, AccessManaged {
    /// @dev Added to a leaf's hash, so that nobody can register an identity commitment that is itself a forged leaf and
    /// pass the true leaf off as an inner node above it.
    uint256 private constant LEAF_TAG = uint256(keccak256("AlayaLeaf")) >> 8;

    /// @inheritdoc IContributorPass
    IEligibilityTree public immutable TREE;

    ERC20Burnable private immutable AIA;
    IProtocolClock private immutable CLOCK;

    uint128 public mintPrice;
    uint40 public season;
    uint40 private _lastId;

    mapping(uint256 passId => Pass pass) private _passes;

    constructor(
        address authority,
        address clock,
        address aia,
        uint128 initialMintPrice,
        uint40 initialSeason
    ) ERC721("Alaya Contributor Pass", "ALAYA") AccessManaged(authority) {
        CLOCK = IProtocolClock(clock);
        AIA = ERC20Burnable(aia);
        TREE = new EligibilityTree(clock, address(this));
        _setTerms(initialMintPrice, initialSeason);
    }

    /// @inheritdoc IContributorPass
    function mint(uint256 identityCommitment) external returns (uint256 passId) {
        require(
            identityCommitment != 0 && identityCommitment < SNARK_SCALAR_FIELD,
            IdentityCommitmentOutOfField(identityCommitment)
        );
        require(balanceOf(msg.sender) == 0, PassAlreadyHeld(msg.sender));

        passId = ++_lastId;
        _mint(msg.sender, passId);
        emit Locked(passId);
        _passes[passId].identityCommitment = identityCommitment;
        _passes[passId].level = 1;
        _issueLeaf(passId);
        if (mintPrice > 0) AIA.burnFrom(msg.sender, mintPrice);
    }

    /// @inheritdoc IContributorPass
    function renew(uint256 passId) external {
        _requireOwned(passId);
        uint40 validUntil = _passes[passId].validUntil;
        uint40 renewableFrom = validUntil - (validUntil < season / 3 ? validUntil : season / 3);
        require(CLOCK.time() >= renewableFrom, RenewalTooEarly(passId, renewableFrom, validUntil));

        _issueLeaf(passId);
    }

    /// @inheritdoc IContributorPass
    function setTerms(uint128 newMintPrice, uint40 newSeason) external restricted {
        _setTerms(newMintPrice, newSeason);
    }

    /// @inheritdoc IContributorPass
    function passOf(uint256 passId) external view returns (Pass memory) {
        _requireOwned(passId);
        return _passes[passId];
    }

    /// @inheritdoc IERC5192
    function locked(uint256 passId) external view returns (bool) {
        _requireOwned(passId);
        return true;
    }

    /// @notice See ERC-165.
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IERC5192).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @notice Approvals are impossible: there is nothing they could allow.
    function approve(address, uint256 passId) public pure override {
        revert PassSoulbound(passId);
    }

    /// @notice Approvals are impossible: there is nothing they could allow.
    function setApprovalForAll(address, bool) public pure override {
        revert PassSoulbound(0);
    }

    function _update(address to, uint256 passId, address auth) internal override returns (address from) {
        from = super._update(to, passId, auth);
        require(from == address(0), PassSoulbound(passId));
    }

    function _issueLeaf(uint256 passId) private {
        Pass storage pass = _passes[passId];
        uint40 validUntil = CLOCK.time() + season;
        pass.validUntil = validUntil;
        emit LeafIssued(passId, pass.identityCommitment, pass.level, pass.skills, validUntil);

        uint256 packed = pass.level | (uint256(pass.skills) << 8) | (uint256(validUntil) << 72) | (passId << 112);
        uint256 hash = PoseidonT3.hash([pass.identityCommitment, packed]);
        TREE.insert(addmod(hash, LEAF_TAG, SNARK_SCALAR_FIELD));
    }

    function _setTerms(uint128 newMintPrice, uint40 newSeason) private {
        require(newSeason >= 1 days && newSeason <= 365 days, SeasonOutOfBounds(newSeason));
        mintPrice = newMintPrice;
        season = newSeason;
        emit TermsSet(newMintPrice, newSeason);
    }
}
