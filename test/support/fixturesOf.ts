import type { SnapshotRestorer } from "@nomicfoundation/hardhat-network-helpers/types";

import type { Chain } from "./startChain.ts";

/** Brings the chain into the state that a fixture makes, and returns what the fixture returns. */
export type Load = <World>(fixture: Fixture<World>) => Promise<World>;

/** Makes a state; `load` gives it another fixture's state to start from. */
export type Fixture<World> = (load: Load, chain: Chain) => Promise<World>;

/** `networkHelpers.loadFixture` for fixtures that build on one another. */
export function fixturesOf(chain: Chain): Load {
  const saved: { fixture: unknown; snapshot: SnapshotRestorer; world: unknown }[] = [];
  return async function load<World>(fixture: Fixture<World>): Promise<World> {
    const index = saved.findIndex((entry) => entry.fixture === fixture);
    if (index >= 0) {
      // Going back in time forgets every later state.
      saved.length = index + 1;
      await saved[index].snapshot.restore();
      return saved[index].world as World;
    }
    const world = await fixture(load, chain);
    saved.push({ fixture, snapshot: await chain.networkHelpers.takeSnapshot(), world });
    return world;
  };
}
