import type { Proof } from "../../../scripts/identity/prove.ts";

/** A proof as 8 words in the order of the contracts, followed by its public inputs. */
export function toWords({ a, b, c, publicInputs }: Proof): bigint[] {
  return [...a, ...b[0], ...b[1], ...c, ...publicInputs];
}

/** The inverse of `toWords`. */
export function fromWords([ax, ay, bx1, bx0, by1, by0, cx, cy, ...publicInputs]: bigint[]): Proof {
  return {
    a: [ax, ay],
    b: [
      [bx1, bx0],
      [by1, by0],
    ],
    c: [cx, cy],
    publicInputs,
  };
}
