/** An attestor as a process of its own, to be killed: `node attestorProcess.ts <json of its options>`. */
import { fileURLToPath } from "node:url";

import { Contract, type InterfaceAbi, JsonRpcProvider, Wallet } from "ethers";
import { pino } from "pino";

import { startAttestor } from "../../../scripts/attestor/startAttestor.ts";

/** What the process is told. */
export interface ProcessOptions {
  readonly sourceUrl: string;
  readonly sourceGateway: string;
  readonly destinationUrl: string;
  readonly destinationGateway: string;
  readonly abi: InterfaceAbi;
  readonly key: string;
  readonly recipients: string[];
  readonly peers: string[];
  readonly port: number;
}

// The test runner loads every file below test/; only a process of its own starts the attestor.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options: ProcessOptions = JSON.parse(process.argv[2]);
  const open = (url: string) => new JsonRpcProvider(url, undefined, { cacheTimeout: -1, pollingInterval: 50 });
  const signer = new Wallet(options.key, open(options.destinationUrl));
  await startAttestor({
    ...options,
    source: open(options.sourceUrl),
    firstBlock: 0,
    gateway: new Contract(options.destinationGateway, options.abi, signer),
    signer,
    confirmations: 1,
    patience: 3_000,
    pause: 100,
    log: pino(),
  });
}
