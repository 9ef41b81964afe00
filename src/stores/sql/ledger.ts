import type { Charge } from '../../publisher.ts';
import { DAY_MS } from '../../schedule/duration.ts';
import type { LedgerEntry, LedgerOperations, Purpose } from '../../store/ledger.ts';
import { integer, type Row, type Sql, text } from './sql.ts';

export function ledgerOperations(sql: Sql): LedgerOperations {
  return {
    addCharge: (account, purpose, charge) => sql.transaction((inside) => addCharge(inside, account, purpose, charge)),
    async spentMicroUsd(purpose, fromMs) {
      const [row] = await sql.all(
        'SELECT COALESCE(SUM(micro_usd), 0) AS spent FROM ledger WHERE purpose = ? AND at_ms >= ?',
        ...[purpose, fromMs],
      );
      return row === undefined ? 0 : integer(row, 'spent');
    },
    async charges(fromMs, toMs) {
      const rows = await sql.all(
        `SELECT * FROM ledger WHERE purpose IN ('send', 'read') AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, id`,
        ...[fromMs, toMs],
      );
      return rows.map(entryOf);
    },
  };
}

async function addCharge(sql: Sql, account: string, purpose: Purpose, charge: Charge): Promise<void> {
  const { atMs, what, resources } = charge;
  const count = resources === undefined ? charge.count : await newlyCharged(sql, account, charge, resources);
  if (count === 0) return;
  const microUsd = Math.round((charge.microUsd * count) / charge.count);
  await sql.run(
    'INSERT INTO ledger (account, purpose, at_ms, what, count, micro_usd) VALUES (?, ?, ?, ?, ?, ?)',
    ...[account, purpose, atMs, what, count, microUsd],
  );
}

/** How many of these were not charged on the same UTC day before: by this process, another one or an earlier one. */
async function newlyCharged(
  sql: Sql,
  account: string,
  { atMs, what }: Charge,
  resources: readonly string[],
): Promise<number> {
  const day = Math.floor(atMs / DAY_MS);
  let count = 0;
  for (const resource of resources) {
    count += await sql.run(
      `INSERT INTO charged_read (account, what, resource, day) VALUES (?, ?, ?, ?)
       ON CONFLICT (account, what, resource) DO UPDATE SET day = excluded.day WHERE charged_read.day <> excluded.day`,
      ...[account, what, resource, day],
    );
  }
  return count;
}

function entryOf(row: Row): LedgerEntry {
  return {
    account: text(row, 'account'),
    purpose: text(row, 'purpose') === 'send' ? 'send' : 'read',
    atMs: integer(row, 'at_ms'),
    what: text(row, 'what'),
    count: integer(row, 'count'),
    microUsd: integer(row, 'micro_usd'),
  };
}
