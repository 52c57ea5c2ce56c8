import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { zKey } from "snarkjs";

import { verificationKeyHash } from "./verificationKeyHash.ts";

/** Whether anyone knows the secrets of a key (development) or nobody does (ceremony). */
export type KeyOrigin = "development" | "ceremony";

/**
 * The verifier contract that snarkjs exports for a proving key, with its name, the compiler's version, and the hash and
 * origin of the key as constants. The verifying code itself is snarkjs' own.
 *
 * @param contract name of the contract
 * @throws when snarkjs' template has changed its shape
 */
export async function renderVerifier(zkey: string, contract: string, origin: KeyOrigin): Promise<string> {
  const snarkjs = dirname(fileURLToPath(import.meta.resolve("snarkjs")));
  const groth16 = readFileSync(join(snarkjs, "templates", "verifier_groth16.sol.ejs"), "utf8");
  const exported = await zKey.exportSolidityVerifier(zkey, { groth16 });
  const keyHash = verificationKeyHash(await zKey.exportVerificationKey(zkey));
  const constants = `    /// @notice Hash of the verification key, listed in circuits/keys/hashes.json.
    bytes32 public constant KEY_HASH = ${keyHash};
    /// @notice Whether anybody can forge proofs for this key: true for development keys, false after a ceremony.
    bool public constant IS_DEVELOPMENT_KEY = ${origin === "development"};
`;
  const changes: [string | RegExp, string][] = [
    ["pragma solidity >=0.7.0 <0.9.0;", "pragma solidity 0.8.37;"],
    ["contract Groth16Verifier {\n", `contract ${contract} {\n${constants}\n`],
    [/[ \t]+$/gm, ""],
  ];
  return changes.reduce((source, [from, to]) => {
    if (source.search(from) < 0) throw new Error(`snarkjs' verifier template no longer contains ${String(from)}`);
    return source.replace(from, to);
  }, exported);
}
