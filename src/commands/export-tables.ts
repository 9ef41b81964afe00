import { createHash } from 'node:crypto';
import { chmodSync, closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Column, csvHeader, csvLines, jsonLines, type Row } from '../report/table.ts';
import { openParquet } from './parquet.ts';

/** A table written out, as the manifest tells it. */
export interface WrittenTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly files: readonly WrittenFile[];
}

export interface WrittenFile {
  readonly file: string;
  readonly bytes: number;
  /** Of the file as it lies on the disk, in hexadecimal. */
  readonly sha256: string;
}

/** One table as CSV, JSON lines and Parquet, side by side; every file 0600. */
export async function writeTable(
  folder: string,
  name: string,
  columns: readonly Column[],
  chunks: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>,
): Promise<WrittenTable> {
  const [csvName, jsonName, parquetName] = [`${name}.csv`, `${name}.jsonl`, `${name}.parquet`];
  const csv = openSync(join(folder, csvName), 'wx', 0o600);
  const json = openSync(join(folder, jsonName), 'wx', 0o600);
  let rows = 0;
  try {
    const parquet = await openParquet(join(folder, parquetName), columns);
    chmodSync(join(folder, parquetName), 0o600);
    writeSync(csv, csvHeader(columns));
    for await (const chunk of chunks) {
      writeSync(csv, csvLines(columns, chunk));
      writeSync(json, jsonLines(columns, chunk));
      parquet.write(chunk);
      rows += chunk.length;
    }
    parquet.finish();
  } finally {
    closeSync(csv);
    closeSync(json);
  }
  return { name, rows, columns, files: [csvName, jsonName, parquetName].map((file) => described(folder, file)) };
}

function described(folder: string, file: string): WrittenFile {
  const path = join(folder, file);
  return { file, bytes: statSync(path).size, sha256: hashOf(path) };
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(1 << 20);
    for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}
