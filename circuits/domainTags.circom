pragma circom 2.2.0;

// Constants added to the hash of what a contract inserts into a tree, so that a leaf can never be read as an inner node.
// Tested against scripts/identity/treeTags.ts.

// uint256(keccak256("AlayaLeaf")) >> 8
function LEAF_TAG() {
    return 344468363486591330884477080483986661169989366994011529816291018113566028875;
}

// uint256(keccak256("AlayaNote")) >> 8
function NOTE_TAG() {
    return 167222802283559598745101244289435213598331100156538530772030828257216751068;
}
