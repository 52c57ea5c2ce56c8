import { isCallException, isHexString } from "ethers";

/** Error data of a refused call; nodes hide it in inner errors. */
export function revertData(error: unknown): string | undefined {
  if (isCallException(error) && error.data) return error.data;
  for (let inner = error as { data?: unknown; cause?: unknown; error?: unknown } | undefined; inner;) {
    if (isHexString(inner.data) && inner.data.length >= 10) return inner.data;
    if (typeof inner.data === "object" && inner.data !== null && "data" in inner.data && isHexString(inner.data.data)) {
      return inner.data.data;
    }
    inner = (inner.cause ?? inner.error) as typeof inner;
  }
  return undefined;
}
