import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

import type { SheetQueue } from "./SheetQueue.ts";

/** What a relay counts. */
export type RelayMetrics = ReturnType<typeof relayMetrics>;

/** Prometheus metrics of one relay, in a registry of their own. */
export function relayMetrics(queue: SheetQueue) {
  const registers = [new Registry()];
  collectDefaultMetrics({ register: registers[0] });
  new Gauge({
    name: "alaya_relay_queue",
    help: "Sheets by state",
    labelNames: ["state"],
    registers,
    collect() {
      for (const state of ["queued", "sent", "done", "refused"] as const) this.set({ state }, queue.count(state));
    },
  });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `alaya_relay_${name}`, help, labelNames, registers });
  return {
    register: registers[0],
    accepted: counter("accepted_total", "Sheets taken", ["kind"]),
    refused: counter("refused_total", "Requests refused", ["reason"]),
    transactions: counter("transactions_total", "Transactions sent, replacements included"),
    replacements: counter("replacements_total", "Transactions sent again with higher fees"),
    failures: counter("failures_total", "Rounds that ended in an error"),
    lastRound: new Gauge({ name: "alaya_relay_last_round_seconds", help: "Time of the last good round", registers }),
  };
}
