import { recoverAddress } from "ethers";

/** Milliseconds that another attestor has for its answer. */
const TIMEOUT = 3_000;

export interface CollectOptions {
  readonly sendId: string;
  /** Of what is signed. */
  readonly hash: string;
  readonly own?: string;
  /** URLs of other attestors. */
  readonly peers: readonly string[];
  /** Whose signatures count. */
  readonly attestors: readonly string[];
  readonly onFailure: (peer: string, error: unknown) => void;
}

/** Signatures of a message, one for each attestor who gave a good one, in ascending order of the attestors. */
export async function collectSignatures(options: CollectOptions): Promise<string[]> {
  const { sendId, hash, own, peers, attestors, onFailure } = options;
  const given = await Promise.all(
    peers.map((peer) =>
      ask(peer, sendId).catch((error: unknown) => {
        onFailure(peer, error);
        return undefined;
      }),
    ),
  );
  const bySigner = new Map<string, string>();
  for (const signature of [own, ...given]) {
    const signer = signature && signerOf(hash, signature);
    if (signer && attestors.includes(signer)) bySigner.set(signer, signature);
  }
  return [...bySigner].sort(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1)).map(([, signature]) => signature);
}

/** Undefined while the other has not signed. */
async function ask(peer: string, sendId: string): Promise<string | undefined> {
  const url = `${peer.replace(/\/+$/, "")}/attestations/${sendId}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT), redirect: "error" });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (await response.text()).trim();
}

function signerOf(hash: string, signature: string): string | undefined {
  try {
    return recoverAddress(hash, signature);
  } catch {
    return undefined;
  }
}
