import { compileMutant } from "./compileMutant.ts";
import { judgeAlone } from "./judgeAlone.ts";
import type { Mutant } from "./Mutant.ts";
import { runTests } from "./runTests.ts";
import type { Verdict } from "./Verdict.ts";

/** They bound gas more closely than what the choices among mutants cost in loops. */
const CLOSE = ["test/tasks/limits.test.ts", "test/tasks/reviewLimits.test.ts"];

/** Tests that pass in a build of many mutants, none being active. */
export const amongMany = (tests: readonly string[]) => tests.filter((test) => !CLOSE.includes(test));

/**
 * Judges a mutant in a build that holds many. One that survives is compiled alone too: to run the tests left out, or to
 * tell whether it differs from the original at all.
 *
 * @param number that activates the mutant
 * @param many a copy made by `buildSchemata`
 * @param copy with the artifacts of the original
 * @param tests in the order in which they are to run
 */
export async function judgeAmongMany(
  mutant: Mutant,
  number: number,
  many: string,
  copy: string,
  tests: readonly string[],
): Promise<Verdict> {
  const killer = await runTests(many, amongMany(tests), number);
  if (killer !== undefined) return { fate: "killed", killer };
  const others = tests.filter((test) => CLOSE.includes(test));
  if (others.length > 0) return judgeAlone(mutant, copy, others);
  const changes = await compileMutant(mutant, false);
  if (changes === "invalid") return { fate: "invalid" };
  return { fate: changes.length === 0 ? "equivalent" : "survived" };
}
