import { DatasetError } from "./csvError.ts";

/**
 * The positions of the wanted columns in a header.
 *
 * @throws DatasetError when one is missing or named twice.
 */
export function columnsOf(names: string[], wanted: string[]): number[] {
  return wanted.map((name) => {
    const position = names.indexOf(name);
    if (position < 0) {
      throw new DatasetError(
        `no column "${name}"; the header must name ${wanted.join(",")}, here it is ${names.join(",")}`,
      );
    }
    if (names.includes(name, position + 1)) throw new DatasetError(`two columns are named "${name}"; rename one`);
    return position;
  });
}
