import type { SheetKind } from "./types.ts";
import { MODEL_PROFILE } from "./constants.ts";

/** Index into `PROFILES` of a row's kind byte; unknown kinds count as model rows, unknown tiers as the highest. */
export function profileOf(sheet: SheetKind): number {
  const kind = sheet & 3;
  if (kind === 0) return Math.min((sheet >> 2) & 3, 2);
  return kind === 1 ? 3 : MODEL_PROFILE;
}
