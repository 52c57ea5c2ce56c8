import { parentPort } from "node:worker_threads";

import { prove } from "./prove.ts";
import type { Kernel } from "./readKernels.ts";

parentPort!.on("message", (kernel: Kernel) => parentPort!.postMessage(prove(kernel)));
