import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { once } from "node:events";
import { pino } from "pino";

import { startKeeper } from "../keeper/startKeeper.ts";
import { runCommand } from "./runCommand.ts";

interface KeeperArguments {
  account: string;
  port: number;
  folder: string;
  confirmations: number;
  chunk: number;
  seconds: number;
}

/** Settles and exports tasks until it is interrupted. */
export default async function keeper(args: KeeperArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async ({ chainId, provider, signer, book }) => {
    const { port, confirmations, chunk, seconds } = args;
    const folder = args.folder === "" ? `out/labels/${chainId}` : args.folder;
    const pause = seconds * 1_000;
    const running = await startKeeper({
      provider,
      signer,
      book,
      port,
      folder,
      confirmations,
      chunk,
      pause,
      log: pino(),
    });
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await running.stop();
    return {};
  });
}
