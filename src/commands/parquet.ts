import type { Cell, Column, ColumnType, Row } from '../report/table.ts';

/** A Parquet file being written, a row group at a time. */
export interface ParquetFile {
  write(rows: readonly Row[]): void;
  finish(): void;
}

/** What a column is called in Parquet. Every column may be empty. */
const ELEMENTS = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  real: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
} as const;

/** The library is loaded only where Parquet is asked for. The file must not exist, or its content is lost. */
export async function openParquet(path: string, columns: readonly Column[]): Promise<ParquetFile> {
  const { ParquetWriter, fileWriter } = await import('hyparquet-writer');
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...ELEMENTS[type] })),
  ];
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: 'spool' });
  return {
    write(rows) {
      if (rows.length === 0) return;
      const columnData = columns.map(({ name, type }, index) => {
        return { name, data: rows.map((row) => converted(type, row[index] ?? null)) };
      });
      void writer.write({ columnData, rowGroupSize: rows.length });
    },
    finish: () => void writer.finish(),
  };
}

function converted(type: ColumnType, cell: Cell): string | number | bigint | boolean | Date | null {
  if (cell === null) return null;
  if (type === 'integer') return BigInt(Math.round(Number(cell)));
  if (type === 'time') return new Date(Number(cell));
  return type === 'boolean' ? cell === true || cell === 1 : cell;
}
