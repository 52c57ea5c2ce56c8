/**
 * two attestors that are killed, between two anvil processes
 * └─ given messages that are sent all the while
 *    └─ when one attestor after the other is killed at moments that a seed chooses, and started again
 *       ├─ every message arrives, each once
 *       └─ there is as much on the satellite as is locked at home
 */
import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import type { ProcessOptions } from "./helpers/attestorProcess.ts";
import { ATTESTORS, mine, twoChains, type TwoChains } from "./helpers/twoChains.ts";

/** Set SEED and KILLS for other moments, or more of them. */
const SEED = Number(process.env.SEED ?? 20_301);
const KILLS = Number(process.env.KILLS ?? 3);

/** A kill comes within so many milliseconds: before, while and after messages are signed, sent and mined. */
const WITHIN = 1_200;
const PORTS = [18_790, 18_791];

describe("attestors that are killed", function () {
  this.timeout(120_000 + 10_000 * KILLS);

  let chains: TwoChains;
  const attestors: ChildProcess[] = [];

  before(async function () {
    chains = await twoChains();
    await chains.satellite.anvil.provider.send("evm_setAutomine", [false]);
    await chains.satellite.anvil.provider.send("evm_setIntervalMining", [1]);
  });

  after(async function () {
    for (const attestor of attestors) await kill(attestor);
    await chains.stop();
  });

  async function start(index: number): Promise<void> {
    const { home, satellite, bridged } = chains;
    const options: ProcessOptions = {
      sourceUrl: home.anvil.url,
      sourceGateway: await home.gateway.getAddress(),
      destinationUrl: satellite.anvil.url,
      destinationGateway: await satellite.gateway.getAddress(),
      abi: satellite.gateway.interface.formatJson(),
      key: ATTESTORS[index].privateKey,
      recipients: [await bridged.getAddress()],
      peers: [`http://127.0.0.1:${PORTS[1 - index]}`],
      port: PORTS[index],
    };
    const script = fileURLToPath(new URL("./helpers/attestorProcess.ts", import.meta.url));
    const child = spawn(process.execPath, ["--no-warnings", script, JSON.stringify(options)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    attestors[index] = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout.on("data", (text) => String(text).includes("attestor is running") && resolve());
      child.once("exit", () => reject(new Error("the attestor did not start")));
    });
  }

  async function kill(attestor: ChildProcess): Promise<void> {
    attestor.kill("SIGKILL");
    if (attestor.exitCode === null && attestor.signalCode === null) await once(attestor, "exit");
  }

  const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

  it(`bring every message over, each once (seed ${SEED})`, async function () {
    const random = randomSource(SEED);
    await start(0);
    await start(1);
    let sent = 0;
    const send = async () => {
      await chains.send(++sent);
      await mine(chains.home.anvil, 1);
    };
    for (let count = 0; count < KILLS; count++) {
      for (let messages = 1 + random(2); messages > 0; messages--) await send();
      await sleep(random(WITHIN));
      await kill(attestors[count % 2]);
      await send();
      await start(count % 2);
    }
    const total = (sent * (sent + 1)) / 2;
    for (let tries = 0; tries < 300 && (await chains.arrived()) < total; tries++) await sleep(100);
    expect(await chains.arrived()).to.equal(total);
    const deliveries = await chains.deliveries();
    expect(deliveries).to.have.length(sent);
    expect(new Set(deliveries).size).to.equal(sent);
  });
});
