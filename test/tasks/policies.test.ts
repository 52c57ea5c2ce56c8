/**
 * TaskPolicies.setPolicy
 * ├─ given a parameter at one of its bounds, it is set
 * ├─ given a parameter beyond one, it is refused by name, and the policy stays
 * ├─ given a token, a treasury or a scorer that is none, it is refused
 * └─ given a token whose policy is removed, tasks already there keep theirs
 */
import { expect } from "chai";
import { encodeBytes32String, getAddress, ZeroAddress, zeroPadValue } from "ethers";

import { type Protocol, deployProtocol } from "../support/deployProtocol.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const DAY = 86_400n;

/** Parameter, least and most. */
const BOUNDS: [string, bigint, bigint][] = [
  ["feeBps", 0n, 1_000n],
  ["settlerFeeBps", 0n, 1_000n],
  ["depositBps", 1_000n, 5_000n],
  ["minCommitDuration", 60n, 30n * DAY],
  ["openDuration", 60n, 30n * DAY],
  ["minRevealDuration", 60n, 30n * DAY],
  ["reviewerStake", 0n, 1_000_000n],
];

async function policed() {
  const protocol: Protocol = await deployProtocol(chain);
  const { policies, aia } = protocol.contracts;
  const [id, policy] = await policies.current(aia);
  return { policies, aia, outsider: protocol.outsider, id, policy: plain(policy) };
}

describe("TaskPolicies.setPolicy", () => {
  BOUNDS.forEach(([parameter, least, most]) => {
    it(`takes ${parameter} from ${least} to ${most}`, async () => {
      const { policies, aia, id, policy } = await load(policed);
      for (const [index, value] of [least, most].entries()) {
        const changed = { ...policy, [parameter]: value };
        const number = id + BigInt(index) + 1n;
        await expect(policies.setPolicy(aia, changed))
          .to.emit(policies, "PolicySet")
          .withArgs(aia, number, Object.values(changed));
        expect(plain(await policies.policyAt(number))).to.deep.equal(changed);
        expect((await policies.current(aia)).id).to.equal(number);
      }
      const beyond = least > 0n ? [least - 1n, most + 1n] : [most + 1n];
      for (const value of beyond) {
        await expect(policies.setPolicy(aia, { ...policy, [parameter]: value }))
          .to.be.revertedWithCustomError(policies, "PolicyOutOfBounds")
          .withArgs(encodeBytes32String(parameter), value);
      }
      expect((await policies.current(aia)).id).to.equal(id + 2n);
    });
  });

  it("takes any token and treasury but none", async () => {
    const { policies, aia, policy } = await load(policed);
    const least = zeroPadValue("0x01", 20);
    await expect(policies.setPolicy(least, { ...policy, treasury: least })).to.emit(policies, "PolicySet");
    await expect(policies.setPolicy(ZeroAddress, policy))
      .to.be.revertedWithCustomError(policies, "PolicyOutOfBounds")
      .withArgs(encodeBytes32String("token"), 0n);
    await expect(policies.setPolicy(aia, { ...policy, treasury: ZeroAddress }))
      .to.be.revertedWithCustomError(policies, "PolicyOutOfBounds")
      .withArgs(encodeBytes32String("treasury"), 0n);
  });

  for (const scorer of ["categoricalScorer", "numericScorer"]) {
    it(`refuses a ${scorer} without code`, async () => {
      const { policies, aia, outsider, policy } = await load(policed);
      await expect(policies.setPolicy(aia, { ...policy, [scorer]: outsider.address }))
        .to.be.revertedWithCustomError(policies, "PolicyOutOfBounds")
        .withArgs(encodeBytes32String(scorer), 0n);
    });

    it(`takes any ${scorer} with code, be it a single byte`, async () => {
      const { policies, aia, id, policy } = await load(policed);
      const least = zeroPadValue("0x5c", 20);
      await chain.networkHelpers.setCode(least, "0x00");
      await policies.setPolicy(aia, { ...policy, [scorer]: least });
      expect(plain(await policies.policyAt(id + 1n))).to.deep.equal({ ...policy, [scorer]: getAddress(least) });
    });
  }

  it("forgets the policy of a token, but not that of tasks already there", async () => {
    const { policies, aia, id, policy } = await load(policed);
    await expect(policies.removePolicy(aia)).to.emit(policies, "PolicyRemoved").withArgs(aia);
    await expect(policies.current(aia)).to.be.revertedWithCustomError(policies, "TokenNotAllowed").withArgs(aia);
    await expect(policies.removePolicy(aia)).to.be.revertedWithCustomError(policies, "TokenNotAllowed").withArgs(aia);
    expect(plain(await policies.policyAt(id))).to.deep.equal(policy);
  });
});
