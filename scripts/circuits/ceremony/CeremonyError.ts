/** The ceremony cannot go on; the message says why and what to do. */
export class CeremonyError extends Error {
  override readonly name = "CeremonyError";
}
