/** Measures Semaphore's proof at depth 24; started by proving.ts in the folder that has Semaphore's packages. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { poseidon2 } from "poseidon-lite/poseidon2";

import { provingSubject } from "./provingSubject.ts";

const [count, folder] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
/* The packages are installed for the benchmark only, so their types are not known here. */
const load = async (name: string) => import(pathToFileURL(require.resolve(name)).href);
const { Identity } = await load("@semaphore-protocol/identity");
const { generateProof, verifyProof } = await load("@semaphore-protocol/proof");
const artifacts = dirname(require.resolve("@zk-kit/semaphore-artifacts/package.json"));
const files = { wasm: join(artifacts, "semaphore-24.wasm"), zkey: join(artifacts, "semaphore-24.zkey") };

const identity = new Identity("benchmark");
// A path with 24 siblings, as in ours: levels without one would make some of the prover's numbers small.
const siblings = Array.from({ length: 24 }, (_, level) => BigInt(level + 1));
const index = 11_184_810;
const hash = (left: bigint, right: bigint): bigint => poseidon2([left, right]);
const climb = (node: bigint, sibling: bigint, level: number) =>
  (index >> level) & 1 ? hash(sibling, node) : hash(node, sibling);
const root = siblings.reduce(climb, identity.commitment as bigint);
const path = { root, leaf: identity.commitment, index, siblings };
await provingSubject(
  Number(count),
  () => generateProof(identity, path, 43n, 42n, 24, files),
  (proof: unknown) => verifyProof(proof) as Promise<boolean>,
);
// Its threads outlive its last proof.
process.exit(0);
