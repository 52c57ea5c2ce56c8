import { expect } from "chai";

import { fastLzLength } from "../../scripts/costs/fastLzLength.ts";
import { feeOfSize } from "../../scripts/costs/feeOf.ts";
import { readPrices } from "../../scripts/costs/Prices.ts";

describe("fees of a transaction", () => {
  it("measure data as op-geth does", () => {
    // Cases of TestFlzCompressLen in op-geth's core/types/rollup_cost_test.go.
    expect(fastLzLength(new Uint8Array())).to.equal(0);
    expect(fastLzLength(new Uint8Array(1_000).fill(1))).to.equal(21);
    expect(fastLzLength(new Uint8Array(1_000))).to.equal(21);
  });

  it("charge at least 100 bytes on opBNB and every byte on Arbitrum", async () => {
    const { arbitrumOne, opbnb } = await readPrices();
    expect(feeOfSize(opbnb, 0n, 0).data).to.equal(feeOfSize(opbnb, 0n, 60).data);
    expect(feeOfSize(opbnb, 0n, 61).data > feeOfSize(opbnb, 0n, 60).data).to.equal(true);
    expect(feeOfSize(arbitrumOne, 0n, 1).data - feeOfSize(arbitrumOne, 0n, 0).data).to.equal(arbitrumOne.l1WeiPerByte);
    expect(feeOfSize(arbitrumOne, 21_000n, 0).execution).to.equal(420_000_000_000n);
  });
});
