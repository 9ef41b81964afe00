import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readCsv } from '../../src/report/imported/read-csv.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { newDelivery } from '../deliveries.ts';
import { fillSimulated } from '../report/simulated-quarter.ts';
import { runHere } from './here.ts';
import { printed, TestHome } from './spool.ts';

let home: TestHome;
beforeEach(() => {
  home = new TestHome();
});
afterEach(() => home.remove());

const run = (...args: readonly string[]) => runHere(home, args);
const CANARY = 'canary-4f1c9a7e';

async function filled(): Promise<void> {
  const store = openStore(home.file('data'));
  await fillSimulated(store, { endLocalMs: Date.UTC(2026, 10, 30), days: 10, zone: 'Europe/London', seed: 7 });
  await store.remember('bluesky', 'session', CANARY);
  await store.takeLease(CANARY, CANARY, 1, 1);
  await store.close();
}

function counts(path: string): readonly number[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const of = (table: string) => Number(database.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get()?.n);
  const all = ['delivery', 'receipt', 'snapshot', 'ledger', 'account_memory'].map(of);
  database.close();
  return all;
}

describe('a backup', () => {
  test('holds all that was committed, is the author’s alone, and is a store', async () => {
    await filled();
    const store = openStore(home.file('data'));
    // Committed in the write-ahead log only, and by a connection that stays open.
    await store.addDelivery(newDelivery({ id: 'last' }));
    expect(await run('backup', 'copy.db')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^copy\.db: 13 deliveries, .*, checked\./),
    });
    expect(counts(home.file('copy.db'))).toEqual(counts(home.file('data/spool.db')));
    await store.close();
    expect(statSync(home.file('copy.db')).mode & 0o777).toBe(0o600);
    expect(readdirSync(home.path).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    mkdirSync(home.file('restored'));
    copyFileSync(home.file('copy.db'), home.file('restored/spool.db'));
    const restored = openStore(home.file('restored'));
    expect(await restored.delivery('last')).not.toBeNull();
    expect(await restored.addDelivery(newDelivery({ id: 'next', occasion: 'later' }))).toBe(true);
    await restored.close();
  });

  test('is of one instant, however busily another process writes', { timeout: 200_000 }, async () => {
    await filled();
    // Three deliveries a slot, in one transaction: a copy torn between them would have another ratio.
    const code = `
      import { openStore } from '${new URL('../../src/stores/sqlite/open.ts', import.meta.url).href}';
      import { newDelivery } from '${new URL('../deliveries.ts', import.meta.url).href}';
      const store = openStore(process.argv[1]);
      for (let n = 0; ; n += 1) {
        const deliveries = [0, 1, 2].map((each) => newDelivery({ id: 'w' + n + each, occasion: 'w' + n + each }));
        await store.decideSlot({ schedule: 's', key: 's' + n, slotMs: n, outcome: 'served', why: null, decidedMs: n }, deliveries);
        if (n === 0) console.log('writing');
      }`;
    const writer = spawn(process.execPath, ['--input-type=module', '-e', code, home.file('data')]);
    try {
      await new Promise((resolve) => writer.stdout.once('data', resolve));
      const seen: number[] = [];
      for (const name of ['one.db', 'two.db', 'three.db']) {
        expect((await run('backup', name)).code).toBe(0);
        const database = new DatabaseSync(home.file(name), { readOnly: true });
        const of = (sql: string) => Number(database.prepare(sql).get()?.n);
        const slots = of(`SELECT COUNT(*) AS n FROM slot`);
        expect(of(`SELECT COUNT(*) AS n FROM delivery WHERE id LIKE 'w%'`)).toBe(3 * slots);
        database.close();
        seen.push(slots);
      }
      expect(seen[0]).toBeGreaterThan(0);
      expect(seen[2]).toBeGreaterThan(seen[0] ?? 0);
    } finally {
      writer.kill('SIGKILL');
      await new Promise((resolve) => writer.once('close', resolve));
    }
  });

  test('never replaces a file, and leaves nothing where it cannot be written', async () => {
    await filled();
    home.write('there.db', 'mine');
    expect(await run('backup', 'there.db')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is a file of this name already'),
    });
    expect(readFileSync(home.file('there.db'), 'utf8')).toBe('mine');
    expect(await run('backup', 'no/such/folder/copy.db')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no such folder'),
    });
    expect(existsSync(home.file('no'))).toBe(false);
  });

  test('of no store is refused, and makes none', async () => {
    expect(await run('backup', 'copy.db')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no store yet'),
    });
    expect(existsSync(home.file('data'))).toBe(false);
  });

  test('taken while the worker runs, and put in place in another home, lets a worker go on where it was', {
    timeout: 200_000,
  }, async () => {
    const worker = home.start('run');
    await printed(worker, /read at once[\s\S]*read at once/);
    expect((await run('backup', 'copy.db')).code).toBe(0);
    const other = new TestHome();
    try {
      mkdirSync(other.file('data'));
      copyFileSync(home.file('copy.db'), other.file('data/spool.db'));
      const again = other.start('run');
      await printed(again, /nothing left to publish/);
      expect(again.output.out).not.toMatch(/post 1 of/);
      expect(await other.json('status')).toEqual(await home.json('status'));
    } finally {
      await other.remove();
    }
  });
});

const manifestShape = z.object({
  version: z.literal(1),
  schemaVersion: z.number(),
  exportedAt: z.iso.datetime(),
  tables: z.array(
    z.object({
      name: z.string(),
      rows: z.number(),
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      files: z.array(z.object({ file: z.string(), bytes: z.number(), sha256: z.string() })),
    }),
  ),
});

const manifest = () => manifestShape.parse(JSON.parse(readFileSync(home.file('out/manifest.json'), 'utf8')));
const jsonRows = (name: string): Record<string, unknown>[] =>
  readFileSync(home.file(`out/${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('an export', () => {
  test('is what its manifest says, file by file, and the formats agree', async () => {
    await filled();
    expect(await run('export', 'out')).toMatchObject({
      code: 0,
      out: expect.stringContaining('described in manifest.json'),
    });
    const { tables } = manifest();
    for (const { name, rows, columns, files } of tables) {
      for (const { file, bytes, sha256 } of files) {
        const content = readFileSync(home.file(`out/${file}`));
        expect(content.length).toBe(bytes);
        expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      }
      const json = jsonRows(name);
      const csv = [...readCsv(readFileSync(home.file(`out/${name}.csv`), 'utf8'), name)].map(({ cells }) => cells);
      expect(json).toHaveLength(rows);
      expect(csv).toHaveLength(rows + 1);
      expect(csv[0]).toEqual(columns.map((column) => column.name));
      expect(csv.slice(1)).toEqual(
        json.map((row) => Object.values(row).map((value) => (value === null ? '' : String(value)))),
      );
    }
    expect(tables.find(({ name }) => name === 'snapshots')?.rows).toBe(counts(home.file('data/spool.db'))[2]);
    expect(statSync(home.file('out')).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(home.file('out')))
      expect(statSync(home.file(`out/${file}`)).mode & 0o777).toBe(0o600);
  });

  test('restores every number: read back, it is the log', async () => {
    await filled();
    await run('export', 'out');
    const store = openStore(home.file('data'));
    const rows = jsonRows('snapshots');
    for (const delivery of await store.deliveries(100)) {
      const own = rows.filter((row) => row.delivery === delivery.id);
      const read = own.map((row) => ({
        ...{
          index: Number(row.post) - 1,
          atMs: Date.parse(String(row.observed_at)),
          ageMs: row.age_ms,
          source: row.source,
        },
        ...{
          impressions: row.impressions,
          likes: row.likes,
          reposts: row.reposts,
          replies: row.replies,
          quotes: row.quotes,
        },
        ...{ bookmarks: row.bookmarks, linkClicks: row.link_clicks, profileClicks: row.profile_clicks, gone: row.gone },
      }));
      expect(read).toEqual(await store.snapshots(delivery.id));
    }
    await store.close();
  });

  test('has every table, but those that hold secrets or what workers keep for themselves', async () => {
    await filled();
    await run('export', 'out');
    const database = new DatabaseSync(home.file('data/spool.db'), { readOnly: true });
    const stored = database
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
      .all()
      .map((row) => String(row.name));
    database.close();
    // A new table has to be named here, or exported: neither is forgotten.
    const keptBack = [
      'account_memory',
      'charged_read',
      'host',
      'lease',
      'pause',
      'faulty_author',
      'read_file',
      'spent_units',
      'zone_rules',
    ];
    const inside: Readonly<Record<string, string>> = {
      ...{ article: 'articles', schedule: 'schedules', slot: 'slots', delivery: 'deliveries', receipt: 'posts' },
      ...{ attempt: 'attempts', series: 'snapshots', snapshot: 'snapshots', imported_post: 'imported_posts' },
      ...{ imported_snapshot: 'imported_snapshots', ledger: 'charges', timeline_post: 'timeline_posts' },
      ...{ resolved_handle: 'handles' },
    };
    expect(stored.filter((table) => !keptBack.includes(table)).toSorted()).toEqual(Object.keys(inside).toSorted());
    expect(new Set(manifest().tables.map(({ name }) => name))).toEqual(new Set(Object.values(inside)));
    for (const file of readdirSync(home.file('out'))) {
      expect(readFileSync(home.file(`out/${file}`)).includes(CANARY)).toBe(false);
    }
  });

  test('a text that a spreadsheet would run is neutralised in CSV and exact in JSON lines', async () => {
    const store = openStore(home.file('data'));
    const article = { id: 'a', title: '=HYPERLINK("http://evil.example")', source: 'posts/a.md', contentHash: 'h' };
    await store.addDelivery(newDelivery({ article }));
    await store.close();
    await run('export', 'out');
    expect(jsonRows('deliveries')[0]?.title).toBe(article.title);
    expect(readFileSync(home.file('out/deliveries.csv'), 'utf8')).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  });

  test('never touches a folder that holds something', async () => {
    await filled();
    home.write('out/mine.txt', 'mine');
    expect(await run('export', 'out')).toMatchObject({ code: 2, err: expect.stringContaining('of this name already') });
    expect(readdirSync(home.file('out'))).toEqual(['mine.txt']);
    expect(existsSync(home.file('out.partial'))).toBe(false);
  });
});
