import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

import { boundsOf } from "./boundsOf.ts";
import { type NetworkParameters, networkParameters } from "./networkParameters.ts";

/**
 * Reads and checks the reviewed parameters of a network.
 *
 * @param folder the folder `deploy`
 * @throws Error naming the file and every entry that is wrong
 */
export async function readParameters(folder: string, network: string): Promise<NetworkParameters> {
  const file = join(folder, "parameters", "networks", `${network}.json`);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(`${network} has no parameters: write ${file}.`);
  });
  const parsed = networkParameters.safeParse(parse(text, file));
  if (!parsed.success) throw refused(file, parsed.error.issues.map(lineOf));
  const wrong = boundsOf(network, parsed.data);
  if (wrong.length > 0) throw refused(file, wrong);
  return parsed.data;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON: mend it.`);
  }
}

function lineOf({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(".")}: ${message}`;
}

function refused(file: string, lines: string[]): Error {
  return new Error([`${file} cannot be deployed:`, ...lines.map((line) => `  ${line}`)].join("\n"));
}
