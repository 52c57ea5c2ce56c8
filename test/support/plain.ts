import type { Result } from "ethers";

/** The named fields of a struct that a contract returned. */
export type Fields<Struct> = { [name in keyof Struct as Exclude<name, keyof unknown[] | `${number}`>]: Struct[name] };

/** A struct that a contract returned, as an object with its fields' names. */
export function plain<Struct extends object>(struct: Struct): Fields<Struct> {
  return (struct as unknown as Result).toObject() as Fields<Struct>;
}
