import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Lease } from '../../src/store/lanes.ts';
import type { Store } from '../../src/store.ts';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { postgresStatement } from '../../src/stores/postgres/statement.ts';
import { newDelivery } from '../deliveries.ts';
import { emptyStore, onDatabase, type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { describeStore } from './conformance.ts';

let server: PostgresServer;
let address: string;
beforeAll(async () => {
  server = await startPostgres();
  address = await server.createDatabase();
});
afterAll(() => server.stop());

describeStore('PostgreSQL', async () => {
  return { connect: () => openPostgresStore(address), remove: async () => void (await emptyStore(address)) };
});

/** Ends the connection of Spool that waits for a lock, as soon as there is one. */
async function loseTheOneThatWaits(client: pg.Client): Promise<void> {
  for (;;) {
    // A transaction would see the same state of the server each time.
    await client.query('SELECT pg_stat_clear_snapshot()');
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'spool' AND wait_event_type = 'Lock'`,
    );
    if (rowCount === 1) return;
  }
}

describe('what many hosts do at once on PostgreSQL', () => {
  const HOSTS = 6;
  let hosts: readonly Store[];
  beforeEach(async () => {
    hosts = await Promise.all(Array.from({ length: HOSTS }, () => openPostgresStore(address)));
  });
  afterEach(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    await emptyStore(address);
  });

  const all = <T>(work: (host: Store, index: number) => Promise<T>) => Promise.all(hosts.map(work));
  const first = () => {
    const [host] = hosts;
    if (host === undefined) throw new Error('no host');
    return host;
  };

  test('a lease goes to one of them, whoever asks, and every change of owner raises its fence', async () => {
    let fence = 0;
    for (let round = 0; round < 10; round++) {
      const taken = await all((host, index) => host.takeLease('x/live', `host ${index}`, round * 100, 100));
      const held = taken.filter((lease) => lease !== null);
      expect(held).toHaveLength(1);
      expect(held[0]?.fence).toBeGreaterThan(fence === 0 ? 0 : fence - 1);
      fence = held[0]?.fence ?? 0;
    }
  });

  test('an intent is recorded once, and never under a lease that has changed hands', async () => {
    for (let round = 0; round < 10; round++) {
      const id = `delivery-${round}`;
      await first().addDelivery(newDelivery({ id, occasion: id }));
      const lease = await first().takeLease(`lane ${round}`, 'old', 0, 100);
      if (lease === null) throw new Error('no lease');
      const intend = (host: Store, under: Lease, atMs: number) =>
        host.recordIntent({ delivery: id, step: 0, attempt: 1, atMs }, under);
      const [recorded, takenOver] = await Promise.all([
        all((host) => intend(host, lease, 99)),
        first().takeLease(`lane ${round}`, 'new', 100, 100),
      ]);
      const later = takenOver === null ? [] : await all((host) => intend(host, takenOver, 101));
      expect([...recorded, ...later].filter(Boolean)).toHaveLength(1);
      expect(await intend(first(), lease, 99)).toBe(false);
      expect((await first().delivery(id))?.attempts).toHaveLength(1);
    }
  });

  test('an outcome is recorded though the connection is lost over it', async () => {
    const id = 'delivery';
    await first().addDelivery(newDelivery({ id }));
    const receipts = [{ index: 0, id: 'post', uri: null, url: null, cid: null, atMs: 3 }];
    const lease = await first().takeLease('x/rehearsal', 'one', 1, 100);
    if (lease === null) throw new Error('no lease');
    await first().recordIntent({ delivery: id, step: 0, attempt: 1, atMs: 2 }, lease);
    const outcome = { delivery: id, step: 0, attempt: 1, outcome: 'sent', receipts } as const;
    const recorded = await onDatabase(address, async (client) => {
      await client.query(`BEGIN; SELECT 1 FROM spool.delivery WHERE id = '${id}' FOR UPDATE`);
      const recording = first().recordOutcome(outcome, { state: 'published', why: null, untilMs: null, atMs: 4 });
      await loseTheOneThatWaits(client);
      await client.query('COMMIT');
      return recording.then(() => first().delivery(id));
    });
    expect(recorded).toMatchObject({ state: 'published', receipts, attempts: [{ outcome: 'sent' }] });
  });

  test('a slot is decided by one of them, with the deliveries of that one', async () => {
    const slot = { schedule: 'daily', slotMs: 1, outcome: 'served', why: null, decidedMs: 1 } as const;
    for (let round = 0; round < 10; round++) {
      const key = `daily@${round}`;
      const decided = await all((host, index) =>
        host.decideSlot({ ...slot, key }, [newDelivery({ id: `${round}-${index}`, occasion: key })]),
      );
      expect(decided.filter(Boolean)).toHaveLength(1);
      const kept = (await first().deliveries(100)).filter(({ occasion }) => occasion === key);
      expect(kept.map(({ id }) => id)).toEqual([`${round}-${decided.indexOf(true)}`]);
    }
  });

  test('a delivery is begun or taken back, never both', async () => {
    for (let round = 0; round < 10; round++) {
      const id = `delivery-${round}`;
      await first().addDelivery(newDelivery({ id, occasion: id, slotKey: id, slotMs: 1 }));
      const lease = await first().takeLease(`lane ${round}`, 'one', 0, 100);
      if (lease === null) throw new Error('no lease');
      const done = await all((host, index) =>
        index % 2 === 0
          ? host.recordIntent({ delivery: id, step: 0, attempt: 1, atMs: 1 }, lease)
          : host.replaceUnbegun(id, null),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
    }
  });

  test('what was charged for is in the ledger once', async () => {
    const charge = { atMs: 1, what: 'owned read', count: 3, microUsd: 3_000, resources: ['a', 'b', 'c'] };
    await all((host) => host.addCharge('x', 'read', charge));
    expect(await first().spentMicroUsd('read', 0)).toBe(3_000);
  });
});

describe('the PostgreSQL database', () => {
  afterEach(() => emptyStore(address));

  test('hosts that start together make the schema once', async () => {
    const fresh = await server.createDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openPostgresStore(fresh)));
    await Promise.all(stores.map((store) => store.close()));
    const { rows } = await onDatabase(fresh, (client) => client.query('SELECT version FROM spool.migration'));
    expect(rows).toEqual([{ version: '1' }]);
  });

  test('both engines have the same tables, columns, keys and indexes', async () => {
    await openPostgresStore(address).then((store) => store.close());
    const columns = await onDatabase(address, (client) =>
      client.query<{ name: string }>(
        `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
         WHERE table_schema = 'spool' AND table_name <> 'migration'`,
      ),
    );
    const indexes = await onDatabase(address, (client) =>
      client.query<{ name: string }>(
        `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'spool' AND indexname !~ '_(pkey|key)$'`,
      ),
    );
    const sqlite = new DatabaseSync(':memory:');
    sqlite.exec(readFileSync(new URL('../../src/stores/sqlite/migrations/001-start.sql', import.meta.url), 'utf8'));
    const named = (statement: string) =>
      sqlite
        .prepare(statement)
        .all()
        .map(({ name }) => name);
    expect(columns.rows.map(({ name }) => name).toSorted()).toEqual(
      named(
        `SELECT tables.name || '.' || columns.name AS name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
         WHERE tables.type = 'table'`,
      ).toSorted(),
    );
    expect(indexes.rows.map(({ name }) => name).toSorted()).toEqual(
      named(`SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_%'`).toSorted(),
    );
  });

  test('a store of a newer version is refused', async () => {
    const fresh = await server.createDatabase();
    await openPostgresStore(fresh).then((store) => store.close());
    await onDatabase(fresh, (client) => client.query('INSERT INTO spool.migration VALUES (999)'));
    await expect(openPostgresStore(fresh)).rejects.toThrow(/version 999, made by a newer Spool/);
  });

  test.each([
    ['a wrong password', (url: URL) => (url.password = 'hunter2'), /user name or password is wrong/],
    ['a missing database', (url: URL) => (url.pathname = '/nowhere'), /there is no such database/],
    ['a server that is not there', (url: URL) => (url.port = '1'), /cannot be reached \(ECONNREFUSED\)/],
    ['another scheme', (url: URL) => (url.href = url.href.replace('postgres:', 'mysql:')), /is no address/],
  ])('%s is told in words, without the password', async (_, change, words) => {
    const url = new URL(address);
    change(url);
    const error = await openPostgresStore(url.href).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(words);
    for (const shown of [String(error), JSON.stringify(error), error instanceof Error ? error.stack : ''])
      expect(shown).not.toMatch(/hunter2|secret/);
  });

  test('a database that acknowledges before it has written is refused', async () => {
    const fresh = await server.createDatabase();
    const name = new URL(fresh).pathname.slice(1);
    await onDatabase(fresh, (client) => client.query(`ALTER DATABASE ${name} SET synchronous_commit = off`));
    await expect(openPostgresStore(fresh)).rejects.toThrow(/posts could appear twice/);
  });

  test('a store outlives its connections', async () => {
    const store = await openPostgresStore(address);
    await store.addDelivery(newDelivery());
    for (const _ of [1, 2]) {
      await onDatabase(address, (client) =>
        client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()'),
      );
      expect(await store.delivery('delivery')).not.toBeNull();
      await store.changeState('delivery', ['planned'], { state: 'planned', why: null, untilMs: null, atMs: 5 });
    }
    await store.close();
  });

  test('text sorts by its bytes, and a character that PostgreSQL cannot hold is replaced', async () => {
    const store = await openPostgresStore(address);
    for (const account of ['b', 'B', 'a', 'é', '_']) await store.pause(account, 1);
    expect([...(await store.pausedAccounts())]).toEqual(['B', '_', 'a', 'b', 'é']);
    await store.remember('x', 'key', 'one\0two');
    expect(await store.recall('x', 'key')).toBe('one\ufffdtwo');
    await store.close();
  });
});

test('parameters are numbered outside of quotes, and empty lists are understood', () => {
  expect(postgresStatement("SELECT '?', 'it''s ?' WHERE a = ? AND b NOT IN () AND c IN () AND d = ?")).toBe(
    "SELECT '?', 'it''s ?' WHERE a = $1 AND b <> ALL ('{}') AND c = ANY ('{}') AND d = $2",
  );
});
