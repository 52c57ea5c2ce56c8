/**
 * attestors between two anvil processes, of which two of three have to sign
 * ├─ given a message
 * │  ├─ while it has not the confirmations asked for, nobody signs it
 * │  ├─ while one attestor has signed it, nobody delivers it
 * │  └─ when a second has, somebody delivers it, once
 * ├─ given signatures that are forged, garbage, a stranger's or doubled, they do not count
 * ├─ given somebody without an attestor's key, they deliver what others signed
 * ├─ given a message for a contract of somebody else, it is signed and not delivered
 * ├─ given a delivery that fails
 * │  ├─ it holds up no other message
 * │  └─ it is repeated until it succeeds
 * ├─ given a node that leaves out logs
 * │  └─ it is noticed, and every message arrives in the end
 * ├─ given a source that replaces blocks
 * │  ├─ when they were not confirmed, what was in them is never signed
 * │  ├─ when they were read at that moment, it signs nothing by what it read
 * │  └─ when they were, the signature is given to nobody any more
 * ├─ given a destination that takes a delivery back, it is made again
 * └─ given a gateway that is not linked, nothing is delivered before it is
 */
import { expect } from "chai";
import { Contract, JsonRpcProvider, Wallet } from "ethers";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { pino } from "pino";

import { startAttestor, type StartAttestorOptions } from "../../scripts/attestor/startAttestor.ts";
import { interoperableAddress } from "../../scripts/crosschain/interoperableAddress.ts";
import { type Message, readMessages } from "../../scripts/crosschain/readMessages.ts";
import type { RunningService } from "../../scripts/service/startService.ts";
import { type LyingNode, lyingNode } from "../keeper/helpers/lyingNode.ts";
import { ATTESTORS, mine, twoChains, type TwoChains, walletOf } from "./helpers/twoChains.ts";

const CONFIRMATIONS = 2;
const STRANGER = new Wallet(`0x${"77".repeat(32)}`);

describe("attestors", function () {
  this.timeout(120_000);

  let chains: TwoChains;
  let node: LyingNode;
  let sourceProvider: JsonRpcProvider;
  let running: RunningService[] = [];

  before(async function () {
    chains = await twoChains();
    node = await lyingNode(chains.home.anvil.url);
    sourceProvider = new JsonRpcProvider(node.url, undefined, { cacheTimeout: -1, staticNetwork: true });
  });

  afterEach(async function () {
    await Promise.all(running.map((service) => service.stop()));
    running = [];
    node.lie = "none";
  });

  after(async function () {
    sourceProvider.destroy();
    node.stop();
    await chains.stop();
  });

  /** Starts an attestor that sees the source through the lying node. */
  async function start(wallet: Wallet, peers: string[] = [], change: Partial<StartAttestorOptions> = {}) {
    const { home, satellite, bridged } = chains;
    const signer = wallet.connect(satellite.anvil.provider);
    const service = await startAttestor({
      source: sourceProvider,
      sourceGateway: await home.gateway.getAddress(),
      firstBlock: 0,
      gateway: satellite.gateway.connect(signer) as Contract,
      signer,
      recipients: [await bridged.getAddress()],
      peers,
      port: 0,
      confirmations: CONFIRMATIONS,
      patience: 2_000,
      longestPause: 200,
      pause: 50,
      log: pino({ level: "silent" }),
      ...change,
    });
    running.push(service);
    return service;
  }

  const urlOf = ({ port }: RunningService) => `http://127.0.0.1:${port}`;
  const metricsOf = async (service: RunningService) => (await fetch(`${urlOf(service)}/metrics`)).text();

  async function lastMessage(): Promise<Message> {
    const toBlock = await chains.home.anvil.provider.getBlockNumber();
    const gateway = await chains.home.gateway.getAddress();
    return (await readMessages(chains.home.anvil.provider, { gateway, fromBlock: 0, toBlock })).at(-1)!;
  }

  async function signatureOf(service: RunningService, { sendId }: Message): Promise<string | undefined> {
    const response = await fetch(`${urlOf(service)}/attestations/${sendId}`);
    return response.ok ? (await response.text()).trim() : undefined;
  }

  async function until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error("it did not happen in time");
  }

  /** Lets a service do some more rounds. */
  const rounds = () => new Promise((resolve) => setTimeout(resolve, 500));

  const confirm = () => mine(chains.home.anvil, CONFIRMATIONS);

  /** An answerer in place of an attestor. */
  async function impostor(answer: () => Promise<string>) {
    const server = createServer((_, response) => void answer().then((text) => response.end(text)));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
  }

  it("sign what is confirmed, and deliver it once two have signed", async function () {
    const before = await chains.arrived();
    const deliveries = (await chains.deliveries()).length;
    const first = await start(ATTESTORS[0]);
    await chains.send(5);
    await mine(chains.home.anvil, CONFIRMATIONS - 1);
    await rounds();
    const message = await lastMessage();
    expect(await signatureOf(first, message)).to.equal(undefined);

    await mine(chains.home.anvil, 1);
    await until(async () => (await signatureOf(first, message)) !== undefined);
    await rounds();
    expect(await chains.arrived()).to.equal(before);

    const second = await start(ATTESTORS[1], [urlOf(first)]);
    await start(ATTESTORS[2], [urlOf(first), urlOf(second)]);
    await until(async () => (await chains.arrived()) === before + 5);
    await rounds();
    expect((await chains.deliveries()).length).to.equal(deliveries + 1);
    await mine(chains.satellite.anvil, CONFIRMATIONS);
    for (const service of running) {
      await until(async () => /waiting_messages 0\n/.test(await metricsOf(service)));
      expect((await fetch(`${urlOf(service)}/health`)).status).to.equal(200);
      expect(await signatureOf(service, message)).to.equal(undefined);
    }
  });

  it("count no signature but those of attestors, each once", async function () {
    const before = await chains.arrived();
    const first = await start(ATTESTORS[0]);
    await chains.send(7);
    await confirm();
    const message = await lastMessage();
    await until(async () => (await signatureOf(first, message)) !== undefined);
    const stranger = await start(STRANGER.connect(null) as Wallet);
    const forged = `0x${"11".repeat(64)}1b`;
    const texts = ["garbage", forged, (await signatureOf(first, message))!];
    const impostors = await Promise.all(texts.map((text) => impostor(async () => text)));
    try {
      const peers = [...impostors.map(({ url }) => url), urlOf(first), urlOf(stranger), "http://127.0.0.1:1"];
      const relay = await start(walletOf(5), peers);
      await until(async () => /peer_failures_total\{[^}]*\} [1-9]/.test(await metricsOf(relay)));
      await rounds();
      expect(await signatureOf(stranger, message)).to.equal(undefined);
      expect(await chains.arrived()).to.equal(before);
      expect(await metricsOf(relay)).to.match(/alaya_attestor_waiting_messages [1-9]/);
      expect(await metricsOf(relay)).to.not.match(/attestor_failures_total\{/);
    } finally {
      for (const each of impostors) each.stop();
    }
    // Somebody without an attestor's key delivers, too.
    const second = await start(ATTESTORS[2]);
    const relay = await start(walletOf(5), [urlOf(first), urlOf(second)]);
    await until(async () => (await chains.arrived()) === before + 7);
    await until(async () => /attestor_delivered_total 1\n/.test(await metricsOf(relay)));
    expect(await metricsOf(relay)).to.match(/attestor_signed_total 0\n/);
  });

  /** Two attestors who know each other, by way of a port that is known only afterwards. */
  async function pair(change: Partial<StartAttestorOptions> = {}) {
    const first = await start(ATTESTORS[0], [], change);
    return [first, await start(ATTESTORS[1], [urlOf(first)], change)];
  }

  it("sign what is meant for others' contracts, and leave its delivery to them", async function () {
    const deliveries = (await chains.deliveries()).length;
    const before = await chains.arrived();
    const foreign = interoperableAddress(BigInt(chains.satellite.chainId), await chains.satellite.gateway.getAddress());
    await (await chains.home.gateway.sendMessage(foreign, "0x", [])).wait();
    const message = await lastMessage();
    await chains.send(3);
    await confirm();
    const services = await pair();
    await until(async () => (await chains.arrived()) === before + 3);
    await until(async () => (await signatureOf(services[1], message)) !== undefined);
    await rounds();
    expect((await chains.deliveries()).length).to.equal(deliveries + 1);
    for (const service of services) expect(await metricsOf(service)).to.not.match(/attestor_failures_total\{/);
  });

  it("repeat a delivery that fails, and let it hold up no other", async function () {
    const { home, satellite, bridged, lockboxName } = chains;
    const before = await chains.arrived();
    const link = async (counterpart: string) =>
      (await bridged.link(await satellite.gateway.getAddress(), counterpart)).wait();
    // Sent by a stranger to the bridge: it can never be delivered.
    const recipient = interoperableAddress(BigInt(satellite.chainId), await bridged.getAddress());
    await (await home.gateway.sendMessage(recipient, "0x", [])).wait();
    await chains.send(11);
    await confirm();
    const [, second] = await pair();
    await until(async () => (await chains.arrived()) === before + 11);
    await until(async () => failures(await metricsOf(second)) > 1);

    await link(interoperableAddress(BigInt(home.chainId), STRANGER.address));
    const failed = failures(await metricsOf(second));
    await chains.send(12);
    await confirm();
    await until(async () => failures(await metricsOf(second)) > failed + 3);
    expect(await chains.arrived()).to.equal(before + 11);
    await link(lockboxName);
    await until(async () => (await chains.arrived()) === before + 23);
  });

  /** Calls that the chain refused. */
  const failures = (metrics: string) =>
    Number(/failures_total\{error="CALL_EXCEPTION"\} (\d+)/.exec(metrics)?.[1] ?? 0);

  for (const lie of ["leave out logs", "leave out the first log"] as const) {
    it(`notice a node that does ${lie}`, async function () {
      const before = await chains.arrived();
      for (const amount of [1, 2, 4]) await chains.send(amount);
      await confirm();
      node.lie = lie;
      const spoilt = node.spoilt;
      const [first] = await pair();
      await until(async () => node.spoilt > spoilt + 2);
      if (lie === "leave out the first log") {
        expect(await metricsOf(first)).to.match(/failures_total\{error="ChainDataError"\} [1-9]/);
        expect(await chains.arrived()).to.equal(before);
      } else expect(await chains.arrived()).to.be.below(before + 7);
      node.lie = "none";
      await until(async () => (await chains.arrived()) === before + 7);
    });
  }

  /** Replaces a chain's last blocks by as many empty ones. */
  const takeBack = (chain: "home" | "satellite", blocks: number) =>
    chains[chain].anvil.provider.send("anvil_reorg", [blocks, []]);

  it("never sign what vanishes before it is confirmed", async function () {
    const before = await chains.arrived();
    const [first] = await pair();
    await chains.send(13);
    const message = await lastMessage();
    await mine(chains.home.anvil, CONFIRMATIONS - 1);
    await takeBack("home", CONFIRMATIONS);
    await mine(chains.home.anvil, 2 * CONFIRMATIONS);
    await rounds();
    expect(await signatureOf(first, message)).to.equal(undefined);
    expect(await chains.arrived()).to.equal(before);
  });

  it("sign nothing that was read while blocks were replaced", async function () {
    const before = await chains.arrived();
    await chains.send(15);
    const message = await lastMessage();
    await confirm();
    node.interrupt = () => takeBack("home", CONFIRMATIONS + 1);
    const [first] = await pair();
    await until(async () => /failures_total\{error="ChainDataError"\} 1\n/.test(await metricsOf(first)));
    await rounds();
    expect(await signatureOf(first, message)).to.equal(undefined);
    expect(await chains.arrived()).to.equal(before);
  });

  it("drop signatures of what vanishes afterwards, and go on", async function () {
    const before = await chains.arrived();
    const first = await start(ATTESTORS[0]);
    await chains.send(17);
    const message = await lastMessage();
    await confirm();
    await until(async () => (await signatureOf(first, message)) !== undefined);
    await takeBack("home", CONFIRMATIONS + 1);
    await until(async () => (await signatureOf(first, message)) === undefined);

    await chains.send(19);
    await confirm();
    await start(ATTESTORS[1], [urlOf(first)]);
    await until(async () => (await chains.arrived()) === before + 19);
  });

  const deliveredBy = async (services: RunningService[]) => {
    const texts = await Promise.all(services.map(metricsOf));
    return texts.reduce((sum, text) => sum + Number(/delivered_total (\d+)/.exec(text)![1]), 0);
  };

  it("deliver again what the destination took back", async function () {
    const before = await chains.arrived();
    const services = await pair();
    await chains.send(23);
    await confirm();
    await until(async () => (await chains.arrived()) === before + 23);
    const { sendId } = await lastMessage();
    await takeBack("satellite", 1);
    await until(async () => (await deliveredBy(services)) === 2);
    expect(await chains.arrived()).to.equal(before + 23);
    expect((await chains.deliveries()).filter((id) => id === sendId)).to.have.length(1);
  });

  it("wait for blocks to be final when no number of confirmations is given", async function () {
    const before = await chains.arrived();
    const [first] = await pair({ confirmations: 0 });
    await chains.send(29);
    const message = await lastMessage();
    await rounds();
    expect(await signatureOf(first, message)).to.equal(undefined);
    // Anvil calls final what 64 blocks are on top of.
    await mine(chains.home.anvil, 64);
    await until(async () => (await chains.arrived()) === before + 29);
  });

  it("deliver nothing while the gateways are not linked", async function () {
    const { home, satellite } = chains;
    const before = await chains.arrived();
    await chains.send(31);
    await confirm();
    await (await satellite.gateway.setRemote(home.chainId, walletOf(9).address)).wait();
    const [, second] = await pair();
    await until(async () => /failures_total\{error="Error"\} [1-9]/.test(await metricsOf(second)));
    expect(await chains.arrived()).to.equal(before);
    await (await satellite.gateway.setRemote(home.chainId, await home.gateway.getAddress())).wait();
    await until(async () => (await chains.arrived()) === before + 31);
  });
});
