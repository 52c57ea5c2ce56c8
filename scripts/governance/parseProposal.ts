import { z } from "zod";

const change = z.strictObject({
  contract: z.string().min(1),
  function: z.string().min(1),
  values: z.record(z.string(), z.unknown()).default({}),
});

const schema = z.strictObject({
  title: z.string().trim().min(1),
  text: z.string().default(""),
  changes: z.array(change).min(1),
});

/** A proposal as its author writes it: which functions of which contracts, with which values. */
export type ProposalFile = z.infer<typeof schema>;

/**
 * Reads a proposal.
 *
 * @throws Error that names the field
 * @example
 * parseProposal('{"title": "Shorter seasons", "changes": [{"contract": "ContributorPass", "function": "setTerms",
 *   "values": {"newMintPrice": "10000000000000000000", "newSeason": 2592000}}]}');
 */
export function parseProposal(text: string): ProposalFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`The proposal is not JSON: ${(error as Error).message}.`, { cause: error });
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new Error(`The proposal's ${path.join(".") || "text"} is wrong: ${message}.`);
}
