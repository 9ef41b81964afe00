import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { editYaml } from '../../src/yaml-edit.ts';
import { seed } from '../seed.ts';

const TEXT = `# On top.
timezone: Europe/London   # where I live

accounts:
  - { id: x,   live: false }  # mine
schedules:
  # Why this one.
  - id: one
    cron: "0 9 * * 1-5"   # weekdays
    accounts: [x]
  - id: two
    cron: 0 10 * * *
# At the end.
`;

describe('one value changes and every other byte stays', () => {
  test.each([
    ['a value on a line', ['timezone'], 'Asia/Tokyo', 'Europe/London', 'Asia/Tokyo'],
    ['a value in a map on one line', ['accounts', 0, 'live'], true, 'live: false', 'live: true'],
    ['a value in a list', ['schedules', 0, 'cron'], '30 7 * * 2', '"0 9 * * 1-5"', '30 7 * * 2'],
    ['a list on one line', ['schedules', 0, 'accounts'], ['x', 'y'], '[x]', '[ x, y ]'],
    ['a new key', ['schedules', 0, 'approve'], true, 'accounts: [x]', 'accounts: [x]\n    approve: true'],
    ['a new key of a map on one line', ['accounts', 0, 'handle'], 'me', 'live: false', 'live: false, handle: me'],
    ['a removed key', ['schedules', 0, 'accounts'], undefined, '    accounts: [x]\n', ''],
    ['a removed item', ['schedules', 1], undefined, '  - id: two\n    cron: 0 10 * * *\n', ''],
    ['a new item', ['schedules', 2], { id: 'three' }, 'cron: 0 10 * * *\n', 'cron: 0 10 * * *\n  - id: three\n'],
  ] as const)('%s', (_, path, value, from, to) => {
    expect(editYaml(TEXT, path, value)).toBe(TEXT.replace(from, to));
  });
});

test('the value that is there already changes nothing', () => {
  expect(editYaml(TEXT, ['schedules', 0, 'accounts'], ['x'])).toBe(TEXT);
});

test('maps on the way are made', () => {
  expect(parse(editYaml('', ['thread', 'perPlatform', 'x', 'style'], 'manual'))).toEqual({
    thread: { perPlatform: { x: { style: 'manual' } } },
  });
});

test('a map on one line becomes a block where a value needs several lines, with its comment kept', () => {
  const edited = editYaml('thread: { style: full } # mine\n', ['thread', 'posts'], ['one\n\ntwo', 'three']);
  expect(parse(edited)).toEqual({ thread: { style: 'full', posts: ['one\n\ntwo', 'three'] } });
  expect(edited).toContain('# mine');
});

test('the last item goes, and the comment above it stays', () => {
  const edited = editYaml('list:\n  # Why.\n  - one\nrest: 1\n', ['list', 0], undefined);
  expect(parse(edited)).toEqual({ list: [], rest: 1 });
  expect(edited).toContain('# Why.');
});

const key = fc.constantFrom('a', 'b', 'thread', 'cron', 'x-1');
const scalar = fc.oneof(fc.string({ maxLength: 30 }), fc.integer(), fc.boolean(), fc.constant('one\n\ntwo: "x" # y'));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4 }),
  ),
})).any;

test('whatever is changed wherever, the text says that and nothing else new', () => {
  fc.assert(
    fc.property(
      fc.dictionary(key, value, { minKeys: 1, maxKeys: 4 }),
      fc.array(key, { minLength: 1, maxLength: 3 }),
      value,
      fc.boolean(),
      (before, path, after, flow) => {
        const text = stringify(before, { lineWidth: 0, ...(flow ? { collectionStyle: 'flow' } : {}) });
        fc.pre(isReachable(before, path));
        const edited = parse(editYaml(text, path, after));
        expect(edited).toEqual(withValue(parse(text), path, after));
      },
    ),
    { seed, numRuns: 400 },
  );
});

/** Whether a value can be set there without first removing what is no map. */
function isReachable(value: unknown, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const below: unknown = Reflect.get(value, first);
  return rest.length === 0 || below === undefined || isReachable(below, rest);
}

function withValue(value: unknown, path: readonly string[], after: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return after;
  const map = typeof value === 'object' && value !== null ? value : {};
  return { ...map, [first]: withValue(Reflect.get(map, first), rest, after) };
}

test('what did not change compares equal', () => {
  expect(isDeepStrictEqual(parse(editYaml(TEXT, ['timezone'], 'UTC')), { ...parse(TEXT), timezone: 'UTC' })).toBe(true);
});
