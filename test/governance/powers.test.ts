/**
 * powers, after the deployer has handed over
 * ├─ every function that not everybody may call is in the table below
 * ├─ given anybody, the deployer among them, each is refused
 * ├─ given a proposal, each governed parameter takes its whole life from proposing to execution
 * └─ the deployer holds no role anywhere
 */
import { expect } from "chai";
import {
  type BaseContract,
  encodeBytes32String,
  id,
  type InterfaceAbi,
  Interface,
  type ParamType,
  ZeroAddress,
  ZeroHash,
} from "ethers";
import { artifacts } from "hardhat";

import { governed, ProposalLife } from "../support/governance.ts";
import { startChain } from "../support/startChain.ts";

const TOKEN = 10n ** 18n;
const DAY = 86_400n;

/** Who may call: governance alone; a contract that the deployment named; or whom governance names for it. */
type Power = "governance" | "contract" | "delegated";

type World = Awaited<ReturnType<typeof governed>>;
type Name = keyof World["protocol"]["contracts"];

/** Contract, function, who, and arguments that governance could send. */
const POWERS: [Name, string, Power, (world: World) => unknown[]][] = [
  ["agt", "mint", "governance", ({ minor }) => [minor.address, 5n]],
  ["clock", "setGuardian", "governance", ({ minor }) => [minor.address, 1_900_000_000n]],
  ["emissions", "setSchedule", "governance", () => [7n, 9_900n]],
  ["feeSplitter", "setBurnBps", "governance", () => [5n]],
  ["pass", "setTerms", "governance", () => [5n, DAY]],
  ["passPolicy", "setLevel", "governance", () => [2, { experience: 5n, aia: 6n, agt: 0n }]],
  [
    "passPolicy",
    "setSkill",
    "governance",
    () => [40, { name: encodeBytes32String("Law"), experience: 5n, minLevel: 1 }],
  ],
  ["passPolicy", "setInvitation", "governance", () => [{ stake: TOKEN, duration: 30n * DAY }]],
  ["passPolicy", "setRecoveryDelay", "governance", () => [5n * DAY]],
  ["quests", "setTerms", "governance", () => [questTerms()]],
  ["quests", "openEvent", "governance", () => [{ ...eventTerms(), start: 1_893_499_200n, end: 1_893_500_000n }]],
  ["achievements", "setAchievement", "governance", () => [9n, encodeBytes32String("Nine"), 1n]],
  [
    "policies",
    "setPolicy",
    "governance",
    ({ protocol }) => [protocol.contracts.agt.target, policyOf(protocol.contracts)],
  ],
  ["policies", "removePolicy", "governance", ({ protocol }) => [protocol.contracts.aia.target]],
  ["reviewerStake", "setCooldown", "governance", () => [2n * DAY]],
  ["aia", "mint", "contract", ({ minor }) => [minor.address, 5n]],
  ["stake", "lock", "contract", ({ minor }) => [minor.address, 0n]],
  ["pass", "gainExperience", "contract", () => [1n, 1n, 0n]],
  ["emissions", "spend", "contract", ({ minor }) => [1n, minor.address, 0n]],
  ["achievements", "unlock", "contract", () => [1n, 1n]],
  ["policies", "approveFields", "delegated", ({ minor }) => [minor.address, 2n]],
  ["pass", "grantSkill", "delegated", () => [1n, 1n]],
];

/** Functions of the governor that only its own proposals reach. */
const OWN: [string, unknown[]][] = [
  ["setVotingDelay", [90n]],
  ["setVotingPeriod", [900n]],
  ["setProposalThreshold", [5n]],
  ["setLateQuorumVoteExtension", [60n]],
  ["setQuorumTerms", [2_000n, 2n * TOKEN, 3n * TOKEN]],
  ["relay", [ZeroAddress, 0n, "0x"]],
];

describe("powers, after the deployer has handed over", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  const world = () => chain.networkHelpers.loadFixture(governed);

  it("are all in the table", async () => {
    const { protocol } = await world();
    const restricted: string[] = [];
    for (const [name, contract] of Object.entries<BaseContract>(protocol.contracts)) {
      const errors = contract.interface.fragments.filter((each) => each.type === "error");
      if (!errors.some((each) => "name" in each && each.name === "AccessManagedUnauthorized")) continue;
      for (const each of contract.interface.fragments) {
        if (each.type !== "function" || !("stateMutability" in each)) continue;
        const fragment = contract.interface.getFunction(each.format("sighash"))!;
        if (fragment.constant || fragment.name === "setAuthority") continue;
        const zeros = fragment.inputs.map(zeroOf);
        const call = { to: await contract.getAddress(), data: contract.interface.encodeFunctionData(fragment, zeros) };
        const error: unknown = await protocol.outsider.call(call).catch((reason: unknown) => reason);
        if (String((error as Error).message).includes("AccessManagedUnauthorized"))
          restricted.push(`${name}.${fragment.name}`);
      }
    }
    expect(restricted.sort()).to.deep.equal(POWERS.map(([name, method]) => `${name}.${method}`).sort());
  });

  for (const [name, method, , values] of POWERS) {
    it(`refuse ${name}.${method} to the deployer, the guardian and anybody`, async () => {
      const setting = await world();
      const contract: BaseContract = setting.protocol.contracts[name];
      for (const signer of [setting.protocol.deployer, setting.guardian, setting.protocol.outsider, setting.holder]) {
        const call = contract.connect(signer).getFunction(method)(...values(setting));
        await expect(call)
          .to.be.revertedWithCustomError(contract, "AccessManagedUnauthorized")
          .withArgs(signer.address);
      }
    });
  }

  for (const [name, method, , values] of POWERS.filter(([, , power]) => power === "governance")) {
    it(`let a proposal call ${name}.${method}, through its whole life`, async () => {
      const setting = await world();
      const contract: BaseContract = setting.protocol.contracts[name];
      const data = contract.interface.encodeFunctionData(method, values(setting));
      const proposal = new ProposalLife(setting.protocol, [{ target: contract.target as string, data }]);
      await expect(proposal.pass(setting.holder)).to.emit(setting.protocol.contracts.governor, "ProposalExecuted");
      expect(await proposal.state()).to.equal(7n);
    });
  }

  for (const [method, values] of OWN) {
    it(`let only a proposal call the governor's ${method}`, async () => {
      const { protocol, holder } = await world();
      const governor: BaseContract = protocol.contracts.governor;
      await expect(governor.connect(protocol.deployer).getFunction(method)(...values))
        .to.be.revertedWithCustomError(governor, "GovernorOnlyExecutor")
        .withArgs(protocol.deployer.address);
      const data = governor.interface.encodeFunctionData(method, values);
      const proposal = new ProposalLife(protocol, [{ target: governor.target as string, data }]);
      await proposal.pass(holder);
      expect(await proposal.state()).to.equal(7n);
    });
  }

  it("leave unlocking to those who locked", async () => {
    const { protocol, minor } = await world();
    const { stake } = protocol.contracts;
    for (const signer of [protocol.deployer, protocol.outsider]) {
      await expect(stake.connect(signer).unlock(minor, 0n))
        .to.be.revertedWithCustomError(stake, "StakeLockerUnknown")
        .withArgs(signer.address);
    }
  });

  it("name no curator until governance does", async () => {
    const { protocol, holder, others } = await world();
    const { authority } = protocol.contracts;
    const data = authority.interface.encodeFunctionData("grantRole", [3n, others[0].address, 0]);
    await new ProposalLife(protocol, [{ target: authority.target as string, data }]).pass(holder);
    expect(await authority.hasRole(3n, others[0])).to.deep.equal([true, 0n]);
  });

  it("leave the deployer nothing", async () => {
    const { protocol } = await world();
    const { authority, timelock, governor } = protocol.contracts;
    for (let role = 0n; role <= 20n; ++role) {
      expect((await authority.hasRole(role, protocol.deployer))[0]).to.equal(false);
    }
    expect(await authority.hasRole(0n, timelock)).to.deep.equal([true, 0n]);
    for (const role of [ZeroHash, id("PROPOSER_ROLE"), id("CANCELLER_ROLE")]) {
      expect(await timelock.hasRole(role, protocol.deployer)).to.equal(false);
    }
    expect(await timelock.hasRole(id("PROPOSER_ROLE"), governor)).to.equal(true);
    const delay = timelock.connect(protocol.deployer);
    await expect(delay.updateDelay(0n)).to.be.revertedWithCustomError(timelock, "TimelockUnauthorizedCaller");
    await expect(delay.schedule(authority, 0n, "0x", ZeroHash, ZeroHash, 60n)).to.be.revertedWithCustomError(
      timelock,
      "AccessControlUnauthorizedAccount",
    );
    for (const call of [
      () => authority.connect(protocol.deployer).grantRole(0n, protocol.deployer, 0),
      () => authority.connect(protocol.deployer).setTargetFunctionRole(timelock, ["0x12345678"], 0n),
      () => authority.connect(protocol.deployer).updateAuthority(protocol.contracts.aia, protocol.deployer),
      () => authority.connect(protocol.deployer).setTargetClosed(protocol.contracts.aia, true),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(authority, "AccessManagerUnauthorizedAccount");
    }
  });

  it("cover every contract of the home chain that answers to the authority", async () => {
    const { protocol } = await world();
    const managed: string[] = [];
    for (const path of await artifacts.getAllFullyQualifiedNames()) {
      // What crosses chains is deployed apart and has a suite of its own.
      if (!path.startsWith("contracts/") || path.startsWith("contracts/crosschain/")) continue;
      const { abi, contractName, bytecode } = await artifacts.readArtifact(path);
      if (bytecode !== "0x" && new Interface(abi as InterfaceAbi).getError("AccessManagedUnauthorized"))
        managed.push(contractName);
    }
    const named = new Set(POWERS.map(([name]) => name));
    const factories = Object.entries(protocol.contracts).filter(([name]) => named.has(name as Name));
    expect(factories.length).to.equal(managed.length);
  });
});

/** A value of a type that can be encoded. */
function zeroOf(input: ParamType): unknown {
  if (input.isTuple()) return input.components.map(zeroOf);
  if (input.isArray()) return [];
  const { type } = input;
  if (type === "address") return ZeroAddress;
  if (type === "bytes" || type === "string") return "0x";
  if (type.startsWith("bytes")) return `0x${"00".repeat(Number(type.slice(5)))}`;
  return type === "bool" ? false : 0n;
}

function questTerms() {
  const points = { checkIn: 1n, streakStep: 1n, streakDays: 1n, referral: 1n, referralLevel: 3n, milestone: 1n };
  return { ...points, capBps: 1n, perPoint: 1n };
}

function eventTerms() {
  return { minLevel: 1, entryCost: 0n, goal: 1, points: 1 };
}

function policyOf({ categoricalScorer, timelock }: World["protocol"]["contracts"]) {
  return {
    treasury: timelock.target,
    feeBps: 100n,
    settlerFeeBps: 100n,
    depositBps: 1_000n,
    categoricalScorer: categoricalScorer.target,
    minCommitDuration: 60n,
    openDuration: 60n,
    minRevealDuration: 60n,
    numericScorer: categoricalScorer.target,
    requesterStake: 0n,
    experienceUnit: 1n,
    reviewerStake: 0n,
  };
}
