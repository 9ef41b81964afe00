import { toCsv } from './csv.ts';

/** `time` is epoch milliseconds in a cell, ISO 8601 in UTC in a text file, and a timestamp in Parquet. */
export type ColumnType = 'text' | 'integer' | 'real' | 'boolean' | 'time';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** `null`: not known, or none. */
export type Cell = string | number | boolean | null;

export type Row = readonly Cell[];

/** A header and the rows, each line ended; a cell that a spreadsheet would run is neutralised (see csv.ts). */
export function csvHeader(columns: readonly Column[]): string {
  return `${toCsv([columns.map(({ name }) => name)])}\r\n`;
}

/** Rows as lines, each ended; empty for none. */
export function csvLines(columns: readonly Column[], rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  return `${toCsv(rows.map((row) => columns.map((column, index) => csvCell(column, row[index] ?? null))))}\r\n`;
}

function csvCell({ type }: Column, cell: Cell): string | number | null {
  const value = readable(type, cell);
  return typeof value === 'boolean' ? String(value) : value;
}

/** One JSON object a line, with every column, exactly as it is. */
export function jsonLines(columns: readonly Column[], rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(objectOf(columns, row))}\n`).join('');
}

/** A row by the names of its columns, times as text. */
export function objectOf(columns: readonly Column[], row: Row): Readonly<Record<string, Cell>> {
  return Object.fromEntries(columns.map(({ name, type }, index) => [name, readable(type, row[index] ?? null)]));
}

function readable(type: ColumnType, cell: Cell): Cell {
  if (cell === null) return null;
  if (type === 'time') return new Date(Number(cell)).toISOString();
  return type === 'boolean' ? cell === true || cell === 1 : cell;
}
