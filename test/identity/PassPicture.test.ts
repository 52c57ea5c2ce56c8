/**
 * PassPicture
 * ├─ it shows number, level and experience of a fresh pass
 * ├─ it shows skills, and counts those it has no room for
 * ├─ it fills the ring on the way to the next level
 * ├─ it changes colour with the tier
 * └─ it is to the letter what is kept in `test/vectors`
 */
import { readFileSync } from "node:fs";

import { expect } from "chai";

import { holders } from "../support/passHolders.ts";
import { startChain } from "../support/startChain.ts";

const TOKEN_URI = "data:application/json;base64,";
const SVG_URI = "data:image/svg+xml;base64,";

interface Metadata {
  readonly name: string;
  readonly attributes: readonly { readonly trait_type: string; readonly value: string | number }[];
  readonly image: string;
}

describe("PassPicture", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const setting = await chain.networkHelpers.loadFixture(holders);
    const { picture } = setting.protocol.contracts;
    const draw = async (level: bigint, experience: bigint, skills: bigint) => {
      const uri = await picture.tokenURI(42n, { identityCommitment: 1n, skills, validUntil: 1n, level, experience });
      return read(uri);
    };
    return { ...setting, draw };
  }

  function read(uri: string) {
    expect(uri.startsWith(TOKEN_URI)).to.equal(true);
    const metadata = JSON.parse(Buffer.from(uri.slice(TOKEN_URI.length), "base64").toString()) as Metadata;
    expect(metadata.image.startsWith(SVG_URI)).to.equal(true);
    return { metadata, svg: Buffer.from(metadata.image.slice(SVG_URI.length), "base64").toString() };
  }

  it("shows a fresh pass", async () => {
    const { protocol } = await world();
    const { metadata, svg } = read(await protocol.contracts.pass.tokenURI(1n));
    expect(metadata.name).to.equal("Alaya Pass #1");
    expect(metadata.attributes).to.deep.equal([
      { trait_type: "Level", value: 1, max_value: 10 },
      { trait_type: "Experience", value: 0 },
    ]);
    expect(svg).to.contain("General contributor").and.to.contain(">1</text>").and.to.contain("0 XP");
    expect(svg).to.contain('stroke-dasharray="0 1206"').and.to.contain('opacity="0"');
  });

  it("shows skills, and counts those it has no room for", async () => {
    const { draw } = await world();
    const { metadata, svg } = await draw(7n, 20_000n, 0b1111_1111_0n);
    const skills = metadata.attributes.filter(({ trait_type }) => trait_type === "Skill").map(({ value }) => value);
    expect(skills).to.deep.equal([
      "Driving",
      "Gaming",
      "Film",
      "Music",
      "Commerce",
      "Language",
      "Medicine",
      "Technology",
    ]);
    expect(svg).to.contain(">Language</text>").and.not.to.contain(">Medicine</text>");
    expect(svg).to.contain("and 2 more");
  });

  it("squeezes long names into their chip", async () => {
    const { draw, protocol } = await world();
    const name = protocol.ethers.encodeBytes32String("Computational Linguistics");
    await protocol.contracts.passPolicy.setSkill(30, { name, experience: 1n, minLevel: 1 });
    const { svg } = await draw(1n, 0n, 1n << 30n);
    expect(svg).to.contain('textLength="116"').and.to.contain(">Computational Linguistics</text>");
    for (const [letters, squeezed] of [
      [14, false],
      [15, true],
    ] as const) {
      const long = protocol.ethers.encodeBytes32String("A".repeat(letters));
      await protocol.contracts.passPolicy.setSkill(30, { name: long, experience: 1n, minLevel: 1 });
      expect((await draw(1n, 0n, 1n << 30n)).svg.includes("textLength")).to.equal(squeezed);
    }
  });

  it("has room for six skills", async () => {
    const { draw } = await world();
    const { svg } = await draw(7n, 20_000n, 0b111_1110n);
    expect(svg).to.contain(">Language</text>").and.not.to.contain(" more</text>");
  });

  it("fills the ring on the way to the next level", async () => {
    const { draw } = await world();
    const cases: [bigint, bigint, number][] = [
      [1n, 50n, 301],
      [2n, 100n, 0],
      [2n, 200n, 301],
      [2n, 5_000n, 603],
      [3n, 100n, 0],
      [10n, 150_000n, 603],
    ];
    for (const [level, experience, filled] of cases) {
      const { svg } = await draw(level, experience, 0n);
      expect(svg).to.contain(`stroke-dasharray="${filled} 1206"`);
    }
  });

  it("changes colour with the tier of levels", async () => {
    const { draw } = await world();
    const colours = ["#5eead4", "#c4b5fd", "#fde68a"];
    for (const [level, colour] of [
      [3n, 0],
      [4n, 1],
      [6n, 1],
      [7n, 2],
    ] as const) {
      const { svg } = await draw(level, 0n, 0n);
      expect(colours.map((each) => svg.includes(each))).to.deep.equal(colours.map((_, index) => index === colour));
    }
  });

  it("is to the letter what is kept", async () => {
    const { draw } = await world();
    const { svg } = await draw(7n, 20_000n, 0b1111_1111_0n);
    expect(svg).to.equal(readFileSync(new URL("../vectors/pass.svg", import.meta.url), "utf8"));
  });
});
