/**
 * parameters of a network
 * ├─ given the files of the testnets, they are accepted
 * ├─ given the files of networks worth money, they are refused until accounts are named
 * └─ given one wrong value, they are refused with a line that names it
 */
import { expect } from "chai";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readParameters } from "../../deploy/parameters/readParameters.ts";

type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const NAMED = "0x00000000000000000000000000000000000000A1";
const OTHERS = ["0x00000000000000000000000000000000000000A2", "0x00000000000000000000000000000000000000A3"];

/** Names every account that the file of a network worth money leaves open. */
function name(file: Json): void {
  file.guardian = NAMED;
  file.gateway = { attestors: [NAMED, ...OTHERS], threshold: 2 };
  for (const list of [file.aiaGenesis, file.agtGenesis]) {
    for (const entry of list) if (entry.holder === "") entry.holder = NAMED;
  }
}

describe("parameters of a network", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "alaya-"));
    await cp("deploy/parameters/networks", join(folder, "parameters", "networks"), { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function changed(network: string, change: (file: Json) => void) {
    const file = join(folder, "parameters", "networks", `${network}.json`);
    const json = JSON.parse(await readFile(file, "utf8"));
    change(json);
    await writeFile(file, JSON.stringify(json));
    return readParameters(folder, network).then(
      () => "accepted",
      (error: Error) => error.message,
    );
  }

  it("are accepted for the testnets", async () => {
    expect((await readParameters("deploy", "arbitrumSepolia")).role).to.equal("home");
    expect((await readParameters("deploy", "opbnbTestnet")).role).to.equal("satellite");
  });

  it("are refused where money is, until accounts are named", async () => {
    expect(await changed("arbitrumOne", () => undefined)).to.match(/guardian: give an address/);
    expect(await changed("arbitrumOne", name)).to.equal("accepted");
  });

  const wrong: [string, string, (file: Json) => void, RegExp][] = [
    [
      "a floor above half of what can vote",
      "arbitrumSepolia",
      (file) => (file.governance.quorumFloor = "250000001"),
      /quorumFloor: 250000001 AGT are more than half of the 500000000 that can vote/,
    ],
    [
      "more AGT than can ever be",
      "arbitrumSepolia",
      (file) => (file.agtGenesis[1].amount = "4000000000"),
      /5500000000 AGT are more than the 5,000,000,000/,
    ],
    ["an unknown entry", "arbitrumSepolia", (file) => (file.extra = 1), /Unrecognized key: "extra"/],
    ["a time without a unit", "opbnbTestnet", (file) => (file.timelockDelay = "300"), /timelockDelay: give a whole/],
    ["a small deposit", "opbnbTestnet", (file) => (file.policy.depositBps = 999), /policy.depositBps: /],
    ["half an AGT per review", "opbnbTestnet", (file) => (file.policy.reviewerStake = 0.5), /policy.reviewerStake: /],
    ["a short cooldown", "opbnbTestnet", (file) => (file.reviewerCooldown = "23 hours"), /reviewerCooldown: 1 to 30/],
    ["a minority threshold", "opbnbTestnet", (file) => (file.gateway.threshold = 0), /gateway.threshold: /],
    ["a satellite of itself", "opbnbTestnet", (file) => (file.home = "opbnb"), /home: /],
    [
      "a deployer as guardian where money is",
      "arbitrumOne",
      (file) => {
        name(file);
        file.guardian = "deployer";
      },
      /guardian: has to name an address/,
    ],
    [
      "a short timelock where money is",
      "arbitrumOne",
      (file) => {
        name(file);
        file.timelockDelay = "1 hour";
      },
      /timelockDelay: at least 2 days/,
    ],
  ];
  for (const [what, network, change, line] of wrong) {
    it(`are refused with ${what}`, async () => {
      expect(await changed(network, change)).to.match(line);
    });
  }
});
