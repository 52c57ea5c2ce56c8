import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { verifyTask } from "../verify/verifyTask.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { runCommand } from "./runCommand.ts";

interface VerifyArguments {
  task: bigint;
}

/** Computes a settled task again with the second referee. Asks for no key; exit code 1 when anything differs. */
export default async function verify({ task }: VerifyArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: false }, async ({ contract, book, print }) => {
    const differences = await verifyTask({
      registry: contract("TaskRegistry"),
      settlement: contract("Settlement"),
      policies: contract("TaskPolicies"),
      reviews: contract("Reviews"),
      taskId: requireTaskNumber(task),
      fromBlock: book.firstBlock,
    });
    for (const { what, announced, computed } of differences)
      print(`${what}: ${announced} on the chain, ${computed} here`);
    if (differences.length > 0) throw new Error(`Task ${task} differs in ${differences.length} places.`);
    print(`Task ${task}: equal.`);
    return { task: String(task), equal: true };
  });
}
