import { readFileSync } from "node:fs";

import { FIELD_ORDER } from "../../../scripts/identity/field.ts";
import type { CircuitUnderTest } from "./compiledCircuits.ts";

/**
 * Names of the signals whose wire could be changed alone without any constraint noticing.
 *
 * Every wire but the constant is tried with its successor, its negative, its complement to 1, and 0.
 */
export function undetectedChanges({ system, sym }: CircuitUnderTest, witness: readonly bigint[]): string[] {
  const undetected: number[] = [];
  for (let wire = 1; wire < witness.length; wire++) {
    const value = witness[wire];
    const changes = [value + 1n, FIELD_ORDER - value, FIELD_ORDER + 1n - value, 0n]
      .map((changed) => changed % FIELD_ORDER)
      .filter((changed) => changed !== value);
    if (changes.some((changed) => system.survives(witness, wire, changed))) undetected.push(wire);
  }
  const names = undetected.length === 0 ? new Map<number, string>() : namesOf(sym);
  return undetected.map((wire) => names.get(wire) ?? `wire ${wire}`);
}

/** First name of each wire, from the compiler's symbol file. */
function namesOf(sym: string): Map<number, string> {
  const names = new Map<number, string>();
  for (const line of readFileSync(sym, "utf8").split("\n")) {
    const [, wire, , name] = line.split(",");
    if (name && wire !== "-1" && !names.has(Number(wire))) names.set(Number(wire), name);
  }
  return names;
}
