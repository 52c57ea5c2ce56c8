import { AbiCoder, id, keccak256, Signature, type TypedDataDomain, type TypedDataField, verifyTypedData } from "ethers";

import { SECRET_DOMAIN, SECRET_STATEMENT, SECRET_TYPES } from "./secretTypedData.ts";

const SECRET_TYPEHASH = id("AlayaSecret(bytes32 signatureHash,uint256 chainId)");

/** The part of an ethers signer that is needed. */
export interface TypedDataSigner {
  getAddress(): Promise<string>;
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string>;
}

/** The wallet cannot give the same secret again. */
export class SecretNotReproducibleError extends Error {
  override readonly name = "SecretNotReproducibleError";
  constructor(reason: string) {
    super(`${reason} Use a random secret with an encrypted backup instead (createSecretWithBackup).`);
  }
}

/**
 * The secret of a wallet's identity on one chain: nothing to store, the wallet gives it again at any time.
 *
 * `keccak256(abi.encode(TYPEHASH, keccak256(signature), chainId)) >> 8`, 248 bits. Another chain, another secret, so that
 * passes on two chains cannot be linked. The wallet signs twice, since some do not sign deterministically.
 *
 * @param signer signs EIP-712 data, e.g. an ethers `Wallet` or `BrowserProvider` signer; asked twice
 * @throws SecretNotReproducibleError for a wallet whose signatures differ, or a contract wallet
 */
export async function deriveSecret(signer: TypedDataSigner, chainId: bigint): Promise<bigint> {
  const account = await signer.getAddress();
  const value = { account, statement: SECRET_STATEMENT };
  const sign = async () => {
    const signature = await signer.signTypedData(SECRET_DOMAIN, SECRET_TYPES, value);
    const canonical = canonicalForm(signature);
    if (canonical === undefined || verifyTypedData(SECRET_DOMAIN, SECRET_TYPES, value, canonical) !== account) {
      throw new SecretNotReproducibleError(`${account} did not give an ordinary signature of its own.`);
    }
    return canonical;
  };
  const first = await sign();
  if (first !== (await sign())) {
    throw new SecretNotReproducibleError(`The wallet of ${account} signs the same text differently each time.`);
  }
  const preimage = AbiCoder.defaultAbiCoder().encode(
    ["bytes32", "bytes32", "uint256"],
    [SECRET_TYPEHASH, keccak256(first), chainId],
  );
  return BigInt(keccak256(preimage)) >> 8n;
}

/** Wallets write the recovery bit in different ways; one form only may enter the hash. Undefined for other signatures. */
function canonicalForm(signature: string): string | undefined {
  try {
    return Signature.from(signature).serialized;
  } catch {
    return undefined;
  }
}
