/**
 * Mean absolute error and root of the mean squared error over the items whose value is known, in their unit.
 *
 * @param truth Known value by item.
 */
export function meanErrors(estimate: ArrayLike<number>, truth: Map<number, number>): { mae: number; rmse: number } {
  let [absolute, squared] = [0, 0];
  for (const [item, known] of truth) {
    const error = estimate[item] - known;
    absolute += Math.abs(error);
    squared += error * error;
  }
  return { mae: absolute / truth.size, rmse: Math.sqrt(squared / truth.size) };
}
