import type { AccountOperations } from '../../store/accounts.ts';
import { integer, type Sql, text } from './sql.ts';

export function accountOperations(sql: Sql): AccountOperations {
  return {
    async recall(account, key) {
      const [row] = await sql.all('SELECT text FROM account_memory WHERE account = ? AND key = ?', account, key);
      return row === undefined ? null : text(row, 'text');
    },
    async remember(account, key, words) {
      if (words === null) {
        await sql.run('DELETE FROM account_memory WHERE account = ? AND key = ?', account, key);
        return;
      }
      await sql.run(
        `INSERT INTO account_memory (account, key, text) VALUES (?, ?, ?)
         ON CONFLICT (account, key) DO UPDATE SET text = excluded.text`,
        ...[account, key, words],
      );
    },
    async spendUnits(account, atMs, units) {
      await sql.run('INSERT INTO spent_units (account, at_ms, units) VALUES (?, ?, ?)', account, atMs, units);
    },
    async spentUnits(account, sinceMs) {
      const [row] = await sql.all(
        'SELECT COALESCE(SUM(units), 0) AS spent FROM spent_units WHERE account = ? AND at_ms >= ?',
        ...[account, sinceMs],
      );
      return row === undefined ? 0 : integer(row, 'spent');
    },
  };
}
