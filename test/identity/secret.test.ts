/**
 * secret
 * ├─ given a wallet that signs deterministically
 * │  ├─ it derives the same secret each time, another one for another chain or account
 * │  └─ it does not depend on how the wallet writes the signature
 * ├─ given a wallet that does not, a contract wallet or a foreign signature
 * │  └─ it refuses and names the way out
 * └─ given a random secret
 *    ├─ it is handed out only with a backup that opens again
 *    └─ it never replaces a file, and leaves none behind on failure
 */
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { getBytes, hexlify, Signature, type TypedDataDomain, TypedDataEncoder, Wallet } from "ethers";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createSecretWithBackup } from "../../scripts/identity/createSecretWithBackup.ts";
import { SecretBackupError } from "../../scripts/identity/decryptSecret.ts";
import { deriveSecret, SecretNotReproducibleError, type TypedDataSigner } from "../../scripts/identity/deriveSecret.ts";
import { identityCommitment } from "../../scripts/identity/identityCommitment.ts";
import { readSecretBackup } from "../../scripts/identity/readSecretBackup.ts";

const wallet = new Wallet(`0x${"11".repeat(32)}`);
const other = new Wallet(`0x${"22".repeat(32)}`);

/** A wallet that changes what it signs in some way. */
function signerWith(change: (signature: string, call: number) => string | Promise<string>): TypedDataSigner {
  let calls = 0;
  return {
    getAddress: () => wallet.getAddress(),
    signTypedData: async (...data) => change(await wallet.signTypedData(...data), calls++),
  };
}

async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.fail("no error"),
    (error: Error) => error,
  );
}

describe("deriveSecret", () => {
  it("gives the same secret again, and the one it has always given", async () => {
    const secret = await deriveSecret(wallet, 31337n);
    expect(await deriveSecret(wallet, 31337n)).to.equal(secret);
    expect(secret).to.equal(371264288435337002487482763752160265713171366748148746898304086637958064130n);
    expect(secret >> 248n).to.equal(0n);
  });

  it("gives another secret for another chain or account", async () => {
    const secrets = [deriveSecret(wallet, 1n), deriveSecret(wallet, 2n), deriveSecret(other, 1n)];
    expect(new Set(await Promise.all(secrets)).size).to.equal(3);
  });

  it("signs a domain without a chain id, in words a person can read", async () => {
    const seen: TypedDataDomain[] = [];
    const signer: TypedDataSigner = {
      getAddress: () => wallet.getAddress(),
      signTypedData: async (domain, types, value) => {
        seen.push(domain);
        expect(value.statement).to.match(/Whoever has this signature/);
        return wallet.signTypedData(domain, types, value);
      },
    };
    await deriveSecret(signer, 5n);
    expect(seen).to.deep.equal([
      { name: "Alaya", version: "1" },
      { name: "Alaya", version: "1" },
    ]);
  });

  it("does not depend on how the wallet writes the signature", async () => {
    const secret = await deriveSecret(wallet, 7n);
    const compact = signerWith((signature) => Signature.from(signature).compactSerialized);
    const lowRecovery = signerWith((signature) => signature.slice(0, -2) + (signature.endsWith("1b") ? "00" : "01"));
    expect(await deriveSecret(compact, 7n)).to.equal(secret);
    expect(await deriveSecret(lowRecovery, 7n)).to.equal(secret);
  });

  it("refuses a wallet whose two signatures differ, and names the way out", async () => {
    const fickle: TypedDataSigner = {
      getAddress: () => wallet.getAddress(),
      signTypedData: async (domain, types, value) => {
        const digest = getBytes(TypedDataEncoder.hash(domain, types, value));
        const options = { prehash: false, extraEntropy: true, format: "recovered" } as const;
        const [recovery, ...rs] = secp256k1.sign(digest, getBytes(wallet.privateKey), options);
        return hexlify(Uint8Array.from([...rs, 27 + recovery]));
      },
    };
    const error = await errorOf(deriveSecret(fickle, 7n));
    expect(error).to.be.instanceOf(SecretNotReproducibleError);
    expect(error.message).to.include("differently each time").and.include("createSecretWithBackup");
  });

  it("refuses a contract wallet's longer signature and a signature of somebody else", async () => {
    for (const change of [() => `0x${"ab".repeat(130)}`, () => `0x${"ab".repeat(10)}`]) {
      const error = await errorOf(deriveSecret(signerWith(change), 7n));
      expect(error).to.be.instanceOf(SecretNotReproducibleError);
      expect(error.message).to.include("createSecretWithBackup");
    }
    const foreign: TypedDataSigner = {
      getAddress: () => wallet.getAddress(),
      signTypedData: (...data) => other.signTypedData(...data),
    };
    expect(await errorOf(deriveSecret(foreign, 7n))).to.be.instanceOf(SecretNotReproducibleError);
  });
});

describe("createSecretWithBackup", function () {
  this.timeout(60_000);
  let folder: string;
  const password = "correct horse battery";
  const work = 2 ** 14;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "alaya-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("hands out a secret whose backup opens again, for its owner only", async () => {
    const path = join(folder, "secret.json");
    const secret = await createSecretWithBackup({ path, password, work });
    expect(await readSecretBackup({ path, password })).to.equal(secret);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    const content = await readFile(path, "utf8");
    expect(content).to.not.include(secret.toString(16));
    expect(BigInt(JSON.parse(content).identityCommitment)).to.equal(identityCommitment(secret));
    expect(await readdir(folder)).to.deep.equal(["secret.json"]);
  });

  it("refuses a wrong password and an altered file", async () => {
    const path = join(folder, "secret.json");
    await createSecretWithBackup({ path, password, work });
    expect(await errorOf(readSecretBackup({ path, password: "wrong password" }))).to.be.instanceOf(SecretBackupError);
    const backup = JSON.parse(await readFile(path, "utf8"));
    backup.identityCommitment = `0x${"00".repeat(32)}`;
    await writeFile(path, JSON.stringify(backup));
    expect(await errorOf(readSecretBackup({ path, password }))).to.be.instanceOf(SecretBackupError);
    await writeFile(path, "{}");
    expect(await errorOf(readSecretBackup({ path, password }))).to.be.instanceOf(SecretBackupError);
  });

  it("never replaces a file, and leaves none behind when the password is too short", async () => {
    const path = join(folder, "secret.json");
    await writeFile(path, "precious");
    expect(await errorOf(createSecretWithBackup({ path, password, work }))).to.be.instanceOf(SecretBackupError);
    expect(await readFile(path, "utf8")).to.equal("precious");
    const short = errorOf(createSecretWithBackup({ path: join(folder, "new.json"), password: "short", work }));
    expect((await short).message).to.include("12 characters");
    expect(await readdir(folder)).to.deep.equal(["secret.json"]);
  });
});
