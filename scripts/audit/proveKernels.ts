import { prove } from "./prove.ts";

for (const { contract, proved, open } of prove()) {
  console.log(`${contract}: ${proved} proved${open.length > 0 ? `, ${open.length} open` : ""}`);
  for (const message of open) console.error(message);
  if (open.length > 0 || proved === 0) process.exitCode = 1;
}
