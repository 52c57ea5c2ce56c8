import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import {
  type DeployConfig,
  deploy,
  type DeploymentResult,
  DeploymentResultType,
  type ExecutionEventListener,
  type IgnitionModule,
} from "@nomicfoundation/ignition-core";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { EthereumProvider } from "hardhat/types/providers";
import { join } from "node:path";

import { writeFileAtomically } from "../identity/writeFileAtomically.ts";
import { repairJournal } from "./repairJournal.ts";

/** Where and how a module is deployed. */
export interface IgnitionRun {
  readonly provider: EthereumProvider;
  readonly deployer: string;
  /** Folder of the journal; nothing is kept without it. */
  readonly folder?: string;
  readonly config?: Partial<DeployConfig>;
  readonly listener?: Partial<ExecutionEventListener>;
}

/**
 * Deploys a module, or goes on with it where the journal ends.
 *
 * @returns addresses by the futures' ids
 * @throws Error naming the futures that failed; run it again when their cause is gone
 */
export async function runIgnition(
  hre: HardhatRuntimeEnvironment,
  ignitionModule: IgnitionModule,
  { provider, deployer, folder, config, listener }: IgnitionRun,
): Promise<Map<string, string>> {
  const artifactResolver = new HardhatArtifactResolver(hre.artifacts);
  if (folder !== undefined) await repairJournal(folder, artifactResolver, provider, deployer);
  const result = await deploy({
    artifactResolver,
    provider,
    ignitionModule,
    deploymentDir: folder,
    deploymentParameters: {},
    accounts: [deployer],
    defaultSender: deployer,
    config,
    executionEventListener: listenerOf(listener),
  });
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw new Error(reasonsOf(result));
  const addresses = Object.fromEntries(Object.entries(result.contracts).map(([id, { address }]) => [id, address]));
  // Ignition writes each address after its contract, once: a process killed in between leaves it out.
  if (folder !== undefined)
    await writeFileAtomically(join(folder, "deployed_addresses.json"), `${JSON.stringify(addresses, null, 2)}\n`);
  return new Map(Object.entries(addresses));
}

/** Ignition wants a handler for every event. */
function listenerOf(handlers: Partial<ExecutionEventListener> = {}): ExecutionEventListener {
  const nothing = () => undefined;
  return new Proxy({} as ExecutionEventListener, {
    get: (_, name) => handlers[name as keyof ExecutionEventListener] ?? nothing,
  });
}

/** Ignition's results differ in shape; all of them carry texts about futures. */
function reasonsOf({ type, ...parts }: DeploymentResult & { successful?: unknown }): string {
  return [`The deployment stopped (${type}):`, ...textsOf({ ...parts, successful: undefined }, "")].join("\n");
}

function textsOf(part: unknown, id: string): string[] {
  if (typeof part === "string") return id === "futureId" ? [] : [`  ${id}: ${part}`];
  if (typeof part !== "object" || part === null) return [];
  const named = (part as { futureId?: unknown }).futureId;
  const under = (key: string) => (typeof named === "string" ? named : /^\d+$/.test(key) ? id : key);
  return Object.entries(part).flatMap(([key, value]) => (key === "futureId" ? [] : textsOf(value, under(key))));
}
