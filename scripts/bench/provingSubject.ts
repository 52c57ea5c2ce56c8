/** What one process of the benchmark measures; printed as one line of JSON. */
export interface ProvingTimes {
  /** Milliseconds of each proof after the first. */
  readonly prove: number[];
  /** Milliseconds of each verification after the first. */
  readonly verify: number[];
  /** The first proof: compiling, starting threads. */
  readonly firstProof: number;
  /** Bytes. */
  readonly peakMemory: number;
}

/**
 * Times proofs and verifications one after the other and prints the result.
 *
 * @param count of proofs after the first one
 * @throws when a proof does not verify
 */
export async function provingSubject<Proof>(
  count: number,
  prove: () => Promise<Proof>,
  verify: (proof: Proof) => Promise<boolean>,
): Promise<void> {
  const times: { prove: number[]; verify: number[] } = { prove: [], verify: [] };
  for (let round = 0; round <= count; round++) {
    const start = performance.now();
    const proof = await prove();
    const proved = performance.now();
    if (!(await verify(proof))) throw new Error("a proof does not verify");
    times.prove.push(proved - start);
    times.verify.push(performance.now() - proved);
  }
  const result: ProvingTimes = {
    prove: times.prove.slice(1),
    verify: times.verify.slice(1),
    firstProof: times.prove[0],
    peakMemory: process.resourceUsage().maxRSS * 1024,
  };
  console.log(JSON.stringify(result));
}
