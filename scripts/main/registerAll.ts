import { deriveSecret } from "../identity/deriveSecret.ts";
import { identityCommitment } from "../identity/identityCommitment.ts";
import type { GasBook } from "./GasBook.ts";
import type { Stage } from "./setUp.ts";

/** Every wallet derives its secret and mints its pass. Returns the secrets, in the order of the contributors. */
export async function registerAll(stage: Stage, gas: GasBook, tick: () => void): Promise<bigint[]> {
  const { aia, pass, contributors, chainId } = stage;
  const price = await pass.mintPrice();
  const passAddress = await pass.getAddress();
  const secrets: bigint[] = [];
  for (const { wallet } of contributors) {
    const secret = await deriveSecret(wallet, chainId);
    await (await aia.transfer(wallet.address, price)).wait();
    await (await aia.connect(wallet).approve(passAddress, price)).wait();
    await gas.book("register", pass.connect(wallet).mint(identityCommitment(secret)));
    secrets.push(secret);
    tick();
  }
  return secrets;
}
