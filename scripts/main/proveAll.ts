import { keccak256 } from "ethers";

import { loadProvingKey } from "../identity/loadProvingKey.ts";
import { nullifier } from "../identity/nullifier.ts";
import { proveEligibility } from "../identity/proveEligibility.ts";
import { proveMany } from "../identity/proveMany.ts";
import { TreeMirror } from "../identity/treeMirror.ts";
import { commitmentOf } from "../protocol/commitmentOf.ts";
import { saltOf } from "../protocol/saltOf.ts";
import { scopeOf } from "../protocol/scopeOf.ts";
import { signalOf } from "../protocol/signalOf.ts";
import type { PublishedTask } from "./publishTask.ts";
import type { Stage } from "./setUp.ts";

/** Everything a contributor sends: the commit with its proof, and the opening kept until the reveal phase. */
export type ProvenSheet = Awaited<ReturnType<typeof proveAll>>[number];

/**
 * Every contributor fills in a sheet and proves in zero knowledge that some pass in the tree entitles to it.
 *
 * @param secrets one per contributor
 * @param sheets one per contributor
 * @param fee what the relayer earns for each commit, in units of the reward token
 */
export async function proveAll(
  stage: Stage,
  task: PublishedTask,
  secrets: readonly bigint[],
  sheets: readonly Uint8Array[],
  fee: bigint,
  tick: () => void,
) {
  const { chainId, contributors, pass, relayer, registry, tree } = stage;
  const scope = scopeOf({ chainId, registry: await registry.getAddress(), taskId: task.id });
  const mirror = new TreeMirror();
  for (const { args } of await tree.queryFilter(tree.filters.LeafInserted())) mirror.add(args);
  mirror.settle();
  const root = await tree.root();
  if (mirror.root !== root) throw new Error("the mirror of the eligibility tree differs from the chain");
  const key = await loadProvingKey("eligibility");

  const plans = await Promise.all(
    secrets.map(async (secret, i) => {
      const passId = BigInt(i) + 1n;
      const { level, skills, validUntil } = await pass.passOf(passId);
      const payout = contributors[i].payout.address;
      const place = { chainId, registry: await registry.getAddress(), taskId: task.id };
      const salt = saltOf(secret, scope);
      const commitment = commitmentOf({
        ...place,
        nullifier: nullifier(secret, scope),
        payout,
        answers: sheets[i],
        salt,
      });
      const terms = { commitment, claimedLevel: 1, relayer: relayer.address, fee, bondAccount: payout };
      const statement = {
        secret,
        pass: { level: Number(level), skills, validUntil, passId },
        path: mirror.path(i),
        root,
        scope,
        signal: signalOf(terms),
        requirement: { minLevel: 1, claimedLevel: 1, skills: 0n, minValidUntil: task.terms.commitDeadline },
      };
      return { terms, statement, salt, payout, answers: sheets[i] };
    }),
  );
  const proofs = await proveMany(plans, ({ statement }) => proveEligibility(statement, key), { onProof: tick });
  return plans.map(({ terms, statement, salt, payout, answers }, i) => {
    const { a, b, c, publicInputs } = proofs[i];
    const [, ownNullifier] = publicInputs;
    return {
      commit: { nullifier: ownNullifier, ...terms },
      proof: { root, points: [...a, ...b[0], ...b[1], ...c] as const },
      signal: statement.signal,
      opening: {
        nullifier: ownNullifier,
        role: 0,
        level: terms.claimedLevel,
        payout,
        relayer: terms.relayer,
        fee,
        bondAccount: payout,
        bond: task.terms.bond,
        salt,
        answers,
      },
      answersHash: keccak256(answers),
    };
  });
}
