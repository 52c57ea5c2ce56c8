import { FIELD_ORDER } from "../../../scripts/identity/field.ts";
import type { Constraint, LinearCombination, R1cs } from "./readR1cs.ts";

/** A constraint system with the constraints of each wire at hand. */
export class ConstraintSystem {
  readonly r1cs: R1cs;
  readonly #ofWire: number[][];

  constructor(r1cs: R1cs) {
    this.r1cs = r1cs;
    this.#ofWire = Array.from({ length: r1cs.wires }, () => []);
    r1cs.constraints.forEach((constraint, index) => {
      for (const wire of wiresOf(constraint)) this.#ofWire[wire].push(index);
    });
  }

  /** Whether a witness satisfies every constraint. */
  satisfiedBy(witness: readonly bigint[]): boolean {
    return this.r1cs.constraints.every((constraint) => holds(constraint, witness));
  }

  /** Whether a satisfying witness still satisfies after one wire got another value. */
  survives(witness: readonly bigint[], wire: number, value: bigint): boolean {
    const changed = witness.with(wire, value);
    return this.#ofWire[wire].every((index) => holds(this.r1cs.constraints[index], changed));
  }

  /**
   * Wires that a witness's inputs do not determine.
   *
   * A constraint in which all wires but one are known, and which is not empty in that one, leaves it at most two values;
   * from there the next. What is left at the end could be chosen freely.
   */
  undeterminedBy(witness: readonly bigint[]): number[] {
    const { wires, publicOutputs, publicInputs, privateInputs, constraints } = this.r1cs;
    const unknown = new Set<number>();
    for (let wire = 1; wire < wires; wire++) {
      const isInput = wire > publicOutputs && wire <= publicOutputs + publicInputs + privateInputs;
      if (!isInput) unknown.add(wire);
    }
    const queue = constraints.map((_, index) => index);
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      const open = wiresOf(constraints[index]).filter((wire) => unknown.has(wire));
      if (open.length !== 1 || !restricts(constraints[index], open[0], witness)) continue;
      unknown.delete(open[0]);
      queue.push(...this.#ofWire[open[0]]);
    }
    return [...unknown];
  }
}

function wiresOf(constraint: Constraint): number[] {
  return [...new Set(constraint.flatMap((combination) => combination.map(([wire]) => wire)))].filter(
    (wire) => wire > 0,
  );
}

function evaluate(combination: LinearCombination, witness: readonly bigint[], without = -1): bigint {
  let sum = 0n;
  for (const [wire, coefficient] of combination) if (wire !== without) sum += coefficient * witness[wire];
  return sum % FIELD_ORDER;
}

function holds([a, b, c]: Constraint, witness: readonly bigint[]): boolean {
  return (evaluate(a, witness) * evaluate(b, witness) - evaluate(c, witness)) % FIELD_ORDER === 0n;
}

/** Whether a * b - c, as a polynomial in one wire with the others at the witness's values, is not zero everywhere. */
function restricts(constraint: Constraint, wire: number, witness: readonly bigint[]): boolean {
  const slope = constraint.map((combination) => combination.find(([other]) => other === wire)?.[1] ?? 0n);
  const [a, b] = constraint.map((combination) => evaluate(combination, witness, wire));
  const quadratic = (slope[0] * slope[1]) % FIELD_ORDER;
  const linear = (slope[0] * b + slope[1] * a - slope[2]) % FIELD_ORDER;
  return quadratic !== 0n || linear !== 0n;
}
