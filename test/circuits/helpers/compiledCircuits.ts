import { compileCircuit, type CompiledCircuit } from "../../../scripts/circuits/compileCircuit.ts";
import { readCircuits } from "../../../scripts/circuits/readCircuits.ts";
import { ConstraintSystem } from "./constraintSystem.ts";
import { readR1cs } from "./readR1cs.ts";

/** A circuit compiled from its sources, with its constraint system. */
export interface CircuitUnderTest extends CompiledCircuit {
  readonly system: ConstraintSystem;
}

const compiled = new Map<string, CircuitUnderTest>();

/** Compiles a circuit from its sources; once for all test files, it takes seconds. */
export function compiledCircuit(name: string): CircuitUnderTest {
  const known = compiled.get(name);
  if (known) return known;
  const circuit = readCircuits().find((candidate) => candidate.name === name);
  if (!circuit) throw new Error(`circuits/circuits.json has no ${name}`);
  const files = compileCircuit(circuit, "out/circuits/test");
  const entry = { ...files, system: new ConstraintSystem(readR1cs(files.r1cs)) };
  compiled.set(name, entry);
  return entry;
}
