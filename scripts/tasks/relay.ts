import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { mkdir } from "node:fs/promises";
import { once } from "node:events";
import { dirname } from "node:path";
import { pino } from "pino";

import { startRelay } from "../relay/startRelay.ts";
import { parseAmount } from "./parseAmount.ts";
import { runCommand } from "./runCommand.ts";

interface RelayArguments {
  account: string;
  port: number;
  database: string;
  fee: string;
  confirmations: number;
}

/** Runs a relay until it is interrupted. */
export default async function relay(args: RelayArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(
    hre,
    { sends: true, account: args.account },
    async ({ chainId, provider, signer, book, contract }) => {
      const { port, confirmations } = args;
      const database = args.database === "" ? `out/relay/${chainId}.sqlite` : args.database;
      const fee = parseAmount("fee", args.fee, Number(await contract("AIAToken").decimals()));
      await mkdir(dirname(database), { recursive: true });
      const running = await startRelay({ provider, signer, book, database, fee, port, confirmations, log: pino() });
      await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
      await running.stop();
      return {};
    },
  );
}
