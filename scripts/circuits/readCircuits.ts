import { readFileSync } from "node:fs";

/** One entry of `circuits/circuits.json`, the only place that declares public inputs. */
export interface Circuit {
  readonly name: string;
  readonly template: string;
  /** File of the template, `<name>.circom` unless it is said here. */
  readonly source?: string;
  readonly parameters: readonly number[];
  /** In the order of the proof's public signals. */
  readonly publicInputs: readonly string[];
  /** Whether a batch verifier is generated beside the verifier of a single proof. */
  readonly batched: boolean;
}

/** Every circuit of the repository, in the order of `circuits/circuits.json`. */
export function readCircuits(): Circuit[] {
  const file = new URL("../../circuits/circuits.json", import.meta.url);
  const entries = JSON.parse(readFileSync(file, "utf8")) as Record<string, Omit<Circuit, "name">>;
  return Object.entries(entries).map(([name, entry]) => ({ name, ...entry }));
}
