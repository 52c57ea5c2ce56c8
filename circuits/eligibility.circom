pragma circom 2.2.0;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/poseidon.circom";
include "domainTags.circom";
include "inclusion.circom";
include "taggedLeaf.circom";

// The prover knows a secret and a pass (level, skills, validUntil, passId) such that
// - the pass, registered for Poseidon(secret), is a leaf of the eligibility tree with this root;
// - minLevel <= claimedLevel <= level, every required skill is among the skills, and validUntil >= minValidUntil;
// - nullifier = Poseidon(secret, scope): one answer sheet for a secret and a task;
// - signalHash, the hash of the commitment and of everything sent with it, belongs to this proof and to no other.
//
// Nothing else is shown: the level, the skills, the expiry, the pass and its place in the tree stay hidden.
template Eligibility(maxDepth) {
    signal input root; // public, not 0; the contract checks that it is a recent root
    signal input nullifier; // public; the contract checks that it is below the field order and unused
    signal input scope; // public, 248 bits: hash of chain, registry and task
    signal input signalHash; // public, 248 bits: hash of the commitment, claimed level, relayer, fee and bond account
    signal input requirement; // public, 120 bits: minLevel | claimedLevel << 8 | skills << 16 | minValidUntil << 80

    signal input secret; // any field element
    signal input level; // 8 bits
    signal input skills; // 64 bits, a set
    signal input validUntil; // 40 bits, seconds
    signal input passId; // 40 bits
    signal input depth; // 0..maxDepth
    signal input pathBits[maxDepth]; // bits, 0 from `depth` on
    signal input siblings[maxDepth]; // field elements, 0 from `depth` on

    // 1. Range-check and unpack the public requirement; 120 bits have one decomposition below the field order.
    component requirementBits = Num2Bits(120);
    requirementBits.in <== requirement;
    var minLevel = 0; // 8 bits
    var claimedLevel = 0; // 8 bits
    var minValidUntil = 0; // 40 bits
    for (var i = 0; i < 8; i++) {
        minLevel += requirementBits.out[i] * 2 ** i;
        claimedLevel += requirementBits.out[8 + i] * 2 ** i;
    }
    for (var i = 0; i < 40; i++) {
        minValidUntil += requirementBits.out[80 + i] * 2 ** i;
    }

    // 2. Range-check the fields of the pass.
    _ <== Num2Bits(8)(level);
    component skillBits = Num2Bits(64);
    skillBits.in <== skills;
    _ <== Num2Bits(40)(validUntil);
    _ <== Num2Bits(40)(passId);

    // 3. Both operands are n bits wide, so a difference fits n bits exactly when it is not negative.
    _ <== Num2Bits(8)(claimedLevel - minLevel);
    _ <== Num2Bits(8)(level - claimedLevel);
    _ <== Num2Bits(40)(validUntil - minValidUntil);

    // 4. No skill is required that the pass lacks.
    for (var i = 0; i < 64; i++) {
        requirementBits.out[16 + i] * (1 - skillBits.out[i]) === 0;
    }

    // 5. The pass is in the tree.
    component identityCommitment = Poseidon(1);
    identityCommitment.inputs[0] <== secret;
    component leaf = TaggedLeaf(LEAF_TAG());
    leaf.commitment <== identityCommitment.out;
    leaf.packed <== level + skills * 2 ** 8 + validUntil * 2 ** 72 + passId * 2 ** 112;
    component inclusion = Inclusion(maxDepth);
    inclusion.root <== root;
    inclusion.leaf <== leaf.leaf;
    inclusion.depth <== depth;
    inclusion.pathBits <== pathBits;
    inclusion.siblings <== siblings;

    // 6. One nullifier for a secret and a scope.
    component scopedNullifier = Poseidon(2);
    scopedNullifier.inputs[0] <== secret;
    scopedNullifier.inputs[1] <== scope;
    scopedNullifier.out === nullifier;

    // 7. The signal takes part in a constraint, so that it cannot be exchanged.
    signal signalSquare; // signalHash^2
    signalSquare <== signalHash * signalHash;
}
