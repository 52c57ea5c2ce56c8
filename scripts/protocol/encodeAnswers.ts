import { hexlify } from "ethers";

/** What the answer matrix of a task looks like. */
export interface AnswerShape {
  readonly items: number;
  /** K of a categorical task, 0 for a numeric one. */
  readonly classes: number;
  /** Bounds of numeric answers, in units of the last decimal place. */
  readonly minimum: number;
  readonly maximum: number;
}

/** Byte pattern of a skipped numeric answer. */
const SKIPPED = -(2 ** 31);

/**
 * An answer sheet as bytes: one per item for classes (0 skipped, 1..K), four, big-endian, for numbers.
 *
 * @param answers one per item; `undefined` for a skipped item
 * @throws RangeError naming the first item whose answer does not fit the task
 * @returns hexadecimal
 */
export function encodeAnswers(answers: readonly (number | undefined)[], shape: AnswerShape): string {
  const { items, classes, minimum, maximum } = shape;
  if (answers.length !== items) throw new RangeError(`${answers.length} answers: the task has ${items} items.`);
  const [least, most] = classes === 0 ? [minimum, maximum] : [1, classes];
  answers.forEach((answer, item) => {
    if (answer === undefined) return;
    if (!Number.isInteger(answer) || answer < least || answer > most) {
      throw new RangeError(`Item ${item + 1} has answer ${answer}: give a whole number from ${least} to ${most}.`);
    }
  });
  if (classes > 0) return hexlify(Uint8Array.from(answers, (answer) => answer ?? 0));
  const view = new DataView(new ArrayBuffer(4 * items));
  answers.forEach((answer, item) => view.setInt32(4 * item, answer ?? SKIPPED));
  return hexlify(new Uint8Array(view.buffer));
}
