/** A relay as a process of its own, to be killed: `node relayProcess.ts <json of its options>`. */
import { fileURLToPath } from "node:url";

import { JsonRpcProvider, Wallet } from "ethers";
import { pino } from "pino";

import { readAddressBook } from "../../../scripts/protocol/readAddressBook.ts";
import { startRelay } from "../../../scripts/relay/startRelay.ts";

// The test runner loads every file below test/; only a process of its own starts the relay.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
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
}
