// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IPassPolicy} from "../interfaces/IPassPolicy.sol";
import {InvitationTerms, LevelTerms, SkillTerms} from "../types/Pass.sol";

/// @title PassPolicy
contract PassPolicy is IPassPolicy, AccessManaged {
    uint8 public constant MAX_LEVEL = 10;

    /// @notice First level that takes AGT.
    uint8 public constant ADVANCED_LEVEL = 6;
    uint8 public constant MAX_FIELD = 63;
    uint64 public constant MAX_EXPERIENCE = 100_000_000;
    uint96 public constant MAX_PRICE = 1_000_000e18;
    uint40 public constant MIN_RECOVERY_DELAY = 3 days;
    uint40 public constant MAX_RECOVERY_DELAY = 60 days;
    uint96 public constant MIN_INVITATION_STAKE = 1e18;
    uint40 public constant MIN_INVITATION_DURATION = 30 days;
    uint40 public constant MAX_INVITATION_DURATION = 730 days;

    /// @inheritdoc IPassPolicy
    uint40 public recoveryDelay;

    InvitationTerms private _invitation;
    mapping(uint8 level => LevelTerms terms) private _levels;
    mapping(uint8 field => SkillTerms terms) private _skills;

    /// @param levels What levels 2 to 10 need.
    /// @param skills What the skills of the fields from 1 on need.
    constructor(
        address authority,
        LevelTerms[] memory levels,
        SkillTerms[] memory skills,
        InvitationTerms memory invitation,
        uint40 initialRecoveryDelay
    ) AccessManaged(authority) {
        _requireWithin("levels", levels.length, MAX_LEVEL - 1, MAX_LEVEL - 1);
        for (uint256 i = 0; i < levels.length; ++i) {
            _setLevel(uint8(i + 2), levels[i]);
        }
        for (uint256 i = 0; i < skills.length; ++i) {
            _setSkill(uint8(i + 1), skills[i]);
        }
        _setInvitation(invitation);
        _setRecoveryDelay(initialRecoveryDelay);
    }

    /// @inheritdoc IPassPolicy
    function setLevel(uint8 level, LevelTerms calldata terms) external restricted {
        _setLevel(level, terms);
    }

    /// @inheritdoc IPassPolicy
    function setSkill(uint8 field, SkillTerms calldata terms) external restricted {
        _setSkill(field, terms);
    }

    /// @inheritdoc IPassPolicy
    function setInvitation(InvitationTerms calldata terms) external restricted {
        _setInvitation(terms);
    }

    /// @inheritdoc IPassPolicy
    function setRecoveryDelay(uint40 delay) external restricted {
        _setRecoveryDelay(delay);
    }

    /// @inheritdoc IPassPolicy
    function levelTerms(uint8 level) external view returns (LevelTerms memory) {
        return _levels[level];
    }

    /// @inheritdoc IPassPolicy
    function skillTerms(uint8 field) external view returns (SkillTerms memory terms) {
        terms = _skills[field];
        require(terms.name.isPlain(), FieldUnknown(field));
    }

    /// @inheritdoc IPassPolicy
    function fieldName(uint8 field) external view returns (string memory) {
        return _skills[field].name.toText();
    }

    /// @inheritdoc IPassPolicy
    function invitationTerms() external view returns (InvitationTerms memory) {
        return _invitation;
    }

    /// @dev Levels are set in order at first; later a level stays between its neighbours.
    function _setLevel(uint8 level, LevelTerms memory terms) private {
        _requireWithin("level", level, 2, MAX_LEVEL);
        uint256 least = uint256(_levels[level - 1].experience) + 1;
        uint64 next = _levels[level + 1].experience;
        _requireWithin("experience", terms.experience, least, next == 0 ? MAX_EXPERIENCE : next - 1);
        _requireWithin("aia", terms.aia, 0, MAX_PRICE);
        bool advanced = level >= ADVANCED_LEVEL;
        _requireWithin("agt", terms.agt, advanced ? 1 : 0, advanced ? MAX_PRICE : 0);

        _levels[level] = terms;
        emit LevelSet(level, terms);
    }

    function _setSkill(uint8 field, SkillTerms memory terms) private {
        _requireWithin("field", field, 1, MAX_FIELD);
        _requireWithin("experience", terms.experience, 0, MAX_EXPERIENCE);
        _requireWithin("minLevel", terms.minLevel, 1, MAX_LEVEL);
        require(terms.name.isPlain(), SkillNameInvalid(terms.name));

        _skills[field] = terms;
        emit SkillSet(field, terms);
    }

    function _setInvitation(InvitationTerms memory terms) private {
        _requireWithin("stake", terms.stake, MIN_INVITATION_STAKE, MAX_PRICE);
        _requireWithin("duration", terms.duration, MIN_INVITATION_DURATION, MAX_INVITATION_DURATION);

        _invitation = terms;
        emit InvitationSet(terms);
    }

    function _setRecoveryDelay(uint40 delay) private {
        _requireWithin("recoveryDelay", delay, MIN_RECOVERY_DELAY, MAX_RECOVERY_DELAY);

        recoveryDelay = delay;
        emit RecoveryDelaySet(delay);
    }

    function _requireWithin(bytes32 parameter, uint256 value, uint256 least, uint256 most) private pure {
        require(value >= least && value <= most, PassTermsOutOfBounds(parameter, value, least, most));
    }
}
