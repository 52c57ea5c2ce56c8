/** A relay as a process of its own, to be killed: `node relayProcess.ts <json of its options>`. */
import { JsonRpcProvider, Wallet } from "ethers";
import { pino } from "pino";

import { readAddressBook } from "../../../scripts/protocol/readAddressBook.ts";
import { startRelay } from "../../../scripts/relay/startRelay.ts";

const { url, key, bookFolder, database, fee, port } = JSON.parse(process.argv[2]);
const provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1 });
await startRelay({
  provider,
  signer: new Wallet(key, provider),
  book: await readAddressBook(bookFolder),
  database,
  fee: BigInt(fee),
  port,
  pause: 100,
  patience: 3_000,
  batch: 2,
  log: pino(),
});
