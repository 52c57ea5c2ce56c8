import { id } from "ethers";

/** Added to the hash of a leaf of the eligibility tree, so that a leaf can never be read as an inner node. */
export const LEAF_TAG = BigInt(id("AlayaLeaf")) >> 8n;

/** The same for the notes of the experience tree. */
export const NOTE_TAG = BigInt(id("AlayaNote")) >> 8n;
