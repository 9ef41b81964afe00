import type { LedgerOperations } from '../../store.ts';
import { integer, type Sql } from './sql.ts';

export function ledgerOperations(sql: Sql): LedgerOperations {
  return {
    async addCharge(account, purpose, { atMs, what, count, microUsd }) {
      await sql.run(
        'INSERT INTO ledger (account, purpose, at_ms, what, count, micro_usd) VALUES (?, ?, ?, ?, ?, ?)',
        ...[account, purpose, atMs, what, count, microUsd],
      );
    },
    async spentMicroUsd(purpose, fromMs) {
      const [row] = await sql.all(
        'SELECT COALESCE(SUM(micro_usd), 0) AS spent FROM ledger WHERE purpose = ? AND at_ms >= ?',
        ...[purpose, fromMs],
      );
      return row === undefined ? 0 : integer(row, 'spent');
    },
  };
}
