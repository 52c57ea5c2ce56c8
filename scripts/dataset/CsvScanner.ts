import { DatasetError } from "./csvError.ts";

/** The fields of the current row: field `i` is `bytes[starts[i]..ends[i])`; valid only during the call. */
export interface CsvRow {
  bytes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  fields: number;
  /** The line on which the row begins, from 1. */
  line: number;
  /** Why the row is no CSV, or undefined. */
  problem: string | undefined;
}

export type RowHandler = (row: CsvRow) => void;

const [LF, CR, QUOTE, COMMA] = [10, 13, 34, 44];
const MAX_FIELDS = 1024;
const MAX_ROW_BYTES = 1 << 24;

/** Cuts a stream of bytes into CSV rows (RFC 4180; rows may end in LF or CRLF; empty lines are skipped). */
export class CsvScanner {
  readonly #header: (names: string[]) => RowHandler;
  #handler: RowHandler | undefined;
  #rest = new Uint8Array(0);
  #line = 1;
  #lines = 1;
  #doubled = false;
  readonly #row: CsvRow = {
    bytes: this.#rest,
    starts: new Int32Array(MAX_FIELDS),
    ends: new Int32Array(MAX_FIELDS),
    fields: 0,
    line: 1,
    problem: undefined,
  };

  constructor(header: (names: string[]) => RowHandler) {
    this.#header = header;
  }

  /** Takes the next bytes of the file and hands over every row they complete. */
  push(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk);
    let position = 0;
    for (;;) {
      const next = this.#scanRow(bytes, position, false);
      if (next < 0) break;
      position = next;
    }
    if (bytes.length - position > MAX_ROW_BYTES) {
      throw new DatasetError(`line ${this.#line}: a row longer than 16 MiB; is a quote missing?`);
    }
    this.#rest = bytes.slice(position);
  }

  /** Ends the file: hands over a last row that has no line end. */
  end(): void {
    if (this.#rest.length > 0) this.#scanRow(this.#rest, 0, true);
    if (!this.#handler) throw new DatasetError("the file is empty; its first line must name the columns");
  }

  /** Scans one row from `from`; returns where the next one begins, or -1 when the bytes end before the row does. */
  #scanRow(bytes: Uint8Array, from: number, last: boolean): number {
    const row = this.#row;
    const { starts, ends } = row;
    const length = bytes.length;
    let position = this.#line === 1 && from === 0 && startsWithMark(bytes) ? 3 : from;
    row.bytes = bytes;
    row.fields = 0;
    row.line = this.#line;
    row.problem = undefined;
    this.#doubled = false;
    this.#lines = 1;
    for (;;) {
      if (row.fields === MAX_FIELDS) throw new DatasetError(`line ${this.#line}: more than ${MAX_FIELDS} columns`);
      if (bytes[position] === QUOTE) {
        position = this.#scanQuoted(position, last);
        if (position < 0) return -1;
      } else {
        const start = position;
        while (position < length && bytes[position] !== COMMA && bytes[position] !== LF) position++;
        starts[row.fields] = start;
        ends[row.fields++] = position > start && bytes[position - 1] === CR ? position - 1 : position;
      }
      if (position >= length) {
        if (!last) return -1;
        break;
      }
      if (bytes[position++] === LF) break;
    }
    this.#line += this.#lines;
    if (this.#doubled) this.#squeeze();
    if (row.fields > 1 || ends[0] > starts[0] || row.problem) this.#emit(row);
    return position;
  }

  /** Scans a quoted field; returns the position of the comma or line end after it, or -1 when more bytes are needed. */
  #scanQuoted(from: number, last: boolean): number {
    const row = this.#row;
    const { bytes, starts, ends } = row;
    const length = bytes.length;
    let position = from + 1;
    for (; position < length; position++) {
      if (bytes[position] === LF) this.#lines++;
      if (bytes[position] !== QUOTE) continue;
      if (bytes[position + 1] !== QUOTE) break;
      this.#doubled = true;
      position++;
    }
    if (position + 1 >= length && !last) return -1;
    starts[row.fields] = from + 1;
    ends[row.fields++] = position;
    if (position >= length) {
      row.problem = "a quote is opened and never closed";
      return length;
    }
    position++;
    if (bytes[position] === CR) position++;
    if (position < length && bytes[position] !== COMMA && bytes[position] !== LF) {
      row.problem = "there is text after a closing quote";
      while (position < length && bytes[position] !== COMMA && bytes[position] !== LF) position++;
    }
    return position;
  }

  /** Turns doubled quotes inside quoted fields into single ones, in place. */
  #squeeze(): void {
    const { bytes, starts, ends, fields } = this.#row;
    for (let field = 0; field < fields; field++) {
      const start = starts[field];
      if (start === 0 || bytes[start - 1] !== QUOTE || bytes[ends[field]] !== QUOTE) continue;
      let write = start;
      for (let read = start; read < ends[field]; read++) {
        bytes[write++] = bytes[read];
        if (bytes[read] === QUOTE) read++;
      }
      ends[field] = write;
    }
  }

  #emit(row: CsvRow): void {
    if (this.#handler) this.#handler(row);
    else this.#handler = this.#header(namesOf(row));
  }
}

function namesOf({ bytes, starts, ends, fields }: CsvRow): string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: fields }, (_, field) =>
    decoder.decode(bytes.subarray(starts[field], ends[field])).trim().toLowerCase(),
  );
}

/** Whether the file begins with UTF-8's byte order mark. */
function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
