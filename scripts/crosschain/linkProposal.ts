import type { Satellite } from "../deploy/satelliteOf.ts";
import type { ProposalFile } from "../governance/parseProposal.ts";
import { interoperableAddress } from "./interoperableAddress.ts";

/** The proposal by which home links a satellite: its gateway, and the counterparts of both lockboxes. */
export function linkProposal({ network, chainId, gateway, aia, agt }: Satellite): ProposalFile {
  const link = (contract: string, token: string) => ({
    contract,
    function: "link",
    values: { gateway: "AttestedGateway", counterpart: interoperableAddress(chainId, token) },
  });
  const remote = { contract: "AttestedGateway", function: "setRemote", values: { chainId: String(chainId), gateway } };
  return {
    title: `Link ${network}`,
    text: "Lets AGT and AIA cross to the satellite, and decisions reach it.",
    changes: [remote, link("AIALockbox", aia), link("AGTLockbox", agt)],
  };
}
