import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

/** What a keeper counts. */
export type KeeperMetrics = ReturnType<typeof keeperMetrics>;

/** Prometheus metrics of one keeper, in a registry of their own. */
export function keeperMetrics() {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  return {
    register,
    settled: new Counter({ name: "alaya_keeper_settled_total", help: "Tasks settled by this keeper", registers }),
    resolved: new Counter({
      name: "alaya_keeper_resolved_total",
      help: "Tasks whose reviews were resolved by this keeper",
      registers,
    }),
    failures: new Counter({
      name: "alaya_keeper_failures_total",
      help: "Tasks or rounds that could not be worked on and will be tried again",
      labelNames: ["error"],
      registers,
    }),
    open: new Gauge({ name: "alaya_keeper_open_tasks", help: "Tasks that are not over", registers }),
    lastRound: new Gauge({ name: "alaya_keeper_last_round_seconds", help: "Time of the last good round", registers }),
  };
}
