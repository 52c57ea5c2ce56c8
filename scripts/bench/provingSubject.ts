/** What one process of the benchmark measures; printed as one line of JSON. */
export interface ProvingTimes {
  /** Milliseconds of each proof after the first. */
  readonly prove: number[];
  /** Milliseconds of processor time of the same proofs, all threads together: hardly depends on other load. */
  readonly proveCpu: number[];
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
  const times = { prove: [] as number[], proveCpu: [] as number[], verify: [] as number[] };
  for (let round = 0; round <= count; round++) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    const proof = await prove();
    const [proved, used] = [performance.now(), process.cpuUsage(before)];
    if (!(await verify(proof))) throw new Error("a proof does not verify");
    times.prove.push(proved - start);
    times.proveCpu.push((used.user + used.system) / 1000);
    times.verify.push(performance.now() - proved);
  }
  const result: ProvingTimes = {
    prove: times.prove.slice(1),
    proveCpu: times.proveCpu.slice(1),
    verify: times.verify.slice(1),
    firstProof: times.prove[0],
    peakMemory: process.resourceUsage().maxRSS * 1024,
  };
  console.log(JSON.stringify(result));
}
