import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { once } from "node:events";
import { pino } from "pino";

import { startAttestor } from "../attestor/startAttestor.ts";
import { openCommand, runCommand } from "./runCommand.ts";

interface AttestorArguments {
  account: string;
  to: string;
  peers: string;
  port: number;
  confirmations: number;
  chunk: number;
  seconds: number;
}

/** Signs and delivers messages from one network to another until it is interrupted. */
export default async function attestor(args: AttestorArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: false }, async ({ provider, book, contract, print }) => {
    const { to, account, port, confirmations, chunk, seconds } = args;
    if (to === "") throw new Error("Say where messages go: add --to <network>.");
    const destination = await openCommand(hre, to, { sends: true, account });
    const gateway = destination.contract("AttestedGateway");
    const signer = await destination.signer.getAddress();
    const [attestors] = await gateway.attestors();
    if (!attestors.includes(signer)) print(`${signer} is no attestor of ${to}: it only delivers what others sign.`);
    const running = await startAttestor({
      source: provider,
      sourceGateway: await contract("AttestedGateway").getAddress(),
      firstBlock: book.firstBlock,
      gateway,
      signer: destination.signer,
      recipients: [...destination.book.contracts.values()].map(({ address }) => address),
      peers: args.peers.split(",").filter((peer) => peer !== ""),
      port,
      confirmations,
      chunk,
      pause: seconds * 1_000,
      log: pino(),
    });
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await running.stop();
    return {};
  });
}
