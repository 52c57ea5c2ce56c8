pragma circom 2.2.0;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/poseidon.circom";
include "domainTags.circom";
include "inclusion.circom";
include "taggedLeaf.circom";

// The prover knows a secret and the scope of a settled answer sheet such that
// - the note of the sheet's nullifier Poseidon(secret, scope), worth amountAndField, is a leaf of the experience tree
//   with this root;
// - spendNullifier = Poseidon(secret, scope, 2): a note is spent once, and nobody else can tell which one it was;
// - identityCommitment = Poseidon(secret): only a pass of the same secret gains;
// - context, the hash of chain, pass contract and pass, belongs to this proof: identity commitments are not unique, and
//   without it a pass with a copied commitment could take the experience.
template Experience(maxDepth) {
    signal input noteRoot; // public, not 0; the contract checks that it is a recent root
    signal input spendNullifier; // public; the contract checks that it is below the field order and unused
    signal input identityCommitment; // public; the contract checks that it is the pass's
    signal input amountAndField; // public, 32 bits: amount | field << 16
    signal input context; // public, 248 bits: hash of chain, pass contract and pass

    signal input secret; // any field element
    signal input scope; // 248 bits: hash of chain, registry and task of the answer sheet; fixed by the note
    signal input depth; // 0..maxDepth
    signal input pathBits[maxDepth]; // bits, 0 from `depth` on
    signal input siblings[maxDepth]; // field elements, 0 from `depth` on

    // 1. The amount and the field fit their places.
    _ <== Num2Bits(32)(amountAndField);

    // 2. The note of this secret's answer sheet is in the tree.
    component answerNullifier = Poseidon(2);
    answerNullifier.inputs[0] <== secret;
    answerNullifier.inputs[1] <== scope;
    component note = TaggedLeaf(NOTE_TAG());
    note.commitment <== answerNullifier.out;
    note.packed <== amountAndField;
    component inclusion = Inclusion(maxDepth);
    inclusion.root <== noteRoot;
    inclusion.leaf <== note.leaf;
    inclusion.depth <== depth;
    inclusion.pathBits <== pathBits;
    inclusion.siblings <== siblings;

    // 3. One spend nullifier for a note. Three inputs: another permutation than the answer's nullifier.
    component spend = Poseidon(3);
    spend.inputs[0] <== secret;
    spend.inputs[1] <== scope;
    spend.inputs[2] <== 2;
    spend.out === spendNullifier;

    // 4. The pass that gains belongs to the same secret.
    component commitment = Poseidon(1);
    commitment.inputs[0] <== secret;
    commitment.out === identityCommitment;

    // 5. The context takes part in a constraint, so that it cannot be exchanged.
    signal contextSquare; // context^2
    contextSquare <== context * context;
}
