/**
 * What went wrong with calls elsewhere: who is believed to call, with what value, and when there is room for it.
 */
import { expect } from "chai";
import { concat, MaxUint256, Signature } from "ethers";
import { artifacts } from "hardhat";

import { boundsOf } from "../../deploy/parameters/boundsOf.ts";
import { readParameters } from "../../deploy/parameters/readParameters.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { enrolled, published, revealing } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { publishTask, usualSpec, usualTerms } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const TOKEN = 10n ** 18n;

describe("known attacks by calls", () => {
  after(terminateProver);

  it("permit front-run: a permit that somebody else sends first stops nobody from publishing", async () => {
    const { protocol } = await load(enrolled);
    const { requester, outsider, contracts, chainId } = protocol;
    const { aia } = contracts;
    const registry = contracts.registry.connect(requester);
    await aia.connect(requester).approve(registry, 0n);
    const domain = { name: "Alaya Reward", version: "1", chainId, verifyingContract: String(aia.target) };
    const types = {
      Permit: [
        { name: "owner", type: "address" },
        { name: "spender", type: "address" },
        { name: "value", type: "uint256" },
        { name: "nonce", type: "uint256" },
        { name: "deadline", type: "uint256" },
      ],
    };
    const terms = { owner: requester.address, spender: registry.target, value: 42n * TOKEN, nonce: 0n };
    const signed = await requester.signTypedData(domain, types, { ...terms, deadline: MaxUint256 });
    const { v, r, s } = Signature.from(signed);
    await aia.connect(outsider).permit(requester, registry, 42n * TOKEN, MaxUint256, v, r, s);
    const calls = [
      registry.interface.encodeFunctionData("permit", [String(aia.target), 42n * TOKEN, MaxUint256, v, r, s]),
      registry.interface.encodeFunctionData("publish", [usualTerms(protocol), usualSpec()]),
    ];
    await expect(registry.multicall(calls)).to.emit(registry, "TaskPublished");
  });

  it("CVE-2023-49145: an address behind the calldata makes nobody somebody else, alone or in a multicall", async () => {
    const { protocol, task } = await load(published);
    const { registry, aia } = protocol.contracts;
    const { outsider, requester, contributors } = protocol;
    const [victim] = contributors;
    const withdraw = registry.interface.encodeFunctionData("withdraw", [String(aia.target), outsider.address, 1n]);
    const cancel = registry.interface.encodeFunctionData("cancel", [task.taskId]);
    const spoofed = [concat([withdraw, victim.address]), concat([cancel, requester.address])];
    for (const wrap of [
      (data: string) => data,
      (data: string) => registry.interface.encodeFunctionData("multicall", [[data]]),
      (data: string) => concat([registry.interface.encodeFunctionData("multicall", [[data]]), victim.address]),
    ]) {
      const [first, second] = spoofed.map(wrap);
      await expect(outsider.sendTransaction({ to: registry, data: first }))
        .to.be.revertedWithCustomError(registry, "BalanceInsufficient")
        .withArgs(aia, outsider, 0n, 1n);
      await expect(outsider.sendTransaction({ to: registry, data: second }))
        .to.be.revertedWithCustomError(registry, "RequesterUnauthorized")
        .withArgs(task.taskId, outsider);
    }
  });

  it("CVE-2023-49145: one value cannot pay for two calls, because nothing that batches calls takes any", async () => {
    const { protocol } = await load(enrolled);
    const batching: string[] = [];
    for (const path of await artifacts.getAllFullyQualifiedNames()) {
      if (!path.startsWith("contracts/")) continue;
      const { contractName, ...artifact } = await artifacts.readArtifact(path);
      const abi: readonly { name?: string; stateMutability?: string }[] = artifact.abi;
      if (!abi.some(({ name }) => name === "multicall")) continue;
      batching.push(contractName);
      expect(abi.filter(({ stateMutability }) => stateMutability === "payable")).to.deep.equal([]);
    }
    expect(batching).to.include("TaskRegistry");
    const { registry } = protocol.contracts;
    const data = registry.interface.encodeFunctionData("multicall", [[]]);
    await expect(protocol.outsider.sendTransaction({ to: registry, data, value: 1n })).to.be.revert(protocol.ethers);
  });

  it("block stuffing: a reveal phase has a governed least length, an hour where money is, and fits one transaction", async () => {
    const { protocol, task, sheets } = await load(revealing);
    const { registry, aia, policies } = protocol.contracts;
    const [, policy] = await policies.current(aia);
    const least = policy.minRevealDuration;
    const commitDeadline = task.terms.commitDeadline + 86_400n;
    await expect(publishTask(protocol, { commitDeadline, revealDuration: least - 1n }))
      .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
      .withArgs(protocol.ethers.encodeBytes32String("revealDuration"), least - 1n, least, 90n * 86_400n);
    const parameters = await readParameters("deploy", "arbitrumSepolia");
    const lasting = (minRevealDuration: number) =>
      boundsOf("arbitrumOne", { ...parameters, policy: { ...parameters.policy, minRevealDuration } });
    expect(lasting(3_599)).to.include("policy.minRevealDuration: at least 1 hour");
    expect(lasting(3_600)).not.to.include("policy.minRevealDuration: at least 1 hour");

    // One block with room in the whole phase is enough, for all sheets at once and from anybody.
    const { revealStart } = await registry.taskOf(task.taskId);
    await chain.networkHelpers.time.setNextBlockTimestamp(revealStart + task.terms.revealDuration - 1n);
    const openings = sheets.map((sheet) => task.opening(sheet));
    await registry.connect(protocol.outsider).revealBatch(task.taskId, openings);
    expect((await registry.taskOf(task.taskId)).reveals).to.equal(3n);
  });
});
