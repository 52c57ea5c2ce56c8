import type { Groth16Json } from "snarkjs";

import type { SolidityProof } from "./toSolidityProof.ts";

/** The inverse of `toSolidityProof`. */
export function fromSolidityProof({ a, b, c }: SolidityProof): Groth16Json {
  const text = (words: readonly bigint[]) => words.map(String);
  return {
    pi_a: text([a[0], a[1], 1n]),
    pi_b: [text([b[0][1], b[0][0]]), text([b[1][1], b[1][0]]), ["1", "0"]],
    pi_c: text([c[0], c[1], 1n]),
    protocol: "groth16",
    curve: "bn128",
  };
}
