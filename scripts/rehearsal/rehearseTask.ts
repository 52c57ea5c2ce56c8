import { Contract, parseUnits } from "ethers";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expectEqual } from "./expectEqual.ts";
import type { Site } from "./Site.ts";

const CONTRIBUTORS = ["2", "3", "4"];
const DAY = 86_400;

/** A task from publication to payment, by the commands of its users. Account 1 is the requester. */
export async function rehearseTask(site: Site, folder: string): Promise<void> {
  const { contracts } = await site.book();
  for (const token of ["AIAToken", "AGTToken"]) {
    const { address, abi } = contracts.get(token)!;
    const issued = new Contract(address, abi, site.signer(0));
    for (let index = 1; index < 5; index++) {
      await (await issued.transfer(await site.signer(index).getAddress(), parseUnits("10000"))).wait();
    }
  }
  const answers = join(folder, "answers.csv");
  await writeFile(answers, "item,answer\n1,1\n2,2\n3,1\n4,2\n5,1\n6,2\n");
  const sheets = join(folder, "sheets");

  for (const account of CONTRIBUTORS) await site.run("register", { account });
  const { taskId: task } = await site.run("publish", { account: "1", items: 6, pool: "30", quota: 3, sheets });
  for (const account of CONTRIBUTORS) await site.run("commit", { task, answers, sheets, account });
  await site.passTime(DAY + 120);
  await site.run("reveal", { task, sheets });
  const { labels } = await site.run("settle", { account: "5", task });
  expectEqual([...labels].join(""), "121212", "labels");
  const { paid } = await site.run("claim", { account: "5", task });
  expectEqual(paid, parseUnits("30"), "pay");
}
