import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import config from "../../../hardhat.config.ts";
import { type AddressBook, readAddressBook } from "../../../scripts/protocol/readAddressBook.ts";
import { type Anvil, startAnvil } from "./startAnvil.ts";

/** The protocol on an anvil process of its own, worked by the users' commands. */
export interface LocalProtocol {
  readonly anvil: Anvil;
  readonly book: AddressBook;
  /** Folder of the address book. */
  readonly bookFolder: string;
  /** A folder for the test's files. */
  readonly folder: string;
  /** Writes a sheet as CSV; gives its path. */
  sheet(name: string, answers: readonly number[]): Promise<string>;
  /** Runs a command with its output held back; gives its result, or the line of its error. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a command returns is its own affair
  run(command: string, args: Record<string, unknown>): Promise<any>;
  stop(): Promise<void>;
}

/** Starts anvil and deploys by the command that users run. */
export async function localProtocol(): Promise<LocalProtocol> {
  const anvil = await startAnvil();
  const folder = await mkdtemp(join(tmpdir(), "alaya-"));
  const localhost = { type: "http", url: anvil.url, accounts: "remote" } as const;
  const user: HardhatUserConfig = { ...config, paths: { ignition: join(folder, "deploy") }, networks: { localhost } };
  const hre = await createHardhatRuntimeEnvironment(user, { network: "localhost" });

  const run: LocalProtocol["run"] = async (name, args) => {
    const { log, error } = console;
    console.log = console.error = () => undefined;
    try {
      const command = hre.tasks.getTask(name);
      const values: Record<string, unknown> = { sheets: join(folder, "sheets"), ...args };
      const options = [...command.options].map(([option, { defaultValue }]) => [
        option,
        values[option] ?? defaultValue,
      ]);
      const result = await command.run(Object.fromEntries(options));
      return result.success ? result.value : result.error;
    } finally {
      Object.assign(console, { log, error });
    }
  };

  const deployed = await run("deploy:local", {});
  if (typeof deployed === "string") throw new Error(deployed);
  const bookFolder = join(folder, "deploy", "deployments", "chain-31337");
  return {
    anvil,
    book: await readAddressBook(bookFolder),
    bookFolder,
    folder,
    run,
    async sheet(name, answers) {
      const path = join(folder, `${name}.csv`);
      await writeFile(path, `item,answer\n${answers.map((answer, item) => `${item + 1},${answer}\n`).join("")}`);
      return path;
    },
    async stop() {
      await anvil.stop();
      await rm(folder, { recursive: true });
    },
  };
}
