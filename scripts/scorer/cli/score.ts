import { DatasetError } from "../../dataset/csvError.ts";
import { parseScoreArguments } from "./parseScoreArguments.ts";
import { printReport } from "./printReport.ts";
import { runScore } from "./runScore.ts";

try {
  const args = parseScoreArguments(process.argv.slice(2));
  const report = await runScore(args);
  console.log(args.json ? JSON.stringify(report) : printReport(report));
} catch (error) {
  if (!(error instanceof DatasetError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
