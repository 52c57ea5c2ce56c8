/** What a relay says of itself. */
export interface RelayTerms {
  readonly chainId: string;
  readonly registry: string;
  /** Address that sends. */
  readonly relayer: string;
  /** Least fee for a commit, in units of the reward token. */
  readonly fee: string;
}

/**
 * Asks a relay, by GET without a body and by POST with one.
 *
 * @param relay URL of the relay
 * @throws Error with the relay's reason when it refuses, or saying that it cannot be reached
 */
export async function askRelay<Answer>(relay: string, path: string, body?: object): Promise<Answer> {
  const text = body && JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value));
  const init =
    text === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: text };
  const response = await fetch(new URL(path, relay), init).catch((error: Error) => {
    throw new Error(`The relay ${relay} cannot be reached (${error.message}): check its URL, or send without one.`);
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The relay refuses: ${answer.error ?? response.status}`);
  return answer as Answer;
}
