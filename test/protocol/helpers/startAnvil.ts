import { JsonRpcProvider } from "ethers";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** A running anvil process on a port of its own. */
export interface Anvil {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  /** Moves the chain's time forward, in seconds, and mines a block. */
  passTime(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts anvil as its own process, as a user would; mines a block for each transaction. */
export async function startAnvil(...options: string[]): Promise<Anvil> {
  const port = await freePort();
  const child = spawn("anvil", ["--port", String(port), "--silent", ...options], { stdio: "ignore", detached: true });
  // A test that fails before it stops the node must not keep the test run waiting.
  child.unref();
  const url = `http://127.0.0.1:${port}`;
  const provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1, pollingInterval: 50 });
  const exited = once(child, "exit");
  await untilReady(url);
  return {
    url,
    provider,
    async passTime(seconds) {
      await provider.send("evm_increaseTime", [seconds]);
      await provider.send("evm_mine", []);
    },
    async stop() {
      provider.destroy();
      // The npm package starts the node as a child of its own: end the whole group.
      process.kill(-child.pid!, "SIGKILL");
      await exited;
    },
  };
}

async function untilReady(url: string): Promise<void> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body }).catch(
      () => undefined,
    );
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("anvil did not start within ten seconds");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
