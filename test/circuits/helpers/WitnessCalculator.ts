import { readFileSync } from "node:fs";

import { FIELD_ORDER } from "../../../scripts/identity/field.ts";

/** Inputs of a circuit by name. Arrays are one-dimensional. */
export type CircuitInput = Record<string, bigint | readonly bigint[]>;

interface Exports {
  getWitnessSize(): number;
  getFieldNumLen32(): number;
  setInputSignal(hashHigh: number, hashLow: number, position: number): void;
  writeSharedRWMemory(word: number, value: number): void;
  readSharedRWMemory(word: number): number;
  getWitness(index: number): void;
  init(sanityCheck: number): void;
}

/** Runs the witness generator that circom compiled. Keeps it loaded, so that thousands of inputs can be tried. */
export class WitnessCalculator {
  readonly #exports: Exports;

  constructor(wasm: string | URL) {
    const refuse = (code: number) => {
      throw new Error(`circuit refused the input (${code})`);
    };
    const ignore = () => undefined;
    const runtime = {
      exceptionHandler: refuse,
      printErrorMessage: ignore,
      writeBufferMessage: ignore,
      showSharedRWMemory: ignore,
    };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), { runtime });
    this.#exports = instance.exports as unknown as Exports;
  }

  /** Every wire's value, or undefined if the inputs do not satisfy the circuit. */
  calculate(input: CircuitInput): bigint[] | undefined {
    const { setInputSignal, writeSharedRWMemory, readSharedRWMemory, ...wasm } = this.#exports;
    const words = wasm.getFieldNumLen32();
    wasm.init(1);
    try {
      for (const [name, value] of Object.entries(input)) {
        const hash = fnv1a(name);
        [value].flat().forEach((element, position) => {
          const canonical = ((element % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER;
          for (let word = 0; word < words; word++) {
            writeSharedRWMemory(word, Number((canonical >> BigInt(32 * word)) & 0xffffffffn));
          }
          setInputSignal(Number(hash >> 32n), Number(hash & 0xffffffffn), position);
        });
      }
    } catch {
      return undefined;
    }
    return Array.from({ length: wasm.getWitnessSize() }, (_, index) => {
      wasm.getWitness(index);
      let value = 0n;
      for (let word = words - 1; word >= 0; word--) value = (value << 32n) | BigInt(readSharedRWMemory(word) >>> 0);
      return value;
    });
  }
}

function fnv1a(text: string): bigint {
  const step = (hash: bigint, character: string) =>
    BigInt.asUintN(64, (hash ^ BigInt(character.charCodeAt(0))) * 0x100000001b3n);
  return [...text].reduce(step, 0xcbf29ce484222325n);
}
