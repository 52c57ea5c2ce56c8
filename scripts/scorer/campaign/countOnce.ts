import type { CategoricalIndex } from "./AnswerIndex.ts";
import { findCopies } from "./findCopies.ts";
import { findSchools } from "./findSchools.ts";
import { mergeVoters } from "./mergeVoters.ts";

/**
 * Gives every clique and every group of copies a single vote.
 *
 * @returns The answers that remain, and for each worker the one who votes for its group, itself for who is in none.
 */
export function countOnce(
  index: CategoricalIndex,
  { cliques }: { cliques: boolean },
): { answers: CategoricalIndex; voter: Uint32Array } {
  const voter = Uint32Array.from({ length: index.workers }, (_, worker) => worker);
  let answers = index;
  const clique = cliques ? findSchools(index) : undefined;
  if (clique) {
    const first = clique.indexOf(1);
    clique.forEach((member, worker) => {
      if (member) voter[worker] = first;
    });
    answers = mergeVoters(index, voter);
  }
  const original = findCopies(answers);
  if (original.some((first, worker) => first !== worker)) {
    answers = mergeVoters(answers, original);
    voter.forEach((first, worker) => {
      voter[worker] = original[first];
    });
  }
  return { answers, voter };
}
