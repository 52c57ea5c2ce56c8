import { assert } from "chai";

/** Asserts that two floating-point numbers differ by at most `tolerance`. Chai's own `closeTo` takes whole numbers only once Hardhat's matchers are loaded. */
export function expectNear(actual: number, expected: number, tolerance: number): void {
  assert(Math.abs(actual - expected) <= tolerance, `expected ${actual} within ${tolerance} of ${expected}`);
}
