/** A node's answers contradict the chain: logs are missing, doubled or altered. Nothing computed from them holds. */
export class ChainDataError extends Error {
  override readonly name = "ChainDataError";
}
