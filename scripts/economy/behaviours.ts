import { randomSource } from "../scorer/fuzz/randomSource.ts";
import type { Behaviour } from "./Behaviour.ts";

/** Experience of one valid sheet: a place of 10 AIA at a fee of 5%, at 0.01 AIA a point. */
const SHEET = 50;

/** People who label for others: most days, a few sheets, sometimes without checking in. */
export function honest(seed: number): Behaviour {
  const below = randomSource(seed);
  return {
    name: "honest",
    act: () => ({ checksIn: below(100) < 60, experience: below(100) < 60 ? below(4) * SHEET : 0 }),
    refers: false,
    levels: true,
    paysFees: false,
  };
}

/** What 1,000 passes of one hand can try. */
export const collusions: readonly Behaviour[] = [
  {
    name: "check in only",
    act: () => ({ checksIn: true, experience: 0 }),
    refers: true,
    levels: false,
    paysFees: true,
  },
  {
    name: "one point a week",
    act: (_, day) => ({ checksIn: true, experience: day % 7 === 0 ? 1 : 0 }),
    refers: true,
    levels: false,
    paysFees: true,
  },
  {
    name: "referral ring",
    act: (_, day) => ({ checksIn: true, experience: day % 7 === 0 ? 50 : 0 }),
    refers: true,
    levels: true,
    paysFees: true,
  },
  {
    name: "wash labelling",
    act: () => ({ checksIn: true, experience: 500 }),
    refers: true,
    levels: true,
    paysFees: true,
  },
];
