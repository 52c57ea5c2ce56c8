import type { Groth16Json } from "snarkjs";

/** A Groth16 proof as the verifier contracts take it. */
export interface SolidityProof {
  readonly a: readonly [bigint, bigint];
  readonly b: readonly [readonly [bigint, bigint], readonly [bigint, bigint]];
  readonly c: readonly [bigint, bigint];
}

/** snarkjs' proof in the shape of the verifier contracts, which take the second coordinates first in G2. */
export function toSolidityProof({ pi_a, pi_b, pi_c }: Groth16Json): SolidityProof {
  const [a, bx, by, c] = [pi_a, pi_b[0], pi_b[1], pi_c].map((words) => words.map(BigInt));
  return {
    a: [a[0], a[1]],
    b: [
      [bx[1], bx[0]],
      [by[1], by[0]],
    ],
    c: [c[0], c[1]],
  };
}
