import { type Contract, dataSlice, type Signer, TypedDataEncoder } from "ethers";
import type { Logger } from "pino";

import { attest } from "../crosschain/attest.ts";
import { chainIdOf } from "../crosschain/chainIdOf.ts";
import type { Message } from "../crosschain/readMessages.ts";
import { type Route, typedMessage } from "../crosschain/typedMessage.ts";
import type { AttestorMetrics } from "./attestorMetrics.ts";
import { collectSignatures } from "./collectSignatures.ts";
import { confirmedBlock } from "./confirmedBlock.ts";
import type { MessageFeed } from "./MessageFeed.ts";

/** What an attestor works with. */
export interface AttestorOptions {
  readonly feed: MessageFeed;
  readonly route: Route;
  /** The destination's gateway; sends from `signer`. */
  readonly gateway: Contract;
  /** Signs messages if the gateway knows it as an attestor, and pays for deliveries. On the destination chain. */
  readonly signer: Signer;
  /** Contracts for which deliveries are paid. Messages to others are signed, and left to whoever wants them. */
  readonly recipients: readonly string[];
  /** URLs of other attestors. */
  readonly peers: readonly string[];
  /** After which a delivery counts; see `confirmedBlock`. */
  readonly confirmations: number;
  /** Milliseconds after which a transaction that is not mined is given up; a node can forget it. */
  readonly patience?: number;
  /** Longest pause before a delivery that failed is tried again, milliseconds. */
  readonly longestPause?: number;
  readonly log: Logger;
  readonly metrics: AttestorMetrics;
}

/** A message on its way. */
interface Pending {
  readonly message: Message;
  readonly hash: string;
  signature?: string;
  /** Destination block at which it was first seen delivered. */
  deliveredAt?: number;
  failures: number;
  /** Time before which it is not tried again. */
  retryAt: number;
}

const PATIENCE = 120_000;
const SHORTEST_PAUSE = 1_000;
const LONGEST_PAUSE = 3_600_000;

/**
 * Signs every confirmed message from one chain to another, and delivers it once enough attestors have. It keeps nothing:
 * after any crash it reads both chains again. Several may run at once; whoever comes second finds the message delivered.
 */
export class Attestor {
  readonly #options: AttestorOptions;
  /** By their `sendId`. */
  readonly #pending = new Map<string, Pending>();

  constructor(options: AttestorOptions) {
    this.#options = options;
  }

  /** Its signature of a message; undefined while there is none, or when the message has arrived for good. */
  signatureOf(sendId: string): string | undefined {
    return this.#pending.get(sendId)?.signature;
  }

  /** Reads what is new and looks at every message on its way. What fails for one message is reported and tried again. */
  async round(): Promise<void> {
    const { feed, route, gateway, confirmations, log, metrics } = this.#options;
    const { replaced, messages } = await feed.read();
    if (replaced) {
      log.error("the source chain replaced blocks that counted as confirmed: all signatures are dropped");
      this.#pending.clear();
    }
    for (const message of messages) {
      if (chainIdOf(message.recipient) !== route.destinationChainId) continue;
      const { domain, types, value } = typedMessage(route, message);
      const hash = TypedDataEncoder.hash(domain, types, value);
      this.#pending.set(message.sendId, { message, hash, failures: 0, retryAt: 0 });
    }
    await this.#requireLink();
    const [attestors, threshold]: [string[], bigint] = await gateway.attestors();
    const settled = await confirmedBlock(gateway.runner!.provider!, confirmations);
    for (const pending of this.#pending.values()) {
      try {
        await this.#visit(pending, [...attestors], Number(threshold), settled);
      } catch (error) {
        this.#postpone(pending, error as Error);
      }
    }
    metrics.waiting.set(this.#pending.size);
    metrics.lastRound.set(Math.floor(Date.now() / 1000));
  }

  async #visit(pending: Pending, attestors: string[], threshold: number, settled: number): Promise<void> {
    const { gateway, signer, route, recipients, metrics } = this.#options;
    const { message, hash } = pending;
    if (pending.signature === undefined && attestors.includes(await signer.getAddress())) {
      pending.signature = await attest(signer, route, message);
      metrics.signed.inc();
    }
    if (!recipients.includes(dataSlice(message.recipient, -20)) || Date.now() < pending.retryAt) return;
    if (await gateway.isDelivered(hash)) {
      // The destination may take the delivery back too.
      pending.deliveredAt ??= await gateway.runner!.provider!.getBlockNumber();
      if (pending.deliveredAt <= settled) this.#pending.delete(message.sendId);
      return;
    }
    pending.deliveredAt = undefined;
    const signatures = await this.#signaturesFor(pending, attestors);
    if (signatures.length >= threshold) await this.#deliver(pending, signatures.slice(0, threshold));
  }

  #signaturesFor({ message, hash, signature: own }: Pending, attestors: string[]): Promise<string[]> {
    const { peers, log, metrics } = this.#options;
    const onFailure = (peer: string, error: unknown) => {
      metrics.peerFailures.inc({ peer });
      log.debug({ peer, error: String(error) }, "no answer");
    };
    return collectSignatures({ sendId: message.sendId, hash, own, peers, attestors, onFailure });
  }

  async #deliver(pending: Pending, signatures: string[]): Promise<void> {
    const { gateway, patience = PATIENCE, log, metrics } = this.#options;
    const { sendId, sender, recipient, payload } = pending.message;
    const values = [sendId, sender, recipient, payload, signatures];
    // A refusal costs nothing here.
    await gateway.deliver.staticCall(...values);
    const receipt = await (await gateway.deliver(...values)).wait(1, patience);
    metrics.delivered.inc();
    log.info({ sendId, gas: String(receipt.gasUsed) }, "delivered");
  }

  /** Puts off what fails again and again, so that it keeps nobody busy. */
  #postpone(pending: Pending, error: Error): void {
    const { longestPause = LONGEST_PAUSE, log, metrics } = this.#options;
    const { revert, code } = error as { revert?: { name: string }; code?: string };
    const name = revert?.name ?? code ?? error.name;
    pending.retryAt = Date.now() + Math.min(longestPause, SHORTEST_PAUSE * 2 ** pending.failures++);
    metrics.failures.inc({ error: name });
    log.warn({ sendId: pending.message.sendId, error: name }, error.message.split("\n", 1)[0]);
  }

  /** @throws Error when the destination's gateway knows another gateway at the source, or none */
  async #requireLink(): Promise<void> {
    const { gateway, route } = this.#options;
    const known = await gateway.remoteOf(route.sourceChainId);
    if (known === route.sourceGateway) return;
    throw new Error(
      `The gateway of chain ${route.destinationChainId} is linked to ${known} on chain ${route.sourceChainId}, not to ${route.sourceGateway}.`,
    );
  }
}
