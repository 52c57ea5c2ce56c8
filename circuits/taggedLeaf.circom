pragma circom 2.2.0;

include "circomlib/circuits/poseidon.circom";

// The leaf that a contract inserts for an owner's commitment and a packed value:
//
//     leaf = Poseidon(commitment, packed) + tag
//
// Inner nodes are Poseidon(left, right) without a tag. `commitment` is chosen by the owner; without the tag the owner
// could choose it to be a forged leaf and present the real leaf as an inner node above it.
template TaggedLeaf(tag) {
    signal input commitment; // any field element
    signal input packed; // range-checked by the caller
    signal output leaf; // any field element

    component hash = Poseidon(2);
    hash.inputs[0] <== commitment;
    hash.inputs[1] <== packed;

    leaf <== hash.out + tag;
}
