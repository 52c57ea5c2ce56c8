import { readFileSync } from "node:fs";

const FILE = new URL("../../contracts/scoring/Costs.sol", import.meta.url);
const ONE = 1024;
const MOST = 60;

/**
 * Proves the table of `contracts/scoring/Costs.sol` by looking at all of it, in exact integers: byte θ is -8·log2(θ/1024)
 * rounded to nearest and at most 60, so that a greater probability never costs more.
 *
 * @returns one line for each byte that is wrong; none when the table is proved
 */
export function checkCosts(): string[] {
  const literals = readFileSync(FILE, "utf8").matchAll(/hex"([0-9a-f]+)"/g);
  const table = Buffer.from([...literals].map(([, digits]) => digits).join(""), "hex");
  const faults = table.length === ONE ? [] : [`Costs.sol: ${table.length} bytes, ${ONE} are needed`];
  for (let theta = 0; theta < table.length; ++theta) {
    if (!isNearest(theta, table[theta])) faults.push(`Costs.sol: byte ${theta} is ${table[theta]}`);
    if (theta > 0 && table[theta] > table[theta - 1]) faults.push(`Costs.sol: byte ${theta} is above the one before`);
  }
  return faults;
}

/** Whether cost - 1/2 <= 8·log2(1024/θ) < cost + 1/2, which is 2^(2·cost) <= 2·(1024/θ)^16 < 4·2^(2·cost). */
function isNearest(theta: number, cost: number): boolean {
  const odds = 2n * BigInt(ONE) ** 16n;
  const power = BigInt(theta) ** 16n * 2n ** BigInt(2 * cost);
  return cost <= MOST && power <= odds && (cost === MOST || odds < 4n * power);
}
