import type { BaseContract } from "ethers";

import type { Policy } from "./Policy.ts";

/**
 * Reads a policy.
 *
 * @param policies a `TaskPolicies` connected to a provider
 * @param id number of the policy, as a task stores it
 */
export async function readPolicy(policies: BaseContract, id: number): Promise<Policy> {
  const result = await policies.getFunction("policyAt").staticCall(id);
  return result.toObject() as Policy;
}
