import type { HandleOperations } from '../../store/accounts.ts';
import { type Sql, text } from './sql.ts';

export function handleOperations(sql: Sql): HandleOperations {
  return {
    async resolvedHandles() {
      const rows = await sql.all('SELECT handle, did FROM resolved_handle');
      return Object.fromEntries(rows.map((row) => [text(row, 'handle'), text(row, 'did')]));
    },
    async keepResolved(handle, did, atMs) {
      await sql.run(
        `INSERT INTO resolved_handle (handle, did, at_ms) VALUES (?, ?, ?)
         ON CONFLICT (handle) DO UPDATE SET did = excluded.did, at_ms = excluded.at_ms`,
        ...[handle, did, atMs],
      );
    },
  };
}
