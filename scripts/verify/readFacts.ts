import type { Interface, LogDescription } from "ethers";

import { LogsIncompleteError } from "./LogsIncompleteError.ts";
import type { OpenedRow, SheetFacts, TaskFacts } from "./TaskFacts.ts";

const REVIEWER = 1n;

/** A log as a node returns it. */
export interface RawLog {
  readonly topics: readonly string[];
  readonly data: string;
}

/**
 * Joins the events of one task into what they say.
 *
 * @param interfaces of registry, settlement, policies and reviews
 * @param logs in chain order
 * @throws LogsIncompleteError when an event that must be there is not
 */
export function readFacts(interfaces: readonly Interface[], logs: readonly RawLog[], taskId: bigint): TaskFacts {
  const events = logs.flatMap((log) => {
    const parsed = interfaces.map((abi) => abi.parseLog(log)).find((event) => event !== null);
    return parsed && (parsed.args.taskId === undefined || parsed.args.taskId === taskId) ? [parsed] : [];
  });
  const named = (name: string) => events.filter((event) => event.name === name).map(({ args }) => args);
  const only = (name: string) => {
    const [args] = named(name);
    if (!args) throw new LogsIncompleteError(taskId, name);
    return args;
  };
  const { terms, spec, policy: policyId } = only("TaskPublished");
  const { labels, confidences } = only("TaskLabelled");
  const settled = only("TaskSettled");

  const commits = new Map(named("SheetCommitted").map((args) => [args.nullifier as bigint, args]));
  const sheets = named("SheetRevealed").map((args): SheetFacts => {
    const commit = commits.get(args.nullifier);
    if (!commit) throw new LogsIncompleteError(taskId, "SheetCommitted");
    const { nullifier, role, level, payout, answers } = args;
    const { relayer, fee } = commit;
    return { nullifier, role: Number(role), level: Number(level), payout, relayer, fee, answers };
  });
  const policy = named("PolicySet").find(({ id }) => id === policyId)?.policy;
  return {
    taskId,
    pool: terms.pool,
    quota: Number(terms.quota),
    items: Number(terms.items),
    classes: Number(terms.classes),
    field: Number(terms.field),
    minimum: Number(spec.minimum),
    maximum: Number(spec.maximum),
    reviewerPlaces: Number(spec.reviewerPlaces),
    reviewerItems: Number(spec.reviewerItems),
    reviewerBps: spec.reviewerBps,
    reviewerTolerance: Number(spec.reviewerTolerance),
    goldHash: spec.goldHash,
    modelHash: spec.modelHash,
    gold: opened(named("GoldOpened"), "gold"),
    model: opened(named("ModelOpened"), "predictions"),
    feeBps: policy?.feeBps,
    experienceUnit: policy?.experienceUnit,
    reviewerStake: policy?.reviewerStake,
    reviewers: named("SheetCommitted").flatMap(({ role, nullifier }) => (role === REVIEWER ? [nullifier] : [])),
    sheets,
    reviews: named("ReviewResolved").map(({ reviewer, checked, wrong, slashed }) => ({
      reviewer: String(reviewer).toLowerCase(),
      checked: Number(checked),
      wrong: Number(wrong),
      slashed,
    })),
    forfeits: named("ReviewForfeited").map(({ reviewer, slashed }) => ({
      reviewer: String(reviewer).toLowerCase(),
      slashed,
    })),
    settled: {
      labels,
      confidences,
      payoutRoot: settled.payoutRoot,
      resultHash: settled.resultHash,
      verdicts: [...settled.verdicts],
      payouts: [...settled.payouts],
      experience: settled.experience,
    },
  };
}

function opened([args]: LogDescription["args"][], row: string): OpenedRow | undefined {
  return args && { row: args[row], salt: args.salt };
}
