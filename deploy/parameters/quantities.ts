import { parseUnits } from "ethers";
import { z } from "zod";

const SECONDS: Record<string, number> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };

/** A length of time such as "2 days" or "90 seconds", in seconds. */
export const duration = z
  .string()
  .regex(/^\d+ (second|minute|hour|day)s?$/, 'give a whole number and a unit, such as "2 days"')
  .transform((text) => {
    const [count, unit] = text.split(" ");
    return Number(count) * SECONDS[unit.replace(/s$/, "")];
  });

/** An amount of AIA or AGT in whole tokens, such as "1000" or "0.25", in units (10^-18). */
export const amount = z
  .string()
  .regex(/^\d+(\.\d{1,18})?$/, 'give an amount in whole tokens, such as "1000" or "0.25"')
  .transform((text) => parseUnits(text, 18));

/** Parts of 10,000. */
export const bps = z.number().int().min(0).max(10_000);
