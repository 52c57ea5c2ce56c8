/** A repeatable source of numbers in [0, 1): a multiplicative congruential generator (Park & Miller 1988). */
export function randomNumbers(seed: number): () => number {
  let state = (seed * 16807) % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
}
