// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";
import {SNARK_SCALAR_FIELD} from "@zk-kit/lean-imt.sol/Constants.sol";
import {IContributorPass} from "../interfaces/IContributorPass.sol";
import {IEligibilityTree} from "../interfaces/IEligibilityTree.sol";
import {IERC5192} from "../interfaces/IERC5192.sol";
import {IPassPicture} from "../interfaces/IPassPicture.sol";
import {IPassPolicy} from "../interfaces/IPassPolicy.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";
import {IStake} from "../interfaces/IStake.sol";
import {InvitationTerms, LevelTerms, Pass, PassWiring, SkillTerms} from "../types/Pass.sol";
import {EligibilityTree} from "./EligibilityTree.sol";
import {Invitations} from "./Invitations.sol";
import {Recovery} from "./Recovery.sol";
import {Weeks} from "./Weeks.sol";

/// @title ContributorPass
contract ContributorPass is IContributorPass, IERC5192, IERC4906, ERC721, AccessManaged {
    using Invitations for Invitations.Book;
    using Recovery for mapping(uint256 => Recovery.State);
    using SafeERC20 for IERC20;

    uint8 public constant MAX_LEVEL = 10;

    /// @dev Added to the hash of a leaf, so that no inner node can pass for one: uint256(keccak256("AlayaLeaf")) >> 8.
    uint256 private constant LEAF_TAG = uint256(keccak256("AlayaLeaf")) >> 8;

    /// @inheritdoc IContributorPass
    IEligibilityTree public immutable TREE;

    IProtocolClock public immutable CLOCK;
    IPassPolicy public immutable POLICY;
    IPassPicture public immutable PICTURE;
    IStake public immutable STAKE;
    address public immutable TREASURY;
    ERC20Burnable private immutable AIA;
    IERC20 private immutable AGT;

    uint128 public mintPrice;
    uint40 public season;
    uint40 private _lastId;

    mapping(uint256 passId => Pass pass) private _passes;
    mapping(uint256 passId => uint256 identityCommitment) private _nextIdentity;
    mapping(uint256 passId => Recovery.State recovery) private _recoveries;
    mapping(uint256 passId => mapping(uint8 field => uint256 points)) private _fieldExperience;

    /// @inheritdoc IContributorPass
    mapping(uint256 passId => mapping(uint256 week => uint256 points)) public experienceIn;
    Invitations.Book private _invitations;

    modifier onlyHolder(uint256 passId) {
        require(_requireOwned(passId) == msg.sender, PassHolderUnauthorized(passId, msg.sender));
        _;
    }

    modifier whenRunning() {
        require(!CLOCK.isPaused(), LevellingPaused());
        _;
    }

    constructor(
        PassWiring memory wiring,
        uint128 initialMintPrice,
        uint40 initialSeason
    ) ERC721("Alaya Contributor Pass", "ALAYA") AccessManaged(wiring.authority) {
        CLOCK = IProtocolClock(wiring.clock);
        AIA = ERC20Burnable(wiring.aia);
        AGT = IERC20(wiring.agt);
        STAKE = IStake(wiring.stake);
        POLICY = IPassPolicy(wiring.policy);
        PICTURE = IPassPicture(wiring.picture);
        TREASURY = wiring.treasury;
        TREE = new EligibilityTree(wiring.clock, address(this));
        _setTerms(initialMintPrice, initialSeason);
    }

    /// @inheritdoc IContributorPass
    function mint(uint256 identityCommitment) external whenRunning returns (uint256 passId) {
        passId = _mintPass(identityCommitment);
        AIA.burnFrom(msg.sender, mintPrice);
    }

    /// @inheritdoc IContributorPass
    function mintInvited(uint256 identityCommitment) external whenRunning returns (uint256 passId) {
        _invitations.spend(msg.sender);
        passId = _mintPass(identityCommitment);
    }

    /// @inheritdoc IContributorPass
    function invite(address invitee) external {
        InvitationTerms memory terms = POLICY.invitationTerms();
        uint40 until = _invitations.open(invitee, terms);
        emit Invited(msg.sender, invitee, terms.stake, until);

        STAKE.lock(msg.sender, terms.stake);
    }

    /// @inheritdoc IContributorPass
    function releaseInvitation(address invitee) external {
        (address sponsor, uint96 stake) = _invitations.close(invitee);
        emit InvitationReleased(sponsor, invitee);

        STAKE.unlock(sponsor, stake);
    }

    /// @inheritdoc IContributorPass
    function renew(uint256 passId) external {
        _requireOwned(passId);
        require(_recoveries[passId].completableFrom == 0, Recovery.RecoveryRunning(passId));
        Pass storage pass = _passes[passId];
        uint40 validUntil = pass.validUntil;
        uint256 next = _nextIdentity[passId];
        uint40 third = season / 3;
        uint40 renewableFrom = next != 0 ? validUntil + 1 : validUntil - (validUntil < third ? validUntil : third);
        uint40 tau = CLOCK.time();
        require(tau >= renewableFrom, RenewalTooEarly(passId, renewableFrom, validUntil));

        if (next != 0) {
            pass.identityCommitment = next;
            delete _nextIdentity[passId];
        }
        _issueLeaf(passId, tau + season);
    }

    /// @inheritdoc IContributorPass
    function levelUp(uint256 passId) external onlyHolder(passId) whenRunning {
        Pass storage pass = _passes[passId];
        uint8 level = pass.level + 1;
        require(level <= MAX_LEVEL, LevelHighest(passId));
        LevelTerms memory terms = POLICY.levelTerms(level);
        require(pass.experience >= terms.experience, ExperienceInsufficient(passId, pass.experience, terms.experience));

        pass.level = level;
        emit LevelReached(passId, level, terms.aia, terms.agt);
        _replaceLeaf(passId);

        AIA.burnFrom(msg.sender, terms.aia);
        if (terms.agt > 0) AGT.safeTransferFrom(msg.sender, TREASURY, terms.agt);
    }

    /// @inheritdoc IContributorPass
    function claimSkill(uint256 passId, uint8 field) external onlyHolder(passId) whenRunning {
        SkillTerms memory terms = POLICY.skillTerms(field);
        require(terms.experience > 0, SkillNotEarnable(field));
        uint8 level = _passes[passId].level;
        require(level >= terms.minLevel, LevelInsufficient(passId, level, terms.minLevel));
        uint256 points = _fieldExperience[passId][field];
        require(points >= terms.experience, ExperienceInsufficient(passId, points, terms.experience));

        _grantSkill(passId, field);
    }

    /// @inheritdoc IContributorPass
    function grantSkill(uint256 passId, uint8 field) external restricted {
        _requireOwned(passId);
        POLICY.skillTerms(field);

        _grantSkill(passId, field);
    }

    /// @inheritdoc IContributorPass
    function gainExperience(uint256 passId, uint16 amount, uint8 field) external restricted {
        _requireOwned(passId);

        _passes[passId].experience += amount;
        if (field > 0) _fieldExperience[passId][field] += amount;
        experienceIn[passId][Weeks.numberOf(block.timestamp)] += amount;
        emit ExperienceGained(passId, field, amount);
        emit MetadataUpdate(passId);
    }

    /// @inheritdoc IContributorPass
    function changeIdentity(uint256 passId, uint256 identityCommitment) external onlyHolder(passId) {
        _requireInField(identityCommitment);

        bool same = identityCommitment == _passes[passId].identityCommitment;
        _nextIdentity[passId] = same ? 0 : identityCommitment;
        emit IdentityChangeRequested(passId, identityCommitment);
    }

    /// @inheritdoc IContributorPass
    function setRecoveryAccount(uint256 passId, address account) external onlyHolder(passId) {
        uint40 from = _recoveries.setAccount(passId, account, POLICY.recoveryDelay());
        emit RecoveryAccountSet(passId, account, from);
    }

    /// @inheritdoc IContributorPass
    function startRecovery(uint256 passId, uint256 identityCommitment) external {
        _requireOwned(passId);
        _requireInField(identityCommitment);

        uint40 completableFrom = _recoveries.start(passId, identityCommitment, POLICY.recoveryDelay());
        emit RecoveryStarted(passId, msg.sender, completableFrom);
    }

    /// @inheritdoc IContributorPass
    function objectToRecovery(uint256 passId) external onlyHolder(passId) {
        _recoveries.object(passId);
        emit RecoveryObjected(passId);
    }

    /// @inheritdoc IContributorPass
    function completeRecovery(uint256 passId) external {
        _requireOwned(passId);
        Pass storage pass = _passes[passId];
        uint40 tau = CLOCK.time();
        (address holder, uint256 identityCommitment) = _recoveries.complete(passId, tau, pass.validUntil);
        require(balanceOf(holder) == 0, PassAlreadyHeld(holder));

        pass.identityCommitment = identityCommitment;
        delete _nextIdentity[passId];
        super._update(holder, passId, address(0));
        emit RecoveryCompleted(passId, holder);
        _issueLeaf(passId, tau + season);
    }

    /// @inheritdoc IContributorPass
    function burn(uint256 passId) external onlyHolder(passId) {
        super._update(address(0), passId, address(0));
        emit PassBurned(passId);
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

    /// @inheritdoc IContributorPass
    function fieldExperienceOf(uint256 passId, uint8 field) external view returns (uint256) {
        return _fieldExperience[passId][field];
    }

    /// @inheritdoc IContributorPass
    function recoveryOf(uint256 passId) external view returns (address account, uint40 completableFrom) {
        return (_recoveries.accountOf(passId), _recoveries[passId].completableFrom);
    }

    /// @inheritdoc IContributorPass
    function nextIdentityOf(uint256 passId) external view returns (uint256) {
        return _nextIdentity[passId];
    }

    /// @inheritdoc IContributorPass
    function isBurned(uint256 passId) external view returns (bool) {
        return passId > 0 && passId <= _lastId && _ownerOf(passId) == address(0);
    }

    /// @inheritdoc IERC5192
    function locked(uint256 passId) external view returns (bool) {
        _requireOwned(passId);
        return true;
    }

    /// @notice ERC-721 metadata as a data URI, drawn on the chain.
    function tokenURI(uint256 passId) public view override returns (string memory) {
        _requireOwned(passId);
        return PICTURE.tokenURI(passId, _passes[passId]);
    }

    /// @notice See ERC-165.
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        // ERC-4906 has events only; its identifier is fixed by the standard.
        return
            interfaceId == bytes4(0x49064906) ||
            interfaceId == type(IERC5192).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    /// @notice Approvals are impossible: there is nothing they could allow.
    function approve(address, uint256 passId) public pure override(ERC721, IERC721) {
        revert PassSoulbound(passId);
    }

    /// @notice Approvals are impossible: there is nothing they could allow.
    function setApprovalForAll(address, bool) public pure override(ERC721, IERC721) {
        revert PassSoulbound(0);
    }

    /// @dev Transfers end here; recovery and burning pass by.
    function _update(address to, uint256 passId, address auth) internal override returns (address from) {
        from = super._update(to, passId, auth);
        require(from == address(0), PassSoulbound(passId));
    }

    function _mintPass(uint256 identityCommitment) private returns (uint256 passId) {
        _requireInField(identityCommitment);
        require(balanceOf(msg.sender) == 0, PassAlreadyHeld(msg.sender));

        passId = ++_lastId;
        _mint(msg.sender, passId);
        emit Locked(passId);
        _passes[passId].identityCommitment = identityCommitment;
        _passes[passId].level = 1;
        _issueLeaf(passId, CLOCK.time() + season);
    }

    function _grantSkill(uint256 passId, uint8 field) private {
        Pass storage pass = _passes[passId];
        uint64 bit = uint64(1) << field;
        require(pass.skills & bit == 0, SkillAlreadyHeld(passId, field));

        pass.skills |= bit;
        emit SkillGranted(passId, field);
        _replaceLeaf(passId);
    }

    /// @dev A leaf for the rest of the season, so that neither levels nor skills lengthen the life of a secret. Without
    /// a live leaf the next renewal shows what was reached.
    function _replaceLeaf(uint256 passId) private {
        uint40 validUntil = _passes[passId].validUntil;
        if (CLOCK.time() <= validUntil) _issueLeaf(passId, validUntil);
    }

    function _issueLeaf(uint256 passId, uint40 validUntil) private {
        Pass storage pass = _passes[passId];
        pass.validUntil = validUntil;
        emit LeafIssued(passId, pass.identityCommitment, pass.level, pass.skills, validUntil);
        emit MetadataUpdate(passId);

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

    function _requireInField(uint256 identityCommitment) private pure {
        require(
            identityCommitment != 0 && identityCommitment < SNARK_SCALAR_FIELD,
            IdentityCommitmentOutOfField(identityCommitment)
        );
    }
}
