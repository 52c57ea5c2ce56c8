import { parseArgs } from "node:util";

import { DatasetError } from "../../dataset/csvError.ts";
import type { NumericBounds } from "./refereeNumeric.ts";

/** What the user asked the score command to do. */
export interface ScoreArguments {
  answers: string;
  truth: string | undefined;
  /** Labels known beforehand, a file like that of truth; categorical answers in campaign mode only. */
  gold: string | undefined;
  kind: "categorical" | "numeric";
  mode: "referee" | "campaign";
  json: boolean;
  out: string | undefined;
  /** For numeric answers in referee mode: what a task would declare. */
  bounds: NumericBounds;
}

export const USAGE =
  "usage: npm run score -- ANSWERS.csv [--truth TRUTH.csv] [--gold GOLD.csv] [--kind categorical|numeric] [--mode referee|campaign] " +
  "[--min N] [--max N] [--decimals N] [--json] [--out DIR]";

/**
 * Reads the command line of `npm run score`.
 *
 * @throws DatasetError with the usage when an argument is unknown, missing or has a wrong value.
 */
export function parseScoreArguments(argv: string[]): ScoreArguments {
  const { values, positionals } = parsed(argv);
  if (positionals.length !== 1) {
    throw new DatasetError(`give one file of answers, not ${positionals.length}\n${USAGE}`);
  }
  return {
    answers: positionals[0],
    truth: values.truth,
    gold: values.gold,
    kind: oneOf("kind", values.kind ?? "categorical", ["categorical", "numeric"]),
    mode: oneOf("mode", values.mode ?? "campaign", ["referee", "campaign"]),
    json: values.json ?? false,
    out: values.out,
    bounds: {
      minimum: numberOf("min", values.min),
      maximum: numberOf("max", values.max),
      decimals: numberOf("decimals", values.decimals),
    },
  };
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        truth: { type: "string" },
        gold: { type: "string" },
        kind: { type: "string" },
        mode: { type: "string" },
        json: { type: "boolean" },
        out: { type: "string" },
        min: { type: "string" },
        max: { type: "string" },
        decimals: { type: "string" },
      },
    });
  } catch (error) {
    throw new DatasetError(`${(error as Error).message}\n${USAGE}`);
  }
}

function oneOf<T extends string>(name: string, value: string, allowed: T[]): T {
  const found = allowed.find((each) => each === value);
  if (!found) throw new DatasetError(`--${name} must be ${allowed.join(" or ")}, not "${value}"\n${USAGE}`);
  return found;
}

function numberOf(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = value.trim() === "" ? NaN : Number(value);
  if (!Number.isFinite(number)) throw new DatasetError(`--${name} must be a number, not "${value}"\n${USAGE}`);
  if (name === "decimals" && !(Number.isInteger(number) && number >= 0 && number <= 9)) {
    throw new DatasetError(`--decimals must be a whole number from 0 to 9, not "${value}"\n${USAGE}`);
  }
  return number;
}
