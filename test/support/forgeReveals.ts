import { AbiCoder, concat, keccak256, solidityPacked, toBeHex, ZeroAddress } from "ethers";

import type { TaskLife } from "./TaskLife.ts";

const TASKS_SLOT = 3;
const ROW = ["uint256", "address", "address", "uint128", "uint8", "uint8"];

/** What `Settlement.settle` takes of the sheets. */
export interface ForgedReveals {
  readonly rows: string;
  readonly answers: string;
}

/**
 * Writes into the registry's storage what as many commits and reveals would have left there, so that settling can be
 * measured on 254 sheets without 254 proofs. Nothing that settles is replaced. Sheets that were revealed before stay
 * where they are, the forged ones come after them.
 *
 * @param sheets one per commit
 */
export async function forgeReveals(task: TaskLife, sheets: readonly Uint8Array[]): Promise<ForgedReveals> {
  const { contracts, networkHelpers, ethers } = task.protocol;
  const registry = contracts.registry.target as string;
  const coder = AbiCoder.defaultAbiCoder();
  const base = BigInt(keccak256(coder.encode(["uint256", "uint256"], [task.taskId, TASKS_SLOT])));

  const types = ["uint240", "uint256", "uint8", "uint8", "address", "address", "uint128", "bytes32"];
  const before = await contracts.registry.taskOf(task.taskId);
  let acc = before.revealHash;
  const rows = sheets.map((answers, index) => {
    const nullifier = BigInt(keccak256(toBeHex(index, 32))) >> 8n;
    const payout = ethers.getAddress(toBeHex(BigInt(keccak256(toBeHex(nullifier, 32))) >> 96n, 20));
    const row = [nullifier, payout, ZeroAddress, 0n, 0, 1] as const;
    const values = [acc, nullifier, 0, 1, payout, ZeroAddress, 0n, keccak256(answers)];
    acc = BigInt(keccak256(coder.encode(types, values))) & ((1n << 240n) - 1n);
    return solidityPacked(ROW, row);
  });

  const first = BigInt(await ethers.provider.getStorage(registry, base));
  // The counter of commits lies above deadline (40), skills (64), bond (96), level (8) and quota (8).
  const commits = BigInt(sheets.length) << 216n;
  await networkHelpers.setStorageAt(registry, toBeHex(base), first | commits);
  await networkHelpers.setStorageAt(
    registry,
    toBeHex(base + 5n),
    acc | ((before.reveals + BigInt(sheets.length)) << 240n),
  );
  return { rows: concat(rows), answers: concat(sheets) };
}
