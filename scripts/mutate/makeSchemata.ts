import { analyse, type CompileError, type Input } from "./analyse.ts";
import { type Numbered, writeSchemata } from "./writeSchemata.ts";

/**
 * Writes the sources of a build that contains many mutants.
 *
 * @param input all sources of the project and what they import
 * @returns changed sources by path from the repository's root, and the numbers of the mutants in them
 */
export function makeSchemata(input: Input, mutants: Numbered): { sources: Map<string, string>; held: Set<number> } {
  const { trees } = analyse(input);
  let held = new Set(mutants.keys());
  for (;;) {
    const sources = new Map<string, string>();
    const numbers: number[] = [];
    for (const [name, { content }] of Object.entries(input.sources)) {
      if (!name.startsWith("project/")) continue;
      const file = name.slice("project/".length);
      const here = new Map([...mutants].filter(([number, mutant]) => held.has(number) && mutant.file === file));
      const written = writeSchemata(content, trees.get(name)!, here);
      numbers.push(...written.held);
      sources.set(file, seeing(written.text));
    }
    const written = [...sources].map(([file, content]) => [`project/${file}`, { content }]);
    const { errors } = analyse({ ...input, sources: { ...input.sources, ...Object.fromEntries(written) } });
    if (errors.length === 0) return { sources, held: new Set(numbers) };
    const wrong = errors.flatMap((error) => numbersAt(sources, error));
    held = new Set(numbers.filter((number) => !wrong.includes(number)));
  }
}

/** `pure` functions as `view`: the coinbase is state. Only those that override a `pure` one of OpenZeppelin stay so. */
const seeing = (source: string) => source.replace(/\bpure\b(?! override)/g, "view");

/** Numbers of the mutants in the place of an error, or of the last before it. */
function numbersAt(sources: ReadonlyMap<string, string>, { message, file, start, end }: CompileError): number[] {
  const bytes = Buffer.from(sources.get(file.slice("project/".length)) ?? "");
  const numbers = (text: string) =>
    [...text.matchAll(/block\.coinbase [!=]= address\((\d+)\)|coinbase\(\), (\d+)/g)].map(([, a, b]) => Number(a ?? b));
  const behind = "block.coinbase == address(1234567)".length;
  const within = numbers(bytes.toString("utf8", start, end + behind));
  const blamed = within.length > 0 ? within : numbers(bytes.toString("utf8", 0, start)).slice(-1);
  if (blamed.length === 0) throw new Error(message);
  return blamed;
}
