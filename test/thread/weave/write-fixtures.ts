/**
 * Writes what the named cases give today as their expectations: `node test/thread/weave/write-fixtures.ts NAME…`. It is
 * for a reader to judge the change, so nothing does it on its own.
 */
import { writeFileSync } from 'node:fs';
import { folder, type PlatformId, threadOf } from './fixture.ts';

const SCALAR = /"(?:[^"\\]|\\.)*"|null/g;
const LIST = new RegExp(`\\[\\s+((?:${SCALAR.source})(?:,\\s+(?:${SCALAR.source}))*)\\s+\\]`, 'g');

/** Lists of texts on a line each, and invisible characters as escapes, for a reader to see them. */
function readable(json: string): string {
  return json
    .replace(LIST, (_, inner: string) => `[${(inner.match(SCALAR) ?? []).join(', ')}]`)
    .replace(/\u00a0|\u200b|\u2060|\ufe0f/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const ids: readonly PlatformId[] = ['x', 'bluesky'];
for (const name of process.argv.slice(2)) {
  for (const id of ids) {
    const json = JSON.stringify(await threadOf(name, id), null, 2);
    writeFileSync(new URL(`${name}.${id}.json`, folder), `${readable(json)}\n`);
  }
}
