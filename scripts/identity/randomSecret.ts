/** A secret of 248 random bits, for wallets that cannot derive one. Keep a backup: nothing else can bring it back. */
export function randomSecret(): bigint {
  return globalThis.crypto
    .getRandomValues(new Uint8Array(31))
    .reduce((secret, byte) => (secret << 8n) | BigInt(byte), 0n);
}
