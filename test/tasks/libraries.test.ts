/**
 * libraries of tasks
 * ├─ PayoutTree gives the roots of OpenZeppelin's tree without sorted leaves
 * ├─ Rows reads what was packed, and an unknown role as a contributor's
 * ├─ Openings counts answers and finds what is out of bounds
 * └─ Ledger credits and debits, and no more than there is
 */
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { getBytes, id, concat, solidityPacked, toBeHex, ZeroHash } from "ethers";

import { usualSpec } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import { leafHash } from "../support/TaskLife.ts";

const { ethers } = await startChain();
const libraries = await ethers.deployContract("TaskLibraries");
const payout = "0xa1000000000000000000000000000000000000aa";
const relayer = "0xb2000000000000000000000000000000000000bb";
const FEE = 0xf100_0000_0000_0000_0000_0000_0000_0009n;

describe("libraries of tasks", () => {
  describe("PayoutTree", () => {
    it("gives the roots of OpenZeppelin's tree, without sorting of leaves", async () => {
      for (const count of [1, 2, 3, 4, 5, 8, 13, 39, 64, 254]) {
        const leaves = Array.from({ length: count }, (_, index) => ({
          ...{ taskId: 7n, index: BigInt(index), nullifier: BigInt(id(`nullifier ${index}`)), payout },
          ...{ amount: 10n ** BigInt(index % 20), experience: BigInt(index * 7), field: BigInt(index % 256) },
        }));
        const { root } = SimpleMerkleTree.of(leaves.map(leafHash), { sortLeaves: false });
        expect(await libraries.payoutRoot(leaves)).to.equal(root);
      }
    });

    it("gives 0 for no leaves", async () => {
      expect(await libraries.payoutRoot([])).to.equal(ZeroHash);
    });
  });

  describe("Rows", () => {
    const types = ["uint256", "address", "address", "uint128", "uint8", "uint8"];
    const pack = (role: number, level: number) =>
      solidityPacked(types, [2n ** 255n + 5n, payout, relayer, FEE, role, level]);

    it("reads what was packed, at every place", async () => {
      const rows = pack(0, 1) + pack(1, 255).slice(2);
      const [row] = await libraries.rowAt(rows, 1);
      expect([...row]).to.deep.equal([
        2n ** 255n + 5n,
        ethers.getAddress(payout),
        ethers.getAddress(relayer),
        FEE,
        1n,
        255n,
      ]);
    });

    it("puts roles and tiers of levels into the kind", async () => {
      const kinds = [
        [0, 1, 0b0000],
        [0, 3, 0b0000],
        [0, 4, 0b0100],
        [0, 6, 0b0100],
        [0, 7, 0b1000],
        [0, 10, 0b1000],
        [1, 1, 0b0001],
        [1, 10, 0b1001],
        [2, 1, 0b0000],
      ];
      for (const [role, level, kind] of kinds) {
        const [, actual] = await libraries.rowAt(pack(role, level), 0);
        expect(Number(actual)).to.equal(kind);
      }
      const rows = concat(kinds.map(([role, level]) => pack(role, level)));
      const sheets = `0x${"01".repeat(kinds.length)}`;
      const [fees, read] = await libraries.readRows(rows, sheets, kinds.length);
      expect([...ethers.getBytes(read)]).to.deep.equal(kinds.map(([, , kind]) => kind));
      expect(fees).to.equal(FEE * BigInt(kinds.length));
    });

    it("has room for as many kinds as there are rows", async () => {
      for (const count of [1, 31, 32, 33, 64, 254]) {
        const rows = `0x${pack(1, 10).slice(2).repeat(count)}`;
        const [fees, kinds] = await libraries.readRows(rows, `0x${"01".repeat(3 * count)}`, count);
        expect(kinds).to.equal(`0x${"09".repeat(count)}`);
        expect(fees).to.equal(FEE * BigInt(count));
      }
    });
  });

  describe("Openings", () => {
    it("counts the answers of classes and finds one above K", async () => {
      expect([...(await libraries.inspect("0x0001000302", 3, usualSpec()))]).to.deep.equal([3n, true]);
      expect([...(await libraries.inspect("0x0001000402", 3, usualSpec()))]).to.deep.equal([3n, false]);
      expect([...(await libraries.inspect("0x", 3, usualSpec()))]).to.deep.equal([0n, true]);
    });

    it("counts numbers and finds one out of bounds", async () => {
      const spec = usualSpec({ minimum: -5, maximum: 9 });
      const row = (numbers: number[]) =>
        Buffer.concat(numbers.map((n) => getBytes(toBeHex(BigInt.asUintN(32, BigInt(n)), 4))));
      expect([...(await libraries.inspect(row([-5, 9, -(2 ** 31), 0]), 0, spec))]).to.deep.equal([3n, true]);
      expect([...(await libraries.inspect(row([-6, 9]), 0, spec))]).to.deep.equal([2n, false]);
      expect([...(await libraries.inspect(row([0, 10]), 0, spec))]).to.deep.equal([2n, false]);
    });
  });

  describe("Ledger", () => {
    it("credits and debits, and no more than there is", async () => {
      const [token, account] = [payout, "0x00000000000000000000000000000000000000bb"];
      await libraries.credit(token, account, 5n);
      await libraries.credit(token, account, 0n);
      expect(await libraries.balanceOf(token, account)).to.equal(5n);
      await libraries.debit(token, account, 3n);
      expect(await libraries.balanceOf(token, account)).to.equal(2n);
      await expect(libraries.debit(token, account, 3n))
        .to.be.revertedWithCustomError(libraries, "BalanceInsufficient")
        .withArgs(ethers.getAddress(token), ethers.getAddress(account), 2n, 3n);
      await libraries.credit(token, account, 1n);
      await libraries.debit(token, account, 3n);
      expect(await libraries.balanceOf(token, account)).to.equal(0n);
    });
  });
});
