/**
 * `npm run bench:browser -- /usr/bin/chromium`: eligibility proofs in a real browser, which runs the bundle
 * that `bundleProver` makes and fetches the keys as any page would. A check by hand: no browser comes with npm.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { bundleProver } from "../identity/bundleProver.ts";
import { deepStatement } from "./deepStatement.ts";

const PROOFS = 5;
const PATIENCE_MS = 180_000;
// Headless Chromium would otherwise look for its maker's hosts.
const QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-sync", "--no-first-run"];
const OFFLINE = ["--disable-background-networking", "--disable-component-update"];

/** Runs in the page; bigints travel as strings. */
const PAGE = `
const number = (key, value) => (typeof value === "string" && /^\\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value);
const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
(async () => {
  const statement = JSON.parse(await (await fetch("/statement")).text(), number);
  const key = { wasm: await bytes("/keys/eligibility.wasm"), zkey: await bytes("/keys/eligibility.zkey") };
  const verificationKey = await (await fetch("/keys/eligibility.vkey.json")).json();
  const times = [];
  for (let i = 0; i <= ${PROOFS}; i++) {
    const start = performance.now();
    const proof = await alaya.proveEligibility(statement, key);
    times.push(Math.round(performance.now() - start));
    if (!(await alaya.verifyEligibility(proof, verificationKey))) throw new Error("a proof does not verify");
  }
  return { browser: navigator.userAgent, threads: navigator.hardwareConcurrency, firstProofMs: times[0], proofsMs: times.slice(1) };
})().catch((error) => ({ error: String(error) })).then((result) => fetch("/result", { method: "POST", body: JSON.stringify(result) }));
`;

const [browser] = process.argv.slice(2);
if (browser === undefined) {
  console.error("Usage: npm run bench:browser -- PATH-OF-CHROMIUM");
  process.exit(1);
}
const keys = fileURLToPath(new URL("../../circuits/keys/", import.meta.url));
const [code, profile] = [await bundleProver(), mkdtempSync(join(tmpdir(), "alaya-browser-"))];
const statement = JSON.stringify(deepStatement(), (_, value: unknown) =>
  typeof value === "bigint" ? `${value}n` : value,
);
let report: (result: object) => void;
const reported = new Promise<object>((resolve) => (report = resolve));
const server = createServer((request, response) => void answer(request, response));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
const child = spawn(browser, [...QUIET, ...OFFLINE, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`], {
  stdio: "ignore",
});
child.on("error", ({ message }) => report({ error: `The browser did not start: ${message}` }));
const late = setTimeout(() => report({ error: `No result within ${PATIENCE_MS / 1000} s.` }), PATIENCE_MS);
const result = await reported;
clearTimeout(late);
child.kill();
server.close();
rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
console.log(JSON.stringify(result, null, 2));
process.exit("error" in result ? 1 : 0);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = "/" } = request;
  if (url === "/") response.end(`<!doctype html><script src="/alaya.js"></script><script>${PAGE}</script>`);
  else if (url === "/alaya.js") response.end(code);
  else if (url === "/statement") response.end(statement);
  else if (/^\/keys\/[\w.]+$/.test(url)) response.end(readFileSync(join(keys, url.slice("/keys/".length))));
  else if (url === "/result") {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    report(JSON.parse(Buffer.concat(chunks).toString()) as object);
    response.end();
  } else response.writeHead(404).end();
}
