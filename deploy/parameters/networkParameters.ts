import { getAddress, isAddress } from "ethers";
import { z } from "zod";

import { amount, bps, duration } from "./quantities.ts";

/** The account that deploys; refused where real value is at stake. */
export const DEPLOYER = "deployer";

/** The timelock of this deployment. */
export const TIMELOCK = "timelock";

const account = z
  .string()
  .refine((text) => text === DEPLOYER || isAddress(text), 'give an address, or "deployer" on a testnet')
  .transform((text) => (text === DEPLOYER ? text : getAddress(text)));

const holder = z
  .string()
  .refine(
    (text) => text === TIMELOCK || text === DEPLOYER || isAddress(text),
    'give an address or "timelock"; "deployer" on a testnet',
  )
  .transform((text) => (isAddress(text) ? getAddress(text) : text));

const allocation = z.strictObject({
  holder,
  amount,
  /** Released evenly over `duration`, from `start` after the deployment; cannot vote before. */
  vesting: z.strictObject({ start: duration, duration }).optional(),
});

const policy = z.strictObject({
  feeBps: bps.max(1_000),
  settlerFeeBps: bps.max(1_000),
  depositBps: bps.min(1_000).max(5_000),
  requesterStake: amount,
  experienceUnit: amount.refine((units) => units > 0n, "experience has a price: give more than 0"),
  minCommitDuration: duration,
  openDuration: duration,
  minRevealDuration: duration,
  /** Whole AGT. */
  reviewerStake: z.number().int().min(0).max(1_000_000),
});

const gateway = z
  .strictObject({ attestors: z.array(account).min(1), threshold: z.number().int().min(1) })
  .refine(({ attestors }) => new Set(attestors).size === attestors.length, "an attestor is named twice")
  .refine(
    ({ attestors, threshold }) => threshold > attestors.length / 2 && threshold <= attestors.length,
    "the threshold has to be more than half of the attestors and at most all",
  );

const common = {
  guardian: account,
  timelockDelay: duration,
  gateway,
  policy,
  reviewerCooldown: duration,
};

const home = z.strictObject({
  role: z.literal("home"),
  ...common,
  /** Networks that governance has linked to this one. */
  satellites: z.array(z.enum(["opbnb", "opbnbTestnet"])),
  aiaGenesis: z.array(allocation),
  agtGenesis: z.array(allocation).min(1),
  governance: z.strictObject({
    votingDelay: duration,
    votingPeriod: duration,
    lateQuorumExtension: duration,
    proposalThreshold: amount,
    quorumBps: bps.min(100).max(5_000),
    quorumFloor: amount,
    quorumCeiling: amount,
  }),
});

const satellite = z.strictObject({
  role: z.literal("satellite"),
  /** Network on which AGT and AIA are issued. */
  home: z.enum(["arbitrumOne", "arbitrumSepolia"]),
  ...common,
});

/** A file of deploy/parameters/networks, as read. */
export const networkParameters = z.discriminatedUnion("role", [home, satellite]);

export type NetworkParameters = z.output<typeof networkParameters>;
export type HomeParameters = z.output<typeof home>;
export type SatelliteParameters = z.output<typeof satellite>;
