/**
 * Cohen's kappa of a square table of agreement: (observed − expected) / (1 − expected) (Cohen 1960); 1 when the table has
 * one class only.
 *
 * @param table Counts, `a * classes + b`.
 */
export function kappaOf(table: ArrayLike<number>, classes: number): number {
  let [sum, observed, expected] = [0, 0, 0];
  for (let cell = 0; cell < classes * classes; cell++) sum += table[cell];
  for (let a = 0; a < classes; a++) {
    let [row, column] = [0, 0];
    for (let b = 0; b < classes; b++) {
      row += table[a * classes + b];
      column += table[b * classes + a];
    }
    observed += table[a * classes + a] / sum;
    expected += (row / sum) * (column / sum);
  }
  return expected < 1 ? (observed - expected) / (1 - expected) : 1;
}
