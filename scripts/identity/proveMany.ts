/** How many proofs to work on at once. */
export interface ProveManyOptions<Result> {
  /** Two fill the pauses that one leaves on a few cores; more only costs memory. */
  readonly concurrency?: number;
  /** Called after each proof, in order of completion. */
  readonly onProof?: (proof: Result, index: number) => void;
}

/**
 * Proves many statements, keeping the worker threads busy; the results are in the order of the statements.
 *
 * @param proveOne e.g. `(statement) => proveEligibility(statement, key)`
 * @throws the first error; statements not begun by then are left out
 */
export async function proveMany<Statement, Result>(
  statements: readonly Statement[],
  proveOne: (statement: Statement, index: number) => Promise<Result>,
  { concurrency = 2, onProof }: ProveManyOptions<Result> = {},
): Promise<Result[]> {
  const proofs = new Array<Result>(statements.length);
  let next = 0;
  const work = async () => {
    while (next < statements.length) {
      const index = next++;
      try {
        proofs[index] = await proveOne(statements[index], index);
      } catch (error) {
        next = statements.length;
        throw error;
      }
      onProof?.(proofs[index], index);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return proofs;
}
