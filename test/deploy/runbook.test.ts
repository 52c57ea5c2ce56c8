/**
 * the runbook, docs/operations.md
 * ├─ given any command on it
 * │  └─ it is run here, or by a file that contains it
 * └─ given two local chains
 *    └─ every command that is run here does what the page says, in the order of the page
 */
import { expect } from "chai";
import { Contract, JsonRpcProvider } from "ethers";
import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import config from "../../hardhat.config.ts";
import { satelliteOf } from "../../scripts/deploy/satelliteOf.ts";
import { readRunbook } from "./helpers/readRunbook.ts";
import { Shell } from "./helpers/Shell.ts";

/** First account of every anvil. */
const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const PASSWORD = "correct horse battery";
const HOME = "http://127.0.0.1:9545";
const SATELLITE = "http://127.0.0.1:9546";
const MINUTE = 60;

const { commands, files } = readRunbook("docs/operations.md");

/** Commands that are run by another file, as it writes them. */
const ELSEWHERE: Record<string, { readonly file: string; readonly line: string }> = {
  "npm ci": { file: ".ci/run", line: "npm ci" },
  "npm run rehearse": { file: ".ci/run", line: "npm run --silent rehearse" },
};

/** How a command is run, and what it has to print. */
interface Step {
  /** What happens in the world before. */
  readonly before?: () => Promise<unknown>;
  /** What is typed when it asks. */
  readonly answers?: readonly string[];
  readonly prints: RegExp;
  /** Its key comes from the keystore, not from the environment. */
  readonly keystore?: boolean;
  /** It runs until it is interrupted. */
  readonly service?: boolean;
}

describe("the runbook", function () {
  this.timeout(60_000);
  // Each command builds on those before it.
  this.bail(true);

  let folder: string;
  let shell: Shell;
  let hre: HardhatRuntimeEnvironment;
  let home: JsonRpcProvider;
  let satellite: JsonRpcProvider;
  let proposal = "";

  before(async function () {
    folder = await mkdtemp(join(tmpdir(), "alaya-"));
    await cp("deploy/parameters/networks", join(folder, "parameters", "networks"), { recursive: true });
    const keys = { ALAYA_DEPLOY: folder, ALAYA_KEY: KEY, ARBITRUM_SEPOLIA_URL: HOME, OPBNB_TESTNET_URL: SATELLITE };
    // What somebody at a terminal has, and no more; with a home of its own, so that nobody's keystore is touched.
    const { PATH, TMPDIR } = process.env;
    shell = new Shell({ PATH, TMPDIR, HOME: folder, ...keys });
    const at = (network: string, url: string) => ({ ...config.networks![network], url, accounts: [KEY] });
    const networks = { arbitrumSepolia: at("arbitrumSepolia", HOME), opbnbTestnet: at("opbnbTestnet", SATELLITE) };
    const user = { ...config, paths: { ignition: folder }, networks } as HardhatUserConfig;
    hre = await createHardhatRuntimeEnvironment(user, { network: "arbitrumSepolia" });
    [home, satellite] = [HOME, SATELLITE].map(
      (url) => new JsonRpcProvider(url, undefined, { cacheTimeout: -1, staticNetwork: true }),
    );
  });

  after(async function () {
    home.destroy();
    satellite.destroy();
    await shell.interrupt();
    await rm(folder, { recursive: true });
  });

  /** Runs a command at home in this process, where another part of the page has shown it already. */
  async function run(name: string, args: Record<string, unknown>) {
    const { log, error } = console;
    console.log = console.error = () => undefined;
    try {
      const command = hre.tasks.getTask(name);
      const defaults = [...command.options].map(([key, { defaultValue }]) => [key, defaultValue]);
      const result = await command.run({ ...Object.fromEntries(defaults), ...args });
      if (!result.success) throw new Error(String(result.error));
      return result.value;
    } finally {
      Object.assign(console, { log, error });
    }
  }

  async function pass(chain: JsonRpcProvider, seconds: number): Promise<void> {
    await chain.send("evm_increaseTime", [seconds]);
    await chain.send("evm_mine", []);
  }

  async function until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("it did not happen in time");
  }

  /** Takes the proposal for the satellite from `propose` to `execute`, lets attestors bring it over, and the delay pass. */
  async function decide(): Promise<void> {
    const { id } = await run("propose", { file: "out/remote.json" });
    await pass(home, 2 * MINUTE);
    await run("vote", { proposal: String(id), choice: "for" });
    await pass(home, 15 * MINUTE);
    await run("queue", { proposal: String(id) });
    await pass(home, 15 * MINUTE);
    await run("execute", { proposal: String(id) });
    // Until its block is final for anvil.
    await home.send("anvil_mine", ["0x48"]);
    const { timelock } = await satelliteOf(hre, "opbnbTestnet");
    const contract = new Contract(
      timelock,
      ["event CallScheduled(bytes32 indexed, uint256 indexed, address, uint256, bytes, bytes32, uint256)"],
      satellite,
    );
    await until(async () => (await contract.queryFilter("CallScheduled", 0)).length === 1);
    await pass(satellite, 5 * MINUTE);
  }

  /** What was decided goes into the parameters, as the page says. */
  async function record(network: string, values: object): Promise<void> {
    const file = join(folder, "parameters", "networks", `${network}.json`);
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), ...values }));
  }

  async function settled(): Promise<boolean> {
    const [{ phase }] = (await run("status", { task: 1n })) as unknown as { phase: string }[];
    return phase === "settled";
  }

  const at = (network: string) => `-- --network ${network}`;
  const STEPS: Record<string, Step> = {
    "npx hardhat keystore set ALAYA_KEY": {
      answers: [PASSWORD, PASSWORD, KEY],
      prints: /Key "ALAYA_KEY" set in the production keystore/,
    },
    "npx anvil --chain-id 421614 --port 9545": { service: true, prints: /Listening on 127\.0\.0\.1:9545/ },
    "npx anvil --chain-id 5611 --port 9546 --optimism": { service: true, prints: /Listening on 127\.0\.0\.1:9546/ },
    [commands.find((command) => command.startsWith("node -e "))!]: { prints: /"id":900.*"id":65/s },
    [`npm run deploy ${at("arbitrumSepolia")} --dry-run`]: {
      keystore: true,
      answers: [PASSWORD],
      prints: /\d+ transactions, [\d,]+ gas, about [\d.]+ ETH/,
    },
    [`npm run deploy ${at("arbitrumSepolia")} --yes`]: { prints: /arbitrumSepolia is as it should be: \d+ facts/ },
    [`npm run deploy ${at("opbnbTestnet")} --yes`]: { prints: /opbnbTestnet is as it should be: \d+ facts/ },
    // No explorer knows these chains: this far and no further.
    [`npm run verify:sources ${at("arbitrumSepolia")}`]: { prints: /there is no ETHERSCAN_API_KEY\. Set it by/ },
    "npx hardhat propose:link --network arbitrumSepolia --to opbnbTestnet --file out/link.json": {
      before: () => run("publish", { items: 6, pool: "30", commitSeconds: 2 * MINUTE, revealSeconds: 2 * MINUTE }),
      prints: /out\/link\.json is written: "Link opbnbTestnet", 3 changes/,
    },
    "npx hardhat delegate --network arbitrumSepolia": { prints: /now votes with \d+/ },
    "npx hardhat propose --network arbitrumSepolia --file out/link.json": {
      before: () => pass(home, MINUTE),
      prints: /Proposed as \d+: vote from/,
    },
    "npx hardhat proposals --network arbitrumSepolia": { prints: /Link opbnbTestnet\n +pending, time left: / },
    "npx hardhat vote --network arbitrumSepolia --proposal NUMBER --choice for": {
      before: () => pass(home, 2 * MINUTE),
      prints: /voted for with \d+/,
    },
    "npx hardhat queue --network arbitrumSepolia --proposal NUMBER": {
      before: () => pass(home, 15 * MINUTE),
      prints: /Queued: anyone can execute it/,
    },
    "npx hardhat execute --network arbitrumSepolia --proposal NUMBER": {
      before: () => pass(home, 15 * MINUTE),
      prints: /Done: AGTLockbox\.link\(/,
    },
    [`npm run attestor ${at("arbitrumSepolia")} --to opbnbTestnet`]: { service: true, prints: /attestor is running/ },
    [`npm run attestor ${at("opbnbTestnet")} --to arbitrumSepolia --port 8790`]: {
      service: true,
      prints: /attestor is running/,
    },
    [`npm run scorer ${at("arbitrumSepolia")}`]: { service: true, prints: /keeper is running/ },
    [`npm run relay ${at("arbitrumSepolia")} --fee 0.1`]: { service: true, prints: /relay is open/ },
    "npx hardhat propose:remote --network arbitrumSepolia --to opbnbTestnet --changes out/changes.json --file out/remote.json":
      {
        before: () => writeFile("out/changes.json", files[0]),
        prints: /TimelockController\.updateDelay\(newDelay: 600\)\nout\/remote\.json is written: .*, 1 messages/,
      },
    "npx hardhat execute:remote --network opbnbTestnet": {
      before: decide,
      prints: /Done: TimelockController\.updateDelay\(newDelay: 600\)/,
    },
    [`npm run status ${at("arbitrumSepolia")}`]: {
      before: () => record("arbitrumSepolia", { satellites: ["opbnbTestnet"] }),
      prints: /arbitrumSepolia is as it should be: \d+ facts/,
    },
    [`npm run status ${at("opbnbTestnet")} --json`]: {
      before: () => record("opbnbTestnet", { timelockDelay: "10 minutes" }),
      prints: /"drifts":\[\],"clean":true/,
    },
    [`npm run verify ${at("arbitrumSepolia")} --task NUMBER`]: {
      before: () => until(settled),
      prints: /Task 1: equal\./,
    },
  };

  it("has no command that nobody runs, and this test none that it does not have", async function () {
    expect(commands).to.have.members([...Object.keys(ELSEWHERE), ...Object.keys(STEPS)]);
    for (const [command, { file, line }] of Object.entries(ELSEWHERE)) {
      expect((await readFile(file, "utf8")).split("\n"), `${file} does not run "${command}"`).to.include(line);
    }
  });

  for (const command of commands) {
    const step = STEPS[command];
    if (step === undefined) continue;
    it(command, async function () {
      await step.before?.();
      const number = command.includes("--task") ? "1" : proposal;
      const typed = `${step.keystore ? "unset ALAYA_KEY; " : ""}${command.replace("NUMBER", number)}`;
      if (step.service) {
        await shell.open(typed, step.prints);
        return;
      }
      const { code, output } = await shell.run(typed, step.answers);
      expect(output).to.match(step.prints);
      expect(code, output).to.equal(0);
      proposal = output.match(/Proposed as (\d+)/)?.[1] ?? proposal;
    });
  }

  it("ends services without complaint when they are interrupted", async function () {
    const outputs = await shell.interrupt();
    expect(outputs).to.have.length(Object.values(STEPS).filter(({ service }) => service).length);
    const own = outputs.filter((output) => output.includes("> hardhat "));
    expect(own).to.have.length(4);
    for (const output of own) expect(output).to.not.match(/error|rejection/i);
  });
});
