import { AbiCoder, keccak256, type Provider } from "ethers";

import { type Message, readMessages } from "../crosschain/readMessages.ts";
import { ChainDataError } from "../protocol/ChainDataError.ts";
import { confirmedBlock } from "./confirmedBlock.ts";

/** Storage slot in which `AttestedGateway` counts what it has sent. */
const SENT_SLOT = 5;

/** Which messages to follow. */
export interface FeedOptions {
  readonly source: Provider;
  readonly sourceChainId: bigint;
  readonly sourceGateway: string;
  /** Block at or before the gateway's deployment. */
  readonly firstBlock: number;
  /** See `confirmedBlock`. */
  readonly confirmations: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
}

/** What came since the last reading. */
export interface News {
  /** Whether the chain replaced blocks that counted as confirmed: all that was read before may be wrong. */
  readonly replaced: boolean;
  /** In the order in which they were sent. */
  readonly messages: readonly Message[];
}

/**
 * Follows a gateway's messages, each once. A node that leaves out logs is noticed: the gateway numbers its messages, their
 * ids follow from the numbers, and the contract's storage holds the last one.
 */
export class MessageFeed {
  readonly #options: FeedOptions;
  /** First block that is still to be read, and the number of messages before it. */
  #next: number;
  #before = 0;
  /** Number of messages that were given out. */
  #known = 0;
  /** Last block that was read. */
  #end?: { readonly number: number; readonly hash: string };

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#next = options.firstBlock;
  }

  /** @throws ChainDataError when the node leaves something out or replaces blocks meanwhile; read again then */
  async read(): Promise<News> {
    const { source, sourceGateway: gateway, firstBlock, confirmations, chunk } = this.#options;
    if (this.#end && this.#end.hash !== (await this.#hashOf(this.#end.number))) {
      this.#end = undefined;
      [this.#next, this.#before, this.#known] = [firstBlock, 0, 0];
      return { replaced: true, messages: [] };
    }
    const toBlock = await confirmedBlock(source, confirmations);
    if (toBlock < this.#next) return { replaced: false, messages: [] };
    const hash = await this.#hashOf(toBlock);
    const sent = Number(await source.getStorage(gateway, SENT_SLOT));
    const query = { gateway, fromBlock: this.#next, toBlock, chunk };
    const found = sent === this.#before ? [] : await readMessages(source, query);
    if (hash === undefined || hash !== (await this.#hashOf(toBlock))) {
      throw new ChainDataError(`The chain replaced block ${toBlock} while messages were read.`);
    }
    this.#requireAll(found);
    const messages = found.slice(this.#known - this.#before);
    this.#known = this.#before + found.length;
    this.#end = { number: toBlock, hash };
    this.#advance(found, sent, toBlock);
    return { replaced: false, messages };
  }

  /** Goes on behind the last block where nothing is missing; otherwise at the last message, for more may be beside it. */
  #advance(found: readonly Message[], sent: number, toBlock: number): void {
    if (this.#known >= sent) [this.#next, this.#before] = [toBlock + 1, this.#known];
    else if (found.length > 0) {
      const { block } = found.at(-1)!;
      this.#before += found.filter((message) => message.block < block).length;
      this.#next = block;
    }
  }

  #requireAll(found: readonly Message[]): void {
    const wrong = found.findIndex(({ sendId }, index) => sendId !== this.#sendIdOf(this.#before + index + 1));
    if (wrong === -1 && this.#before + found.length >= this.#known) return;
    const missing = this.#before + (wrong === -1 ? found.length : wrong) + 1;
    // Perhaps an earlier answer was incomplete: read everything again, but give out nothing twice.
    [this.#next, this.#before] = [this.#options.firstBlock, 0];
    throw new ChainDataError(`The logs of the gateway lack message ${missing}: ask another node.`);
  }

  #sendIdOf(number: number): string {
    const { sourceChainId, sourceGateway } = this.#options;
    const values = [sourceChainId, sourceGateway, number];
    return keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "address", "uint256"], values));
  }

  async #hashOf(block: number): Promise<string | undefined> {
    return (await this.#options.source.getBlock(block))?.hash ?? undefined;
  }
}
