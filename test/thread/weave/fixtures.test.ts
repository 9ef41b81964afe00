import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cases, folder, type PlatformId, platforms, threadOf } from './fixture.ts';

const ids: readonly PlatformId[] = ['x', 'bluesky'];

describe.each(cases)('%s', (name) => {
  it.each(ids)('on %s', async (platform) => {
    const expected: unknown = JSON.parse(readFileSync(new URL(`${name}.${platform}.json`, folder), 'utf8'));
    const thread = await threadOf(name, platform);
    expect(thread).toEqual(expected);
    for (const { text } of thread.posts) expect(platforms[platform].rules.fits(text)).toBe(true);
  });
});

describe('the cases', () => {
  it('are forty at least, and every expectation belongs to one', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
    const files = cases.flatMap((name) => [`${name}.md`, ...ids.map((id) => `${name}.${id}.json`)]);
    expect(readdirSync(folder).toSorted()).toEqual(files.toSorted());
  });
});
