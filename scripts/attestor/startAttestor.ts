import type { Contract, Provider, Signer } from "ethers";
import type { Logger } from "pino";

import { type RunningService, startService } from "../service/startService.ts";
import { Attestor } from "./Attestor.ts";
import { attestorMetrics } from "./attestorMetrics.ts";
import { MessageFeed } from "./MessageFeed.ts";

export interface StartAttestorOptions {
  readonly source: Provider;
  readonly sourceGateway: string;
  /** Block at or before the deployment of the source's gateway. */
  readonly firstBlock: number;
  /** The destination's gateway; sends from `signer`. */
  readonly gateway: Contract;
  readonly signer: Signer;
  /** Contracts for which deliveries are paid. */
  readonly recipients: readonly string[];
  /** URLs of other attestors. */
  readonly peers: readonly string[];
  /** Of `/health`, `/metrics` and `/attestations/<sendId>` on the loopback interface; 0 for any free one. */
  readonly port: number;
  /** Blocks on top of what counts; 0 for blocks that the node calls final. */
  readonly confirmations: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
  /** Milliseconds after which a transaction that is not mined is given up. */
  readonly patience?: number;
  /** Longest pause before a delivery that failed is tried again, milliseconds. */
  readonly longestPause?: number;
  /** Milliseconds between rounds. */
  readonly pause: number;
  readonly log: Logger;
}

const PATH = /^\/attestations\/(0x[0-9a-f]{64})$/;

/** Starts an attestor with its health page, which also gives its signatures to other attestors. */
export async function startAttestor(options: StartAttestorOptions): Promise<RunningService> {
  const { source, sourceGateway, gateway, signer, recipients } = options;
  const [{ chainId: sourceChainId }, { chainId: destinationChainId }] = await Promise.all([
    source.getNetwork(),
    signer.provider!.getNetwork(),
  ]);
  const route = { sourceChainId, sourceGateway, destinationChainId, destinationGateway: await gateway.getAddress() };
  const metrics = attestorMetrics();
  const attestor = new Attestor({
    ...options,
    feed: new MessageFeed({ ...options, sourceChainId }),
    route,
    recipients: recipients.map((address) => address.toLowerCase()),
    metrics,
  });
  return startService({
    ...options,
    name: "attestor",
    round: () => attestor.round(),
    metrics,
    answer(request, response) {
      const signature = attestor.signatureOf(PATH.exec(request.url ?? "")?.[1] ?? "");
      if (signature !== undefined) response.end(`${signature}\n`);
      return signature !== undefined;
    },
  });
}
