import { type ProposalRecord, readProposals } from "../governance/readProposals.ts";
import { PROPOSAL_STATES } from "../governance/proposalStates.ts";
import type { Command } from "./runCommand.ts";

/**
 * A proposal by its number or the beginning of it, which must stand as the command needs it.
 *
 * @throws Error saying what to do
 */
export async function findProposal(
  { contract, book }: Pick<Command, "contract" | "book">,
  wanted: string,
  state: (typeof PROPOSAL_STATES)[number],
): Promise<ProposalRecord> {
  const governor = contract("AlayaGovernor");
  if (!/^\d+$/.test(wanted))
    throw new Error("Say which proposal: add --proposal <number>, as the command proposals shows it.");
  const records = await readProposals(governor, book.firstBlock);
  const found = records.filter(({ id }) => String(id).startsWith(wanted));
  if (found.length !== 1) {
    throw new Error(`${found.length === 0 ? "No proposal" : "More than one proposal"} begins with ${wanted}.`);
  }
  const actual = PROPOSAL_STATES[Number(await governor.state(found[0].id))];
  if (actual !== state) throw new Error(`Proposal ${wanted} is ${actual}, not ${state}.`);
  return found[0];
}
