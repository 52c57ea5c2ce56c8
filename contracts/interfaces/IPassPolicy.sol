// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {InvitationTerms, LevelTerms, SkillTerms} from "../types/Pass.sol";
import {PlainName} from "../types/PlainName.sol";

/// @title Governed terms of levels, skills, invitations and recovery.
/// @notice Terms hold from the moment they are set; what a pass has reached stays.
interface IPassPolicy {
    /// @notice Level `level` needs `terms`.
    event LevelSet(uint8 indexed level, LevelTerms terms);

    /// @notice The skill of `field` needs `terms`.
    event SkillSet(uint8 indexed field, SkillTerms terms);

    /// @notice An invitation locks `terms`.
    event InvitationSet(InvitationTerms terms);

    /// @notice A holder can object to a recovery for at least `delay` seconds.
    event RecoveryDelaySet(uint40 delay);

    /// @notice `parameter` is out of its bounds.
    error PassTermsOutOfBounds(bytes32 parameter, uint256 value, uint256 least, uint256 most);

    /// @notice A name has other bytes than letters, digits and spaces, or is empty.
    error SkillNameInvalid(PlainName name);

    /// @notice There is no field number `field`.
    error FieldUnknown(uint8 field);

    /// @notice Sets what level `level` (2..10) needs. Experience rises from level to level; AGT is asked from level 6 on.
    /// Governance only.
    /// @dev Errors: `PassTermsOutOfBounds`.
    function setLevel(uint8 level, LevelTerms calldata terms) external;

    /// @notice Sets what the skill of `field` (1..63) needs. Governance only.
    /// @dev Errors: `PassTermsOutOfBounds`, `SkillNameInvalid`.
    function setSkill(uint8 field, SkillTerms calldata terms) external;

    /// @notice Sets what an invitation locks. Governance only.
    /// @dev Errors: `PassTermsOutOfBounds`.
    function setInvitation(InvitationTerms calldata terms) external;

    /// @notice Sets for how many seconds at least a holder can object to a recovery. Governance only.
    /// @dev Errors: `PassTermsOutOfBounds`.
    function setRecoveryDelay(uint40 delay) external;

    /// @notice What level `level` needs; nothing for level 1.
    function levelTerms(uint8 level) external view returns (LevelTerms memory);

    /// @notice What the skill of `field` needs.
    /// @dev Errors: `FieldUnknown`.
    function skillTerms(uint8 field) external view returns (SkillTerms memory);

    /// @notice The name of `field`, empty for a field that does not exist.
    function fieldName(uint8 field) external view returns (string memory);

    /// @notice What an invitation locks.
    function invitationTerms() external view returns (InvitationTerms memory);

    /// @notice Seconds.
    function recoveryDelay() external view returns (uint40);
}
