import { readFileSync } from "node:fs";

import { FIELD_ORDER } from "../../../scripts/identity/field.ts";

/** Coefficients by wire. */
export type LinearCombination = readonly (readonly [wire: number, coefficient: bigint])[];

/** a * b = c over the witness. */
export type Constraint = readonly [a: LinearCombination, b: LinearCombination, c: LinearCombination];

/** A constraint system as circom writes it. Wire 0 is the constant 1, then public outputs, public inputs, the rest. */
export interface R1cs {
  readonly wires: number;
  readonly publicOutputs: number;
  readonly publicInputs: number;
  readonly privateInputs: number;
  readonly constraints: readonly Constraint[];
}

/** Reads an r1cs file (https://github.com/iden3/r1csfile/blob/master/doc/r1cs_bin_format.md). */
export function readR1cs(path: string): R1cs {
  const file = readFileSync(path);
  const sections = new Map<number, number>();
  let at = 12;
  for (let left = file.readUInt32LE(8); left > 0; left--) {
    sections.set(file.readUInt32LE(at), at + 12);
    at += 12 + Number(file.readBigUInt64LE(at + 4));
  }
  const header = sections.get(1)!;
  const width = file.readUInt32LE(header);
  const element = (position: number) =>
    BigInt(
      `0x${Buffer.from(file.subarray(position, position + width))
        .reverse()
        .toString("hex")}`,
    );
  if (element(header + 4) !== FIELD_ORDER) throw new Error(`${path} is over another field`);
  const [wires, publicOutputs, publicInputs, privateInputs] = [0, 4, 8, 12].map((offset) =>
    file.readUInt32LE(header + 4 + width + offset),
  );
  const count = file.readUInt32LE(header + 4 + width + 24);

  let next = sections.get(2)!;
  const combination = (): LinearCombination => {
    const terms = file.readUInt32LE(next);
    next += 4;
    return Array.from({ length: terms }, () => {
      const term = [file.readUInt32LE(next), element(next + 4)] as const;
      next += 4 + width;
      return term;
    });
  };
  const constraints = Array.from({ length: count }, (): Constraint => [combination(), combination(), combination()]);
  return { wires, publicOutputs, publicInputs, privateInputs, constraints };
}
