import { parseArgs } from "node:util";

import { DatasetError } from "../../dataset/csvError.ts";

/** What the user asked the score command to do. */
export interface ScoreArguments {
  answers: string;
  truth: string | undefined;
  kind: "categorical" | "numeric";
  mode: "referee" | "campaign";
  json: boolean;
  out: string | undefined;
}

export const USAGE =
  "usage: npm run score -- ANSWERS.csv [--truth TRUTH.csv] [--kind categorical|numeric] [--mode referee|campaign] [--json] [--out DIR]";

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
    kind: oneOf("kind", values.kind ?? "categorical", ["categorical", "numeric"]),
    mode: oneOf("mode", values.mode ?? "campaign", ["referee", "campaign"]),
    json: values.json ?? false,
    out: values.out,
  };
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        truth: { type: "string" },
        kind: { type: "string" },
        mode: { type: "string" },
        json: { type: "boolean" },
        out: { type: "string" },
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
