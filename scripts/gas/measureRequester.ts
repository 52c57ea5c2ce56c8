import { id } from "ethers";

import { usualSpec, usualTerms } from "../../test/support/publishTask.ts";
import { sealRow } from "../../test/support/TaskLife.ts";
import { gasInside } from "./gasInside.ts";
import type { GasReport } from "./GasReport.ts";
import type { World } from "./openWorld.ts";
import { usedGas } from "./usedGas.ts";

const AIA = 10n ** 18n;

type Measured = "register" | "registerWithoutTree" | "stake" | "deposit" | "withdraw" | "publish" | "cancel";

/** Passes, stake, balances, publication and what the requester opens. */
export async function measureRequester({
  chain,
  protocol,
}: World): Promise<Pick<GasReport, Measured | "publishWithGoldAndModel" | "openGold" | "openModel">> {
  const { contracts, requester, deployer, outsider, networkHelpers } = protocol;
  const { pass, tree, aia, agt, stake } = contracts;
  const minted = await pass.queryFilter(pass.filters.LeafIssued());
  const last = await minted[minted.length - 1].getTransactionReceipt();
  const register = Number(last.gasUsed);
  const registerWithoutTree = register - (await gasInside(chain.provider, last.hash, tree.target as string));

  await agt.connect(deployer).transfer(outsider, AIA);
  await agt.connect(outsider).approve(stake, AIA);
  const stakeGas = await usedGas(stake.connect(outsider).stake(AIA));
  const own = contracts.registry.connect(deployer);
  const deposit = await usedGas(own.deposit(aia, deployer, AIA));
  const withdraw = await usedGas(own.withdraw(aia, deployer, AIA));

  const registry = contracts.registry.connect(requester);
  const terms = usualTerms(protocol, { items: 108n, classes: 2n });
  await registry.publish(terms, usualSpec());
  const publish = await usedGas(registry.publish(terms, usualSpec()));
  const cancel = await usedGas(registry.cancel(2n));

  const gold = Uint8Array.from({ length: 108 }, (_, item) => (item % 6 === 0 ? 1 : 0));
  const predictions = Uint8Array.from({ length: 108 }, (_, item) => 1 + (item % 2));
  const salt = id("salt");
  const spec = usualSpec({ goldHash: sealRow(gold, salt), modelHash: sealRow(predictions, salt) });
  const publishWithGoldAndModel = await usedGas(registry.publish(terms, spec));
  await networkHelpers.time.increaseTo(terms.commitDeadline);
  const openGold = await usedGas(registry.openGold(3n, spec, gold, salt));
  const openModel = await usedGas(registry.openModel(3n, spec, predictions, salt));
  return {
    ...{ register, registerWithoutTree, stake: stakeGas, deposit, withdraw },
    ...{ publish, publishWithGoldAndModel, cancel, openGold, openModel },
  };
}
