import type { FunctionFragment, Interface, Provider } from "ethers";

/** Getters that move while the protocol runs as it should. */
const LIVING = new Set(
  "clock delegatedSupply issued totalSupply root size taskCount isPaused read time released releasable".split(" "),
);

/** Getters that follow from the address. */
const DERIVED = new Set(["DOMAIN_SEPARATOR", "isConsumingScheduledOp"]);

/** Values of all getters of a contract that only governance can change. */
export async function readGetters(provider: Provider, abi: Interface, address: string): Promise<[string, string][]> {
  const getters = abi.fragments.filter(
    (fragment): fragment is FunctionFragment =>
      fragment.type === "function" && (fragment as FunctionFragment).constant && fragment.inputs.length === 0,
  );
  const fixed = getters.filter(({ name }) => !LIVING.has(name) && !DERIVED.has(name));
  return Promise.all(fixed.map(async ({ name }) => [name, await read(provider, abi, address, name, [])] as const)).then(
    (pairs) => pairs.map(([name, value]) => [name, value]),
  );
}

/** The result of a call as text, addresses in lower case without 0x; "reverts" when it does. */
export async function read(
  provider: Provider,
  abi: Interface,
  address: string,
  name: string,
  values: readonly unknown[],
): Promise<string> {
  try {
    const data = await provider.call({ to: address, data: abi.encodeFunctionData(name, values) });
    return textOf(abi.decodeFunctionResult(name, data).toArray(true));
  } catch (error) {
    if ((error as { code?: string }).code === "CALL_EXCEPTION") return "reverts";
    throw error;
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "string" && value.startsWith("0x")) return value.slice(2).toLowerCase();
  return String(value);
}
