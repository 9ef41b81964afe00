import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = new URL('../src/', import.meta.url).pathname;

function sources(...rooms: readonly string[]): readonly { readonly file: string; readonly text: string }[] {
  return rooms
    .flatMap((room) =>
      readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
    )
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }));
}

const PURE = ['article', 'thread', 'schedule', 'delivery', 'report'];
const IMPURE =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.(env|cwd|platform)|\bperformance\.now\(|\bsetTimeout\(|\bfetch\(/;

test('the pure rooms read no clock, no randomness, no environment and no network', () => {
  const guilty = sources(...PURE).filter(({ text }) => IMPURE.test(text));
  expect(guilty.map(({ file }) => file)).toEqual([]);
});

describe('each SDK is imported in one folder', () => {
  test.each([
    ['twitter-api-v2', 'platforms/x/'],
    ['@atproto/api', 'platforms/bluesky/'],
    ['twitter-text', 'platforms/x/'],
    ['turndown', 'article/'],
    ['node-cron', 'worker/heartbeat.ts'],
    ['node:sqlite', 'stores/sqlite/'],
    ['sharp', 'images/'],
    ['pg', 'stores/postgres/'],
    ['pg-boss', 'queues/pg-boss/'],
    ['hono', 'desk/'],
    ['hyparquet-writer', 'commands/'],
  ])('%s in %s', (name, folder) => {
    const pattern = new RegExp(`(from|import\\(|require\\()\\s*'${name}[/']`);
    const importers = sources('').filter(({ text }) => pattern.test(text));
    expect(importers.filter(({ file }) => !file.startsWith(folder)).map(({ file }) => file)).toEqual([]);
  });
});

test('nothing in the sources sleeps, exits the process, or silences a check', () => {
  const forbidden = /process\.exit\(|@ts-(ignore|expect-error|nocheck)|biome-ignore|\bTODO\b|\bFIXME\b/;
  expect(
    sources('')
      .filter(({ text }) => forbidden.test(text))
      .map(({ file }) => file),
  ).toEqual([]);
});

test('the environment is read in one place, and wall clock and randomness only where ports are put together', () => {
  const readers = sources('').filter(({ text }) => /\bprocess\.env\b/.test(text));
  expect(readers.map(({ file }) => file)).toEqual(['commands/io.ts']);
  const timers = sources('worker').filter(({ text }) => /\bDate\.now\(|\bMath\.random\(/.test(text));
  expect(timers.map(({ file }) => file)).toEqual([]);
});
