/**
 * reading logs
 * ├─ given a node that takes only short ranges
 * │  └─ it reads every block once, in order, in shorter pieces
 * ├─ given a node that fails now and then
 * │  └─ it asks again
 * └─ given a node that refuses a block for good
 *    └─ it gives up with an error that names the block
 */
import { expect } from "chai";
import type { Log, Provider } from "ethers";

import { readLogs } from "../../scripts/protocol/readLogs.ts";

interface Range {
  fromBlock: number;
  toBlock: number;
}

const query = { address: "0x", topics: [], fromBlock: 5, toBlock: 40, delay: 1 };

/** A node with one log in each block. */
function node(refuse: (range: Range) => boolean): Provider {
  const getLogs = async (range: Range) => {
    if (refuse(range)) throw new Error("query exceeds limit");
    const { fromBlock, toBlock } = range;
    return Array.from({ length: toBlock - fromBlock + 1 }, (_, i) => ({ blockNumber: fromBlock + i }) as Log);
  };
  return { getLogs } as unknown as Provider;
}

const expected = Array.from({ length: 36 }, (_, i) => i + 5);

describe("reading logs", function () {
  it("takes shorter pieces where the node refuses long ones", async function () {
    const logs = await readLogs(
      node(({ fromBlock, toBlock }) => toBlock - fromBlock >= 7),
      query,
    );
    expect(logs.map(({ blockNumber }) => blockNumber)).to.deep.equal(expected);
  });

  it("asks again where the node fails", async function () {
    let calls = 0;
    const logs = await readLogs(
      node(() => ++calls % 3 !== 0),
      query,
    );
    expect(logs.map(({ blockNumber }) => blockNumber)).to.deep.equal(expected);
  });

  it("gives up on a block that the node never gives", async function () {
    const refuse = ({ fromBlock, toBlock }: Range) => fromBlock <= 20 && toBlock >= 20;
    const error = await readLogs(node(refuse), query).catch((reason) => reason);
    expect(error).to.have.property("name", "ChainDataError");
    expect(error.message).to.match(/no logs of block 20 \(query exceeds limit\)/);
  });
});
