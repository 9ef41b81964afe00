import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemIo } from '../../src/commands/io.ts';
import { runCommand } from '../../src/commands/program.ts';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { PROGRAM } from '../commands/spool.ts';
import { HOST, newDelivery } from '../deliveries.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

let home: string;
let address: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'spool-migrate-'));
  cpSync(join(PROGRAM, 'config/spool.yaml'), join(home, 'config/spool.yaml'));
  address = await server.createDatabase();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const numbers = { impressions: 4, likes: null, reposts: 0, replies: 0, quotes: 0, bookmarks: null, linkClicks: 7 };

/** A store with something in most of its tables. */
async function fill(): Promise<void> {
  const store = openStore(join(home, 'data'));
  for (const id of ['one', 'two', 'größer 🧵', 'with "quotes" and \\'])
    await store.addDelivery(newDelivery({ id, occasion: id, article: { ...newDelivery().article, title: `${id}\0` } }));
  const lease = await store.takeLease('x/rehearsal', 'gone', 1, 100);
  if (lease === null) throw new Error('no lease');
  await store.recordIntent({ delivery: 'one', step: 0, attempt: 1, atMs: 2 }, lease);
  const receipts = [{ index: 0, id: 'post', uri: null, url: null, cid: null, atMs: 3 }];
  const change = { state: 'publishing', why: null, untilMs: null, atMs: 3 } as const;
  await store.recordOutcome({ delivery: 'one', step: 0, attempt: 1, outcome: 'sent', receipts }, change);
  const reading = { index: 0, ageMs: 6, source: 'x', profileClicks: 0, gone: false, ...numbers };
  await store.addSnapshots(
    'one',
    5,
    Array.from({ length: 5_000 }, (_, atMs) => ({ ...reading, atMs })),
  );
  await store.addCharge('x', 'read', { atMs: 1, what: 'read', count: 1, microUsd: 2, resources: ['a'] });
  await store.beat({ ...HOST, owner: 'gone' }, 1);
  await store.close();
}

const spool = (...args: readonly string[]) => spoolOn({ SPOOL_DATABASE: address }, ...args);

async function spoolOn(environment: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const said = { out: '', err: '' };
  const io = {
    ...systemIo(),
    environment,
    currentFolder: home,
    out(text: string) {
      said.out += text;
    },
    err(text: string) {
      said.err += text;
    },
  };
  return { code: await runCommand(args, io), ...said };
}
const migrate = () => spool('migrate', '--from', 'sqlite', '--to', 'postgres');

test('the whole store arrives, and goes on as it would have: leases, numbering and all', async () => {
  await fill();
  expect(await migrate()).toMatchObject({ code: 0, out: expect.stringMatching(/compared row by row/) });
  const store = await openPostgresStore(address);
  expect((await store.delivery('one'))?.receipts).toHaveLength(1);
  expect((await store.delivery('größer 🧵'))?.article.title).toBe('größer 🧵\ufffd');
  expect(await store.snapshots('one')).toHaveLength(5_000);
  expect((await store.takeLease('x/rehearsal', 'new', 1_000, 100))?.fence).toBe(2);
  await store.addSnapshots('two', 5, [
    { index: 0, atMs: 1, ageMs: 1, source: 'x', profileClicks: 0, gone: false, ...numbers },
  ]);
  await store.addCharge('x', 'send', { atMs: 9, what: 'post', count: 1, microUsd: 1 });
  expect((await store.charges(0, 10)).map(({ microUsd }) => microUsd)).toEqual([2, 1]);
  await store.close();
});

test('it can be repeated, and brings what was added meanwhile', async () => {
  await fill();
  expect((await migrate()).code).toBe(0);
  const source = openStore(join(home, 'data'));
  await source.addDelivery(newDelivery({ id: 'later', occasion: 'later' }));
  await source.close();
  expect((await migrate()).code).toBe(0);
  const store = await openPostgresStore(address);
  expect(await store.deliveries(10)).toHaveLength(5);
  await store.close();
});

test('a database that has been used is left alone', async () => {
  await fill();
  expect((await migrate()).code).toBe(0);
  const store = await openPostgresStore(address);
  await store.addDelivery(newDelivery({ id: 'new', occasion: 'new' }));
  const again = await migrate();
  expect(again).toMatchObject({ code: 2, err: expect.stringMatching(/has been used: its table "delivery"/) });
  expect(await store.deliveries(10)).toHaveLength(5);
  await store.close();
});

test('it refuses while a worker is at the store, without a database, and without a store', async () => {
  expect(await migrate()).toMatchObject({ code: 2, err: expect.stringMatching(/there is no store to migrate/) });
  await fill();
  const store = openStore(join(home, 'data'));
  await store.beat({ ...HOST, owner: 'busy' }, Date.now());
  expect(await migrate()).toMatchObject({
    code: 2,
    err: expect.stringMatching(/a worker has just been at this store: "busy"/),
  });
  await store.close();
  address = '';
  expect(await migrate()).toMatchObject({ code: 2, err: expect.stringMatching(/SPOOL_DATABASE: is not set/) });
});

test('an export of the database is that of the store it came from, byte for byte', async () => {
  await fill();
  await migrate();
  expect(await spoolOn({}, 'export', 'embedded')).toMatchObject({ code: 0 });
  expect(await spool('export', 'database')).toMatchObject({ code: 0, out: expect.stringMatching(/12 tables/) });
  const files = readdirSync(join(home, 'embedded')).filter((file) => /jsonl|csv/.test(file));
  expect(files).toHaveLength(24);
  for (const file of files) {
    const [one, other] = ['embedded', 'database'].map((folder) => readFileSync(join(home, folder, file), 'utf8'));
    // What PostgreSQL has no text for, neither has its export.
    expect(other, file).toBe(one?.replaceAll('\0', '\ufffd').replaceAll('\\u0000', '\ufffd'));
  }
});

test('a backup of a database is refused with the command that makes one, which holds no secret', async () => {
  const { code, err } = await spool('backup', 'copy.db');
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(/pg_dump .* "\$SPOOL_DATABASE"/) });
  expect(err).not.toContain('secret@');
});
