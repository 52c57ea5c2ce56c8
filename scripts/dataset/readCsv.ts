import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { CsvScanner, type RowHandler } from "./CsvScanner.ts";
import { DatasetError } from "./csvError.ts";

export interface ReadCsvOptions {
  /** Called with the header's names, trimmed and in lower case; returns the handler of the rows that follow. */
  header: (names: string[]) => RowHandler;
  /** Called now and then with the fraction of the file read so far, 0..1. */
  progress?: (fraction: number) => void;
}

/**
 * Streams a CSV file (RFC 4180, UTF-8, optionally gzipped) row by row; memory does not grow with the file.
 *
 * @throws DatasetError when the file is missing, empty or not gzip in spite of its name.
 */
export async function readCsv(path: string, { header, progress }: ReadCsvOptions): Promise<void> {
  const size = await sizeOf(path);
  const source = createReadStream(path, { highWaterMark: 1 << 20 });
  const scanner = new CsvScanner(header);
  let chunks = 0;
  const consume = async (stream: AsyncIterable<Uint8Array>) => {
    for await (const chunk of stream) {
      scanner.push(chunk);
      if (progress && ++chunks % 16 === 0) progress(Math.min(1, source.bytesRead / size));
    }
    scanner.end();
  };
  try {
    await (path.endsWith(".gz") ? pipeline(source, createGunzip(), consume) : pipeline(source, consume));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code.startsWith("Z_")) throw new DatasetError(`${path}: not a whole gzip file; compress it again`);
    if (error instanceof DatasetError) throw new DatasetError(`${path}: ${error.message}`);
    throw error;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    const { size } = await stat(path).then((entry) => (entry.isDirectory() ? Promise.reject(new Error()) : entry));
    return Math.max(1, size);
  } catch {
    throw new DatasetError(`${path}: no such file; give the path of a CSV file`);
  }
}
