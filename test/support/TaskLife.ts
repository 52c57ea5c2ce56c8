import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { AbiCoder, concat, dataSlice, getAddress, hexlify, keccak256, toBeHex, ZeroAddress, ZeroHash } from "ethers";

import { nullifier } from "../../scripts/identity/nullifier.ts";
import { commitmentOf } from "../../scripts/protocol/commitmentOf.ts";
import { saltOf } from "../../scripts/protocol/saltOf.ts";
import { scopeOf } from "../../scripts/protocol/scopeOf.ts";
import { signalOf } from "../../scripts/protocol/signalOf.ts";
import type { PayoutLeafStruct, SealedRowStruct } from "../../typechain-types/contracts/tasks/Settlement.js";
import type {
  EligibilityProofStruct,
  OpeningStruct,
  SheetCommitStruct,
  TaskSpecStruct,
  TaskTermsStruct,
} from "../../typechain-types/contracts/tasks/TaskRegistry.js";
import type { Protocol } from "./deployProtocol.ts";
import type { Contributor } from "./enrolContributors.ts";
import { proveSheet } from "./proveSheet.ts";

/** Terms with plain numbers. */
export type Terms = { [name in keyof TaskTermsStruct]: name extends "token" ? string : bigint };

/** What a contributor decides about a sheet. */
export interface SheetChoice {
  readonly answers: Uint8Array;
  readonly payout?: string;
  readonly claimedLevel?: number;
  readonly relayer?: string;
  readonly fee?: bigint;
  readonly bondAccount?: string;
  readonly salt?: string;
}

/** An answer sheet as its author keeps it. */
export interface Sheet extends Required<SheetChoice> {
  readonly contributor: Contributor;
  readonly nullifier: bigint;
  readonly commitment: string;
  readonly signal: bigint;
}

/** Nothing opened. */
export const NOTHING: SealedRowStruct = { row: "0x", salt: ZeroHash };

/** One published task, step by step. Keeps no state of its own: everything is read from the chain. */
export class TaskLife {
  readonly protocol: Protocol;
  readonly taskId: bigint;
  readonly terms: Terms;
  readonly spec: TaskSpecStruct;

  constructor(protocol: Protocol, taskId: bigint, terms: Terms, spec: TaskSpecStruct) {
    this.protocol = protocol;
    this.taskId = taskId;
    this.terms = terms;
    this.spec = spec;
  }

  get scope(): bigint {
    return scopeOf(this.#place);
  }

  get #place() {
    return {
      chainId: this.protocol.chainId,
      registry: this.protocol.contracts.registry.target as string,
      taskId: this.taskId,
    };
  }

  /** Writes a sheet; nothing is sent. */
  sheet(contributor: Contributor, choice: SheetChoice): Sheet {
    const { signer, secret } = contributor;
    const { payout = signer.address, claimedLevel = 1, relayer = ZeroAddress, fee = 0n } = choice;
    const { answers, bondAccount = signer.address, salt = saltOf(secret, this.scope) } = choice;
    const own = nullifier(secret, this.scope);
    const commitment = commitmentOf({ ...this.#place, nullifier: own, payout, answers, salt });
    const terms = { commitment, claimedLevel, relayer, fee, bondAccount };
    return { ...terms, contributor, answers, payout, salt, nullifier: own, signal: signalOf(terms) };
  }

  /** The same sheet under another commitment. */
  withCommitment(sheet: Sheet, commitment: string): Sheet {
    const terms = { ...sheet, commitment };
    return { ...terms, signal: signalOf(terms) };
  }

  /** A real proof that the sheet's author is eligible. */
  async prove(sheet: Sheet): Promise<EligibilityProofStruct> {
    const { secret, pass, path, root } = sheet.contributor;
    const { a, b, c } = await proveSheet({
      secret,
      pass,
      path,
      root,
      scope: this.scope,
      signal: sheet.signal,
      requirement: {
        minLevel: Number(this.terms.minLevel),
        claimedLevel: sheet.claimedLevel,
        skills: this.terms.skills,
        minValidUntil: this.terms.commitDeadline,
      },
    });
    return { root, points: [...a, ...b.flat(), ...c] };
  }

  /** What a commit sends in clear. */
  clear(sheet: Sheet): SheetCommitStruct {
    const { claimedLevel, relayer, fee, bondAccount, commitment } = sheet;
    return { nullifier: sheet.nullifier, commitment, claimedLevel, relayer, fee, bondAccount };
  }

  /** Proves and commits; sent by the sheet's author unless told otherwise. */
  async commit(sheet: Sheet, { sender = sheet.contributor.signer, signature = "0x" } = {}) {
    const { registry } = this.protocol.contracts;
    return registry.connect(sender).commit(this.taskId, this.clear(sheet), await this.prove(sheet), signature);
  }

  /** The signature by which `account` lets this sheet's bond be locked. */
  signBond(sheet: Sheet, account: HardhatEthersSigner): Promise<string> {
    const { chainId, registry } = this.#place;
    const domain = { name: "Alaya TaskRegistry", version: "1", chainId, verifyingContract: registry };
    const fields = ["taskId", "nullifier", "signal"].map((name) => ({ name, type: "uint256" }));
    const value = { taskId: this.taskId, nullifier: sheet.nullifier, signal: sheet.signal };
    return account.signTypedData(domain, { BondLock: fields }, value);
  }

  /** What a reveal sends. */
  opening(sheet: Sheet): OpeningStruct {
    const { answers, payout, relayer, fee, bondAccount, salt } = sheet;
    const { bond } = this.terms;
    const own = { nullifier: sheet.nullifier, role: 0, level: sheet.claimedLevel };
    return { ...own, payout, relayer, fee, bondAccount, bond, salt, answers };
  }

  /** Reveals; sent by a stranger, as anybody may. */
  reveal(sheet: Sheet) {
    const { contracts, outsider } = this.protocol;
    return contracts.registry.connect(outsider).reveal(this.taskId, this.opening(sheet));
  }

  /** Lets the commit phase end. */
  async toOpen(): Promise<void> {
    await this.protocol.networkHelpers.time.increaseTo(this.terms.commitDeadline);
  }

  /** Lets the window of openings end. */
  async toReveal(): Promise<void> {
    const { revealStart } = await this.protocol.contracts.registry.taskOf(this.taskId);
    await this.protocol.networkHelpers.time.increaseTo(revealStart);
  }

  /** Lets the reveal phase end. */
  async toSettle(): Promise<void> {
    const { revealStart } = await this.protocol.contracts.registry.taskOf(this.taskId);
    await this.protocol.networkHelpers.time.increaseTo(revealStart + this.terms.revealDuration);
  }

  /** Rows and sheets of all reveals, read from the chain's events. */
  async revealed(): Promise<{ rows: string[]; sheets: string[] }> {
    const { registry } = this.protocol.contracts;
    const commits = await registry.queryFilter(registry.filters.SheetCommitted(this.taskId));
    const reveals = await registry.queryFilter(registry.filters.SheetRevealed(this.taskId));
    const rows = reveals.map(({ args }) => {
      const commit = commits.find((event) => event.args.nullifier === args.nullifier);
      const { relayer = ZeroAddress, fee = 0n } = commit?.args ?? {};
      const bytes = [toBeHex(args.role, 1), toBeHex(args.level, 1)];
      return concat([toBeHex(args.nullifier, 32), args.payout, relayer, toBeHex(fee, 16), ...bytes]);
    });
    return { rows, sheets: reveals.map(({ args }) => args.answers) };
  }

  /** Settles with what was revealed; sent by a stranger. */
  async settle({ gold = NOTHING, model = NOTHING } = {}) {
    const { contracts, outsider } = this.protocol;
    const { rows, sheets } = await this.revealed();
    const settlement = contracts.settlement.connect(outsider);
    return settlement.settle(this.taskId, this.spec, concat(rows), concat(sheets), gold, model);
  }

  /** The payout tree, read from the chain's events. */
  async payouts(): Promise<{ leaf: PayoutLeafStruct; proof: string[] }[]> {
    const { settlement } = this.protocol.contracts;
    const [settled] = await settlement.queryFilter(settlement.filters.TaskSettled(this.taskId));
    const { rows } = await this.revealed();
    const leaves = rows.map((row, index): PayoutLeafStruct => {
      const contributed = dataSlice(row, 88, 89) === "0x00";
      const valid = contributed && ((settled.args.verdicts[index] >> 40n) & 1n) === 1n;
      return {
        taskId: this.taskId,
        index,
        nullifier: BigInt(dataSlice(row, 0, 32)),
        payout: getAddress(dataSlice(row, 32, 52)),
        amount: settled.args.payouts[index],
        experience: valid ? settled.args.experience : 0n,
        field: this.terms.field,
      };
    });
    if (leaves.length === 0) return [];
    const tree = SimpleMerkleTree.of(leaves.map(leafHash), { sortLeaves: false });
    return leaves.map((leaf, index) => ({ leaf, proof: tree.getProof(index) }));
  }

  /** Pays the sheet revealed at place `index`; sent by a stranger. */
  async claim(index: number) {
    const { contracts, outsider } = this.protocol;
    const { leaf, proof } = (await this.payouts())[index];
    return contracts.settlement.connect(outsider).claim(this.terms.token, leaf, proof);
  }
}

/** Hash of a leaf of the payout tree, twice, so that no inner node can pass for one. */
export function leafHash({ taskId, index, nullifier, payout, amount, experience, field }: PayoutLeafStruct): string {
  const types = ["uint256", "uint256", "uint256", "address", "uint256", "uint16", "uint8"];
  const values = [taskId, index, nullifier, payout, amount, experience, field];
  return keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(types, values)));
}

/** `keccak256(abi.encode(salt, keccak256(row)))`: what a spec publishes of gold and of a model's predictions. */
export function sealRow(row: Uint8Array, salt: string): string {
  return keccak256(concat([salt, keccak256(hexlify(row))]));
}
