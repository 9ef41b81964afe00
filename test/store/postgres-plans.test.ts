import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/store.ts';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { postgresStatement } from '../../src/stores/postgres/statement.ts';
import { storeOperations } from '../../src/stores/sql/operations.ts';
import type { Sql } from '../../src/stores/sql/sql.ts';
import { writeHistory } from '../newsroom/history.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 9);
const DAY_MS = 86_400_000;

let server: PostgresServer;
let client: pg.Client;
beforeAll(async () => {
  server = await startPostgres();
  const address = await server.createDatabase();
  await openPostgresStore(address).then((store) => store.close());
  await writeHistory(address, { deliveries: 20_000, accounts: 100, readings: 120_000, nowMs: NOW_MS });
  client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query('SET search_path TO spool');
});
afterAll(async () => {
  await client.end();
  await server.stop();
});

/** The plans of every statement that an operation of the store runs, none of which is carried out. */
async function plansOf(work: (store: Omit<Store, 'close'>) => Promise<unknown>): Promise<readonly string[]> {
  const plans: string[] = [];
  const explain = async (statement: string, parameters: readonly unknown[]) => {
    const { rows } = await client.query(`EXPLAIN ${postgresStatement(statement)}`, [...parameters]);
    plans.push(rows.map((row) => String(Object.values(row)[0])).join('\n'));
  };
  const sql: Sql = {
    all: async (statement, ...parameters) => {
      await explain(statement, parameters);
      return [{ id: 'd1', count: 0, spent: 0 }];
    },
    run: async (statement, ...parameters) => {
      await explain(statement, parameters);
      return 1;
    },
    transaction: (inside) => inside(sql),
    together: async (statements) => {
      for (const [statement, ...parameters] of statements) await explain(statement, parameters);
      return statements.map(() => 1);
    },
  };
  await work(storeOperations(sql)).catch((error: unknown) => {
    // The made-up row is no delivery; its plan has been told by then.
    if (!(error instanceof TypeError)) throw error;
  });
  return plans;
}

const lease = { name: 'account-1/live', owner: 'one', fence: 1, untilMs: NOW_MS };
const change = { state: 'publishing', why: null, untilMs: null, atMs: NOW_MS } as const;
const receipts = [{ index: 0, id: 'post', uri: null, url: null, cid: null, atMs: NOW_MS }];

test.each<[string, (store: Omit<Store, 'close'>) => Promise<unknown>]>([
  ['which lanes are due', (store) => store.dueLanes(NOW_MS, 500)],
  ['what is next on a lane', (store) => store.nextDue({ account: 'account-1', live: true }, NOW_MS)],
  ['one delivery', (store) => store.delivery('d1')],
  ['an intent', (store) => store.recordIntent({ delivery: 'd1', step: 0, attempt: 1, atMs: NOW_MS }, lease)],
  [
    'an outcome',
    (store) => store.recordOutcome({ delivery: 'd1', step: 0, attempt: 1, outcome: 'sent', receipts }, change),
  ],
  ['a lease', (store) => store.takeLease('account-1/live', 'one', NOW_MS, 20_000)],
  ['what every worker is at', (store) => store.hosts(NOW_MS)],
  ['what has just appeared and is to be read', (store) => store.measurableSince(29 * DAY_MS, NOW_MS - 5_000)],
  ['whether one is to be read', (store) => store.measurableDelivery('d1')],
  ['the newest deliveries', (store) => store.deliveries(200)],
  ['what was spent this month', (store) => store.spentMicroUsd('send', NOW_MS - DAY_MS)],
  ['the threads of a day', (store) => store.threadsBetween(NOW_MS - DAY_MS, NOW_MS)],
  ['since when threads are compared', (store) => store.nthNewest(5_000, NOW_MS)],
  ['the readings of one', (store) => store.snapshots('d1')],
])('%s: found by an index, however much there is', async (_, work) => {
  const plans = await plansOf(work);
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (delivery|attempt|receipt|snapshot|series|ledger)\b/);
});
