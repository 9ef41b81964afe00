import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { newDelivery } from '../deliveries.ts';
import { describeStore } from './conformance.ts';

describeStore('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spool-store-'));
  return {
    connect: async () => openStore(join(folder, 'data')),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

describe('the SQLite file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spool-file-'));
    path = join(folder, 'data', 'spool.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const data = () => join(folder, 'data');

  test('its folder and files are readable by their owner only', async () => {
    const store = openStore(data());
    await store.addDelivery(newDelivery());
    expect(statSync(data()).mode & 0o777).toBe(0o700);
    for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o777).toBe(0o600);
    await store.close();
  });

  test('a store of a newer version is refused, and not a byte of it changes', async () => {
    await openStore(data()).close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 999');
    database.close();
    const before = readFileSync(path);
    expect(() => openStore(data())).toThrow(/version 999, made by a newer Spool/);
    expect(readFileSync(path)).toEqual(before);
  });

  test.each([
    ['text', Buffer.from('this is no database, but it is long enough to look like a file '.repeat(4))],
    ['a stump', Buffer.from('SQLite format 3\0')],
    ['zeros', Buffer.alloc(8192)],
  ])('a file that is no store (%s) is refused, and not a byte of it changes', (_, bytes) => {
    mkdirSync(data());
    writeFileSync(path, bytes);
    expect(() => openStore(data())).toThrow(/not a store of Spool, or it is damaged/);
    expect(readFileSync(path)).toEqual(bytes);
  });

  test('the database of another program is refused', () => {
    mkdirSync(data());
    const database = new DatabaseSync(path);
    database.exec('PRAGMA application_id = 7; CREATE TABLE theirs (x)');
    database.close();
    expect(() => openStore(data())).toThrow(/database of another program/);
  });

  test('a page torn in the middle is reported as damage, not as a crash', async () => {
    const store = openStore(data());
    await store.addDelivery(newDelivery());
    await store.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x5a, 4096));
    await expect(async () => openStore(data()).delivery('delivery')).rejects.toThrow(/store is damaged/);
  });

  test.runIf(process.getuid?.() !== 0)('a folder that may not be written is refused in words', () => {
    mkdirSync(data());
    chmodSync(data(), 0o500);
    expect(() => openStore(data())).toThrow(/may not be/);
    chmodSync(data(), 0o700);
  });
});
