import type { PauseOperations } from '../../store/accounts.ts';
import { type Sql, text } from './sql.ts';

export function pauseOperations(sql: Sql): PauseOperations {
  return {
    async pause(account, atMs) {
      await sql.run('INSERT INTO pause (account, at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING', account, atMs);
    },
    async resume(account) {
      await sql.run('DELETE FROM pause WHERE account = ?', account);
    },
    async pausedAccounts() {
      const rows = await sql.all('SELECT account FROM pause ORDER BY account');
      return new Set(rows.map((row) => text(row, 'account')));
    },
  };
}
