import { z } from "zod";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

const schema = z.strictObject({
  network: z.string(),
  chainId: z.number().int(),
  deployer: address,
  /** Seconds, from which terms and vesting are counted. */
  startedAt: z.number().int(),
  /** On a satellite: what it trusts at home. */
  home: z
    .strictObject({
      chainId: z.number().int(),
      gateway: address,
      timelock: address,
      aiaLockbox: address,
      agtLockbox: address,
    })
    .optional(),
});

/** What a deployment fixed before its first transaction, so that it can be resumed and checked later. */
export type DeploymentPlan = z.infer<typeof schema>;

/** Checks a plan that was read. */
export const parsePlan = (value: unknown): DeploymentPlan => schema.parse(value);
