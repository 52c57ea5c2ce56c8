import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import solc from "solc";

import type { Input } from "./analyse.ts";
import type { Mutant } from "./Mutant.ts";

/** What Hardhat writes of a contract; bytecode in hexadecimal. */
export interface Artifact {
  readonly contractName: string;
  readonly inputSourceName: string;
  readonly buildInfoId: string;
  readonly bytecode: string;
  readonly deployedBytecode: string;
}

interface Code {
  readonly object: string;
  readonly linkReferences: object;
  readonly immutableReferences?: object;
}

interface Output {
  readonly errors?: readonly { readonly severity: string }[];
  readonly contracts?: Record<string, Record<string, { evm: { bytecode: Code; deployedBytecode: Code } }>>;
}

const SELECTION = ["evm.bytecode.object", "evm.bytecode.linkReferences", "evm.deployedBytecode.object"];
SELECTION.push("evm.deployedBytecode.linkReferences", "evm.deployedBytecode.immutableReferences");

/** The hash of the sources that solc writes behind a contract's code. */
const METADATA = /a264697066735822[0-9a-f]{68}64736f6c6343[0-9a-f]{6}/g;

/** Path of the artifact of what the scorer is compared with: it must not change with it. */
export const TWIN = "artifacts/test/scoring/PlainCategoricalScorer.sol/PlainCategoricalScorer.json";

/** Digits of the code of a library that has internal functions only; no contract of ours is as small. */
const EMPTY_LIBRARY = 400;

/** The mutant does not compile. */
export class Invalid extends Error {}

/** Everything Hardhat has built, by contract, so that a mutant's contracts can be compiled alone by the same settings. */
export class Build {
  /** By path of the artifact. */
  readonly #artifacts = new Map<string, Artifact>();
  readonly #inputs = new Map<string, Input>();

  constructor() {
    for (const path of globSync("artifacts/{contracts,test}/**/*.json")) {
      const artifact = JSON.parse(readFileSync(path, "utf8")) as Artifact;
      const tested = !isSolidityTest(path) && path !== TWIN;
      if (tested && plain(artifact.deployedBytecode).length > EMPTY_LIBRARY) this.#artifacts.set(path, artifact);
    }
  }

  /** All sources that the mutants' tests need, of one compiler run for all. */
  input(): Input {
    const ids = new Set([...this.#artifacts.values()].map(({ buildInfoId }) => buildInfoId));
    const inputs = [...ids].map((id) => this.#input(id));
    const sources = Object.assign({}, ...inputs.map((input) => input.sources)) as Input["sources"];
    const remappings = new Set(inputs.flatMap(({ settings }) => settings.remappings));
    return {
      ...inputs[0],
      sources: Object.fromEntries(Object.entries(sources).filter(([name]) => !isSolidityTest(name))),
      settings: { ...inputs[0].settings, remappings: [...remappings] },
    };
  }

  /**
   * Compiles with a mutant every contract that imports its file.
   *
   * @returns artifacts by path, of those whose code changes, one by one
   * @throws Invalid where one does not compile
   */
  *changes(mutant: Mutant): Generator<[string, Artifact]> {
    for (const path of this.#dependents(mutant.file)) {
      const artifact = this.#compile(path, mutant);
      if (artifact) yield [path, artifact];
    }
  }

  /** The original, to undo a mutant. */
  original = (path: string): Artifact => this.#artifacts.get(path)!;

  /** Paths of the artifacts of all contracts that import a file, but for those that another of them creates. */
  #dependents(file: string): string[] {
    const importing = [...this.#artifacts].filter(([, { buildInfoId, inputSourceName }]) =>
      imports(this.#input(buildInfoId).sources, inputSourceName).has(`project/${file}`),
    );
    const created = ({ bytecode }: Artifact) =>
      importing.some(
        ([, other]) => other.bytecode !== bytecode && plain(other.bytecode).includes(plain(bytecode).slice(2)),
      );
    return importing.filter(([, artifact]) => !created(artifact)).map(([path]) => path);
  }

  /** A contract with a mutant in it, unless its code but for the hash of its sources is that of the original. */
  #compile(path: string, { file, start, length, replacement }: Mutant): Artifact | undefined {
    const artifact = this.#artifacts.get(path)!;
    const { contractName, inputSourceName, buildInfoId } = artifact;
    const input = this.#input(buildInfoId);
    const bytes = Buffer.from(input.sources[`project/${file}`].content);
    const changed = Buffer.concat([bytes.subarray(0, start), Buffer.from(replacement), bytes.subarray(start + length)]);
    const output = JSON.parse(
      solc.compile(
        JSON.stringify({
          ...input,
          sources: { ...input.sources, [`project/${file}`]: { content: changed.toString() } },
          settings: { ...input.settings, outputSelection: { [inputSourceName]: { [contractName]: SELECTION } } },
        }),
      ),
    ) as Output;
    if (output.errors?.some(({ severity }) => severity === "error")) throw new Invalid();
    const { bytecode, deployedBytecode } = output.contracts![inputSourceName][contractName].evm;
    if (plain(`0x${bytecode.object}`) === plain(artifact.bytecode)) return undefined;
    return Object.assign({}, artifact, {
      bytecode: `0x${bytecode.object}`,
      deployedBytecode: `0x${deployedBytecode.object}`,
      linkReferences: bytecode.linkReferences,
      deployedLinkReferences: deployedBytecode.linkReferences,
      immutableReferences: deployedBytecode.immutableReferences,
    });
  }

  #input(id: string): Input {
    const known = this.#inputs.get(id);
    if (known) return known;
    const text = readFileSync(`artifacts/build-info/${id}.json`, "utf8");
    const { input } = JSON.parse(text) as { input: Input };
    this.#inputs.set(id, input);
    return input;
  }
}

/** Is a file, or what was built of it, for tests in Solidity alone? */
export const isSolidityTest = (path: string) => path.includes(".t.sol") || path.includes("test/invariants/");

const plain = (code: string) => code.replace(METADATA, "");

/** Names of all project sources that one imports, directly or not, and its own. */
function imports(sources: Input["sources"], from: string, seen = new Set<string>()): Set<string> {
  if (seen.has(from) || !from.startsWith("project/")) return seen;
  seen.add(from);
  for (const [, path] of sources[from].content.matchAll(/^(?:import |\} from )[^;]*?"(\.[^"]+)";/gm))
    imports(sources, join(dirname(from), path), seen);
  return seen;
}
