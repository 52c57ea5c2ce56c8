/** Order of the circuits' field, which is the order of the groups of BN254 (alt_bn128). */
export const FIELD_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
