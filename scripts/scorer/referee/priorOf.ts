import { PROFILES } from "./constants.ts";

/**
 * Pseudo-counts, in 1/1024 answers, that a profile's prior adds for an answer that the population gives with
 * probability `population` / 65536.
 */
export function priorOf(profile: number, population: number, right: boolean, classes: number): number {
  const { strength, errorQuarters } = PROFILES[profile];
  let believed: number;
  if (errorQuarters === 0) believed = Math.floor((population + Math.floor(65536 / classes)) / 2);
  else if (right) believed = 65536 - ceilQuarter((65536 - population) * errorQuarters);
  else believed = Math.floor((population * errorQuarters) / 4);
  return Math.floor((strength * believed) / 64);
}

function ceilQuarter(x: number): number {
  return Math.floor((x + 3) / 4);
}
