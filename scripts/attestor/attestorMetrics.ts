import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

/** What an attestor counts. */
export type AttestorMetrics = ReturnType<typeof attestorMetrics>;

/** Prometheus metrics of one attestor, in a registry of their own. */
export function attestorMetrics() {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const name = (end: string) => `alaya_attestor_${end}`;
  return {
    register,
    signed: new Counter({ name: name("signed_total"), help: "Messages signed since the start", registers }),
    delivered: new Counter({ name: name("delivered_total"), help: "Messages delivered by this attestor", registers }),
    failures: new Counter({
      name: name("failures_total"),
      help: "Deliveries or rounds that failed and will be tried again",
      labelNames: ["error"],
      registers,
    }),
    peerFailures: new Counter({
      name: name("peer_failures_total"),
      help: "Requests that another attestor did not answer",
      labelNames: ["peer"],
      registers,
    }),
    waiting: new Gauge({ name: name("waiting_messages"), help: "Messages that have not arrived for good", registers }),
    lastRound: new Gauge({ name: name("last_round_seconds"), help: "Time of the last good round", registers }),
  };
}
