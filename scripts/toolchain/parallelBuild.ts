import { availableParallelism } from "node:os";

import type { HardhatPlugin } from "hardhat/types/plugins";

/** Compiles on every core; by default Hardhat leaves one idle, which is half of a small machine. */
export const parallelBuild: HardhatPlugin = {
  id: "alaya-parallel-build",
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            build: (context, files, options, next) =>
              next(context, files, { concurrency: availableParallelism(), ...options }),
          }),
      }),
  },
};
