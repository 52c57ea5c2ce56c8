import { checkCosts } from "./checkCosts.ts";
import { prove } from "./prove.ts";
import { readKernels } from "./readKernels.ts";

const faults = checkCosts();
console.log(`Costs: ${faults.length > 0 ? `${faults.length} bytes wrong` : "all bytes proved"}`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;

for (const kernel of readKernels()) {
  const { contract, proved, open } = prove(kernel);
  console.log(`${contract}: ${proved} proved${open.length > 0 ? `, ${open.length} open` : ""}`);
  for (const message of open) console.error(message);
  if (open.length > 0 || proved === 0) process.exitCode = 1;
}
