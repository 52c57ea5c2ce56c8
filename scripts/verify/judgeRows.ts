import { getBytes, hexlify, toBeHex } from "ethers";

import type { Judgement } from "./Judgement.ts";
import { judgeCoins } from "./judgeCoins.ts";
import { judgeMatrices } from "./judgeMatrices.ts";
import { judgeNumbers } from "./judgeNumbers.ts";

/** The matrix of a task, as the chain holds it. */
export interface RowsTask {
  readonly items: number;
  /** 0 for numbers. */
  readonly classes: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Kind byte of each row. */
  readonly kinds: readonly number[];
  /** Rows in hexadecimal. */
  readonly rows: readonly string[];
  /** One more row, or nothing. */
  readonly gold?: string;
}

/** A judgement with its labels and confidences in hexadecimal, as they are announced. */
export type RowsJudgement = Pick<Judgement, "verdicts"> & { readonly labels: string; readonly confidences: string };

/** Reads the rows by the rules of their kind and judges them. */
export function judgeRows({ items, classes, minimum, maximum, kinds, rows, gold }: RowsTask): RowsJudgement {
  let judgement: Judgement;
  if (classes > 0) {
    const read = (hex: string) => Array.from(getBytes(hex), (answer) => (answer > classes ? 0 : answer));
    const known = gold ? read(gold) : Array<number>(items).fill(0);
    const judge = classes <= 8 ? judgeMatrices : judgeCoins;
    judgement = judge({ classes, items, kinds, rows: rows.map(read), gold: known });
  } else {
    const read = (hex: string) => numbers(hex).map((x) => (x < minimum || x > maximum ? undefined : x));
    const known = gold ? read(gold) : Array<undefined>(items).fill(undefined);
    judgement = judgeNumbers({ minimum, items, kinds, rows: rows.map(read), gold: known });
  }
  const bytes = judgement.labels.map((label) => toBeHex(BigInt.asUintN(32, BigInt(label)), 4).slice(2));
  const labels = classes > 0 ? hexlify(Uint8Array.from(judgement.labels)) : `0x${bytes.join("")}`;
  return { labels, confidences: hexlify(Uint8Array.from(judgement.confidences)), verdicts: judgement.verdicts };
}

/** Four bytes each, big-endian. −2³¹ is below every lower bound. */
function numbers(hex: string): number[] {
  const bytes = getBytes(hex);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(4 * i));
}
