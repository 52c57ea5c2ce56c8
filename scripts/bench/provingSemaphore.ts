/** Measures Semaphore's proof at depth 24; started by proving.ts in the folder that has Semaphore's packages. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { provingSubject } from "./provingSubject.ts";

const [count, folder] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
/* The packages are installed for the benchmark only, so their types are not known here. */
const load = async (name: string) => import(pathToFileURL(require.resolve(name)).href);
const { Identity } = await load("@semaphore-protocol/identity");
const { Group } = await load("@semaphore-protocol/group");
const { generateProof, verifyProof } = await load("@semaphore-protocol/proof");
const artifacts = dirname(require.resolve("@zk-kit/semaphore-artifacts/package.json"));
const files = { wasm: join(artifacts, "semaphore-24.wasm"), zkey: join(artifacts, "semaphore-24.zkey") };

const identity = new Identity("benchmark");
const group = new Group([1n, 2n, identity.commitment, 4n, 5n]);
await provingSubject(
  Number(count),
  () => generateProof(identity, group, 43n, 42n, 24, files),
  (proof: unknown) => verifyProof(proof) as Promise<boolean>,
);
// Its threads outlive its last proof.
process.exit(0);
