pragma circom 2.2.0;

include "circomlib/circuits/poseidon.circom";

// The prover knows a path of `depth` siblings, 0 <= depth <= maxDepth, that leads from `leaf` to `root`,
// such that root is not 0, the root of an empty tree.
//
// The tree is a LeanIMT (zk-kit): a node without a right sibling moves up unchanged, so a path lists only the levels that
// have a sibling and its length differs from leaf to leaf. Unused levels are forced to be empty: one leaf at one place
// has exactly one path, and no path can end in a value that was not computed.
template Inclusion(maxDepth) {
    signal input root; // any field element but 0
    signal input leaf; // any field element
    signal input depth; // 0..maxDepth, number of siblings
    signal input pathBits[maxDepth]; // 0: the node is the left child, 1: the right one; 0 from `depth` on
    signal input siblings[maxDepth]; // from the leaf upwards; 0 from `depth` on

    // 1. active[i] = 1 exactly for i < depth: bits that never rise again and add up to depth.
    signal active[maxDepth]; // 0 or 1
    var activeLevels = 0;
    for (var i = 0; i < maxDepth; i++) {
        // A comparison is not quadratic; the bit is fixed by the next constraints together with the sum.
        active[i] <-- i < depth ? 1 : 0;
        active[i] * ((i == 0 ? 1 : active[i - 1]) - active[i]) === 0;
        activeLevels += active[i];
    }
    activeLevels === depth;

    // 2. Path bits are bits, and unused levels are empty.
    for (var i = 0; i < maxDepth; i++) {
        pathBits[i] * (active[i] - pathBits[i]) === 0;
        siblings[i] * (1 - active[i]) === 0;
    }

    // 3. Hash upwards; an unused level passes the node on.
    component parent[maxDepth];
    signal left[maxDepth]; // the left child
    signal node[maxDepth + 1]; // the node after i levels
    node[0] <== leaf;
    for (var i = 0; i < maxDepth; i++) {
        left[i] <== node[i] + pathBits[i] * (siblings[i] - node[i]);
        parent[i] = Poseidon(2);
        parent[i].inputs[0] <== left[i];
        parent[i].inputs[1] <== node[i] + siblings[i] - left[i];
        node[i + 1] <== node[i] + active[i] * (parent[i].out - node[i]);
    }
    node[maxDepth] === root;

    // 4. Only a value other than 0 has an inverse.
    signal rootInverse; // 1 / root
    // A division is not quadratic; the next constraint fixes it.
    rootInverse <-- root == 0 ? 0 : 1 / root;
    rootInverse * root === 1;
}
