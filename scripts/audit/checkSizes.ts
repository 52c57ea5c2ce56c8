import { figures } from "./figures.ts";

const { tooLarge, sizes } = figures();
for (const { contract, bytes } of sizes.slice(0, 10)) console.log(`${String(bytes).padStart(6)}  ${contract}`);
console.log(`${sizes.length} contracts, the largest of ${sizes[0].bytes} bytes`);
if (tooLarge.length > 0) {
  console.error(`Less than a tenth of 24,576 bytes to spare: ${tooLarge.join(", ")}.`);
  process.exitCode = 1;
}
