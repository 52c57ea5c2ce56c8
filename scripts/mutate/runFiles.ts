import hre from "hardhat";
import Mocha from "mocha";

/** Says nothing: only whether a test fails matters. */
class Silence {}

/**
 * Runs test files in turn up to the first that fails; none is loaded before its turn. Names each on standard output as
 * it begins; the status says whether all pass.
 */
for (const file of process.argv.slice(2)) {
  console.log(file);
  const mocha = new Mocha({
    ...hre.config.test.mocha,
    parallel: false,
    bail: true,
    reporter: Silence as unknown as string,
  });
  mocha.addFile(file);
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((end) => mocha.run(end));
  if (failures > 0) process.exit(1);
}
process.exit(0);
