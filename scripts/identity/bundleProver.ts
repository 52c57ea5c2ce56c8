import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const NAMES = ["proveEligibility", "verifyEligibility", "proveExperience", "verifyExperience", "terminateProver"];

/**
 * The proving library as one script for browsers, which sets the global `alaya`; the sources are those that Node runs.
 *
 * @throws when the bundler warns of anything
 */
export async function bundleProver(): Promise<string> {
  const { outputFiles, warnings } = await build({
    stdin: {
      contents: NAMES.map((name) => `export { ${name} } from "./scripts/identity/${name}.ts";`).join("\n"),
      resolveDir: fileURLToPath(new URL("../../", import.meta.url)),
    },
    bundle: true,
    minify: true,
    platform: "browser",
    target: "es2022",
    format: "iife",
    globalName: "alaya",
    write: false,
  });
  if (warnings.length > 0) throw new Error(`The bundler warns: ${warnings.map(({ text }) => text).join("; ")}`);
  return outputFiles[0].text;
}
