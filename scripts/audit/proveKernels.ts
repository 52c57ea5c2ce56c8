import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

import { checkCosts } from "./checkCosts.ts";
import type { Proof } from "./prove.ts";
import { readKernels } from "./readKernels.ts";

const faults = checkCosts();
console.log(`Costs: ${faults.length > 0 ? `${faults.length} bytes wrong` : "all bytes proved"}`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;

const waiting = readKernels();
const sums = { proved: 0, open: 0 };
const report = ({ contract, proved, open }: Proof) => {
  sums.proved += proved;
  sums.open += open.length;
  console.log(`${contract}: ${proved} proved${open.length > 0 ? `, ${open.length} open` : ""}`);
  for (const message of open) console.error(message);
  if (open.length > 0 || proved === 0) process.exitCode = 1;
};
const work = async () => {
  const thread = new Worker(new URL("./proofThread.ts", import.meta.url));
  for (let kernel = waiting.shift(); kernel; kernel = waiting.shift()) {
    thread.postMessage(kernel);
    report(((await once(thread, "message")) as [Proof])[0]);
  }
  await thread.terminate();
};
await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(`${sums.proved} statements proved, ${sums.open} open`);
