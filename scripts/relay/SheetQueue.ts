import { DatabaseSync } from "node:sqlite";

/** What a sheet waits for. */
export type SheetKind = "commit" | "reveal";

/** queued → sent → done; or refused, with the reason. */
export type SheetState = "queued" | "sent" | "done" | "refused";

/** A sheet that was taken, or what is known of it. */
export interface QueuedSheet {
  readonly id: number;
  readonly kind: SheetKind;
  readonly taskId: bigint;
  readonly nullifier: bigint;
  /** The request as JSON. */
  readonly payload: string;
  readonly state: SheetState;
  /** Why it was refused. */
  readonly reason: string | null;
}

/** A transaction that was written down before it was sent. */
export interface PlannedTransaction {
  readonly nonce: number;
  readonly data: string;
  /** Gas limit. */
  readonly gas: bigint;
  /** Block before which none of its events can be. */
  readonly fromBlock: number;
  /** Numbers of its sheets in the queue. */
  readonly sheets: readonly number[];
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS sheets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    task TEXT NOT NULL,
    nullifier TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued',
    reason TEXT,
    UNIQUE (kind, task, nullifier)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS waiting ON sheets (state, id);
  CREATE TABLE IF NOT EXISTS plans (
    nonce INTEGER PRIMARY KEY,
    data TEXT NOT NULL,
    gas TEXT NOT NULL,
    fromBlock INTEGER NOT NULL,
    sheets TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS place (only INTEGER PRIMARY KEY CHECK (only = 1), name TEXT NOT NULL) STRICT;
`;

/**
 * The relay's memory: sheets and the transaction in flight, in a SQLite file. Every change is on disk before a method
 * returns, so that a killed relay continues where it was.
 */
export class SheetQueue {
  readonly #database: DatabaseSync;

  /**
   * @param path file, made when it does not exist
   * @param place chain, registry and relayer that the queue belongs to
   * @throws Error when the file belongs to another place
   */
  constructor(path: string, place: string) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(SCHEMA);
    this.#database.prepare("INSERT OR IGNORE INTO place VALUES (1, ?)").run(place);
    const { name } = this.#database.prepare("SELECT name FROM place").get() as { name: string };
    if (name !== place) throw new Error(`${path} is the queue of ${name}: give another file for ${place}.`);
  }

  /** Takes a sheet. A refused one of the same kind, task and nullifier is replaced; false when another one is there. */
  add(kind: SheetKind, taskId: bigint, nullifier: bigint, payload: string): boolean {
    const sql = `INSERT INTO sheets (kind, task, nullifier, payload) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET payload = excluded.payload, state = 'queued', reason = NULL WHERE state = 'refused'`;
    return this.#database.prepare(sql).run(kind, String(taskId), String(nullifier), payload).changes === 1;
  }

  /** What is known of a sheet. */
  find(kind: SheetKind, taskId: bigint, nullifier: bigint): QueuedSheet | undefined {
    const sql = "SELECT * FROM sheets WHERE kind = ? AND task = ? AND nullifier = ?";
    const row = this.#database.prepare(sql).get(kind, String(taskId), String(nullifier));
    return row && toSheet(row);
  }

  /** Sheets in a state, oldest first. */
  list(state: SheetState, most = 1000): QueuedSheet[] {
    const rows = this.#database.prepare("SELECT * FROM sheets WHERE state = ? ORDER BY id LIMIT ?").all(state, most);
    return rows.map(toSheet);
  }

  /** Number of sheets in a state. */
  count(state: SheetState): number {
    return Number(this.#database.prepare("SELECT count(*) AS n FROM sheets WHERE state = ?").get(state)!.n);
  }

  /** A sheet by its number. */
  sheet(id: number): QueuedSheet {
    return toSheet(this.#database.prepare("SELECT * FROM sheets WHERE id = ?").get(id)!);
  }

  /** Ends a sheet's wait, or sends it back to the queue. */
  mark(id: number, state: SheetState, reason: string | null = null): void {
    this.#database.prepare("UPDATE sheets SET state = ?, reason = ? WHERE id = ?").run(state, reason, id);
  }

  /** The transaction in flight, if there is one. */
  planned(): PlannedTransaction | undefined {
    const row = this.#database.prepare("SELECT * FROM plans").get();
    if (!row) return undefined;
    const { nonce, data, gas, fromBlock, sheets } = row as Record<string, string>;
    return { nonce: Number(nonce), data, gas: BigInt(gas), fromBlock: Number(fromBlock), sheets: JSON.parse(sheets) };
  }

  /** Writes a transaction down before it is sent. Its sheets count as sent from now on. */
  plan({ nonce, data, gas, fromBlock, sheets }: PlannedTransaction): void {
    this.#together(() => {
      const sql = "INSERT INTO plans VALUES (?, ?, ?, ?, ?)";
      this.#database.prepare(sql).run(nonce, data, String(gas), fromBlock, JSON.stringify(sheets));
      for (const id of sheets) this.mark(id, "sent");
    });
  }

  /** Forgets the transaction in flight, with what became of its sheets. */
  conclude(outcomes: readonly { readonly id: number; readonly state: SheetState }[]): void {
    this.#together(() => {
      for (const { id, state } of outcomes) this.mark(id, state);
      this.#database.exec("DELETE FROM plans");
    });
  }

  close(): void {
    this.#database.close();
  }

  #together(change: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      change();
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }
}

function toSheet(row: Record<string, unknown>): QueuedSheet {
  const { id, kind, task, nullifier, payload, state, reason } = row as Record<string, string>;
  return {
    id: Number(id),
    kind: kind as SheetKind,
    taskId: BigInt(task),
    nullifier: BigInt(nullifier),
    payload,
    state: state as SheetState,
    reason,
  };
}
