import { bn254 } from "@noble/curves/bn254.js";
import type { VerificationKey } from "snarkjs";

import type { Proof } from "../../../scripts/identity/prove.ts";

const { G1, G2 } = { G1: bn254.G1.Point, G2: bn254.G2.Point };
const { Fp12 } = bn254.fields;
type G1Point = ReturnType<typeof G1.fromAffine>;

const g1 = ([x, y]: readonly (bigint | string)[]) => G1.fromAffine({ x: BigInt(x), y: BigInt(y) });
const g2 = ([x, y]: readonly (readonly (bigint | string)[])[]) =>
  G2.fromAffine({ x: { c0: BigInt(x[0]), c1: BigInt(x[1]) }, y: { c0: BigInt(y[0]), c1: BigInt(y[1]) } });
const words = (point: G1Point) => [point.toAffine().x, point.toAffine().y] as const;

/**
 * Pairs of false proofs whose errors cancel in the product of their equations: one gains what the other loses.
 *
 * In C, in a public input, and in A where both proofs are given the same B.
 */
export function cancellingErrors(left: Proof, right: Proof): Record<string, [Proof, Proof]> {
  const error = G1.BASE.multiply(12_345n);
  const [plus, minus] = [words(g1(left.c).add(error)), words(g1(right.c).subtract(error))];
  const [up, down] = [left, right].map(({ publicInputs }, side) =>
    publicInputs.with(3, publicInputs[3] + (side === 0 ? 1n : -1n)),
  );
  // The same proof twice has the same B.
  const [more, less] = [words(g1(left.a).add(error)), words(g1(left.a).subtract(error))];
  return {
    "in C": [
      { ...left, c: plus },
      { ...right, c: minus },
    ],
    "in the signal": [
      { ...left, publicInputs: up },
      { ...right, publicInputs: down },
    ],
    "in A": [
      { ...left, a: more },
      { ...left, a: less },
    ],
  };
}

/** Whether the product of the proofs' equations holds, without random powers: not enough to accept them. */
export function productOfEquationsHolds(proofs: readonly Proof[], key: VerificationKey): boolean {
  const [alpha, beta, gamma, delta] = [g1(key.vk_alpha_1), g2(key.vk_beta_2), g2(key.vk_gamma_2), g2(key.vk_delta_2)];
  const product = bn254.pairingBatch(
    proofs.flatMap(({ a, b, c, publicInputs }) => {
      const inputs = publicInputs.reduce((sum, input, i) => sum.add(g1(key.IC[i + 1]).multiply(input)), g1(key.IC[0]));
      const second = g2([b[0].toReversed(), b[1].toReversed()]);
      return [
        { g1: g1(a).negate(), g2: second },
        { g1: alpha, g2: beta },
        { g1: inputs, g2: gamma },
        { g1: g1(c), g2: delta },
      ];
    }),
  );
  return Fp12.eql(product, Fp12.ONE);
}
