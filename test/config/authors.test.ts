import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AuthorFiles } from '../../src/config/author-files.ts';
import { voiceOf } from '../../src/config/authors.ts';
import { missingSecrets } from '../../src/config/environment.ts';
import { authorFiles } from '../../src/config/folder.ts';
import { loadConfig } from '../../src/config/load.ts';
import { settingsReader } from '../../src/config/parse.ts';
import { describeFault, InputError } from '../../src/errors.ts';
import { seed } from '../seed.ts';

const PLATFORMS = ['x', 'bluesky'];
const HOUSE = 'timezone: Europe/London\naccounts:\n  - { id: x, platform: x, handle: house }\n';
const JANE = `timezone: Europe/Berlin
accounts:
  - { id: x, platform: x, handle: jane, live: true }
schedules:
  - { id: daily, cron: "0 9 * * *", accounts: [x], articles: { file: ./one.md } }
thread: { signoff: Jane }
`;

let folder: string;
let house: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-authors-'));
  house = join(folder, 'spool.yaml');
  write('spool.yaml', HOUSE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

const load = () => loadConfig(house, PLATFORMS);
const told = () => load().faulty.flatMap(({ faults }) => faults.map(describeFault));

describe('an author has a file beside the house’s own', () => {
  test('and accounts, schedules and files under the author’s name', () => {
    write('jane.yaml', JANE);
    const config = load();
    expect(config.accounts.map(({ id }) => id)).toEqual(['x', 'jane/x']);
    expect(config.schedules).toMatchObject([
      { id: 'jane/daily', timezone: 'Europe/Berlin', accounts: ['jane/x'], articles: { file: 'posts/jane/one.md' } },
    ]);
    expect(voiceOf(config, 'jane/x').thread.signoff).toBe('Jane');
    expect(voiceOf(config, 'x').thread.signoff).toBeNull();
    expect(config.timezone).toBe('Europe/London');
  });

  test('and secrets under the author’s name, which a check names exactly', () => {
    write('jane.yaml', JANE);
    const [missing] = missingSecrets(load().accounts, { x: ['APP_KEY'] }, { X_APP_KEY: 'the house’s' });
    expect(missing?.where).toBe('environment: JANE__X_APP_KEY');
  });

  test('the house needs no account, and no file, where there are authors', () => {
    write('jane.yaml', JANE);
    write('spool.yaml', 'timezone: Europe/Rome\ndesk: { port: null }\n');
    expect(load()).toMatchObject({ hasHouse: true, timezone: 'Europe/Rome', desk: { port: null } });
    rmSync(house);
    expect(load()).toMatchObject({ hasHouse: false, timezone: 'UTC', budget: { sendUsd: 10 } });
    expect(load().accounts.map(({ id }) => id)).toEqual(['jane/x']);
    rmSync(join(folder, 'jane.yaml'));
    expect(load).toThrow('there is no configuration here');
    write('spool.yaml', 'timezone: Europe/Rome\n');
    expect(load).toThrow('there is no account to publish to');
  });
});

describe('what is wrong in an author’s file stops that author and nobody else', () => {
  test.each([
    ['broken YAML', 'accounts: [', /^config\/jane\.yaml:\d+: this is not valid YAML/],
    ['an unknown key', `${JANE}colour: red\n`, /^config\/jane\.yaml:7: colour: there is no such key/],
    ['an unknown zone', JANE.replace('Berlin', 'Mars'), /^config\/jane\.yaml:1: timezone: unknown time zone/],
    ['no account', 'timezone: UTC\naccounts: []\n', /^config\/jane\.yaml:2: accounts: /],
    [
      'an account of the house',
      JANE.replace('[x]', '[bluesky]'),
      /schedules\.0\.accounts\.0: there is no such account/,
    ],
    ['an account of another author', JANE.replace('[x]', '[bob/x]'), /there is no such account: "bob\/x"/],
    ['an id with a slash', JANE.replace('id: daily', 'id: bob/daily'), /schedules\.0\.id: must be lower-case letters/],
    [
      'a setting of the house',
      `${JANE}budget: { sendUsd: 1 }\n`,
      /^config\/jane\.yaml:7: budget: .*config\/spool\.yaml/,
    ],
    ['a megabyte', `${JANE}# ${'x'.repeat(1_000_000)}`, /^config\/jane\.yaml: this file is too large/],
  ])('%s', (_, text, fault) => {
    write('jane.yaml', text);
    write('bob.yaml', JANE);
    expect(told().join('\n')).toMatch(fault);
    expect(load().faulty).toMatchObject([{ id: 'jane', goesOn: false }]);
    expect(load().accounts.map(({ id }) => id)).toEqual(['x', 'bob/x']);
  });

  test('every fault is told at once, settings of the house among them', () => {
    write('jane.yaml', `${JANE}desk: { port: 1 }\nnotify: {}\ncolour: red\n`);
    expect(told().map((each) => each.split(':')[2]?.trim())).toEqual(['notify', 'desk', 'colour']);
  });

  test.each([
    'Jane.yaml',
    'jane_doe.yaml',
    'jane--doe.yaml',
    'jane-.yaml',
    `${'j'.repeat(41)}.yaml`,
    'jane.yml',
    'a b.yaml',
  ])('a file called %s names no author, and is told of', (name) => {
    write(name, JANE);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain(`config/${name}: `);
    expect(load().authors).toEqual([]);
  });

  test('a pipe, a folder, and links that lead nowhere or to themselves are told of and hold nothing up', () => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe.yaml')]);
    mkdirSync(join(folder, 'sub.yaml'));
    symlinkSync('nowhere', join(folder, 'lost.yaml'));
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    write('.hidden.yaml', 'x');
    write('jane.yaml', JANE);
    expect(load().faulty.map(({ id }) => id)).toEqual(['loop', 'lost', 'pipe', 'sub']);
    expect(load().authors.map(({ id }) => id)).toEqual(['jane']);
  });

  test('a fault in the house’s own file is nobody’s but the house’s, and stops all', () => {
    write('jane.yaml', JANE);
    write('spool.yaml', `${HOUSE}colour: red\n`);
    expect(load).toThrow(InputError);
  });
});

/** Of few letters, so that names which are nearly the same come up. */
const id = fc.stringMatching(/^[ab](-[ab]){0,2}$/);
const credentials = fc.option(fc.stringMatching(/^[AB](_{1,2}[AB]){0,2}$/), { nil: null });

test('no author can name the secrets of another, whatever they are called', () => {
  const reader = settingsReader(PLATFORMS);
  const read = (author: string, account: string, own: string | null) => {
    const line = JSON.stringify({ id: account, platform: 'x', handle: 'h', ...(own && { credentials: own }) });
    return reader.author(author, `timezone: UTC\naccounts: [${line}]\n`).accounts[0]?.credentials;
  };
  fc.assert(
    fc.property(id, id, id, id, credentials, credentials, (one, other, a, b, first, second) => {
      fc.pre(one !== other);
      expect(read(one, a, first)).not.toBe(read(other, b, second));
    }),
    { seed, numRuns: 100 },
  );
});

describe('while it runs', () => {
  let files: AuthorFiles;
  const look = () => files.look(authorFiles(house), () => []);
  beforeEach(() => {
    files = new AuthorFiles(settingsReader(PLATFORMS));
  });

  test('a new author is served from the next look on, and a quiet look reads nothing', () => {
    const writeAt = (text: string) => {
      write('jane.yaml', text);
      utimesSync(join(folder, 'jane.yaml'), 1_800_000_000, 1_800_000_000);
    };
    look();
    writeAt(JANE);
    expect(look()).toMatchObject([{ kind: 'changed', author: 'jane' }]);
    expect(files.parts.authors).toHaveLength(1);
    // Another text of the same size and time: only who reads it would notice.
    writeAt(JANE.replace('Jane', 'JANE'));
    const before = files.changes;
    expect(look()).toEqual([]);
    expect(files.changes).toBe(before);
  });

  test('a broken edit is told at the second look; what the file said goes on until it is mended', () => {
    write('jane.yaml', JANE);
    look();
    write('jane.yaml', 'accounts: [');
    expect(look()).toEqual([]);
    expect(look()).toMatchObject([{ kind: 'faulty', id: 'jane', goesOn: true }]);
    expect(look()).toEqual([]);
    expect(files.parts).toMatchObject({ accounts: [{ id: 'jane/x' }], faulty: [{ id: 'jane', goesOn: true }] });
    write('jane.yaml', JANE);
    expect(look()).toMatchObject([{ kind: 'changed', changes: ['its file is in order'] }]);
    expect(files.parts.faulty).toEqual([]);
  });

  test('a file that is missed at two looks retires its author, who may come back', () => {
    write('jane.yaml', JANE);
    look();
    rmSync(join(folder, 'jane.yaml'));
    expect(look()).toEqual([]);
    expect(files.parts.authors).toHaveLength(1);
    expect(look()).toEqual([{ kind: 'retired', author: 'jane' }]);
    expect(files.parts).toMatchObject({ authors: [], accounts: [], retired: ['jane'] });
    write('jane.yaml', JANE);
    look();
    expect(files.parts).toMatchObject({ authors: [{ id: 'jane' }], retired: [] });
  });

  test('an author who lacks a secret is stopped, and comes back with it', () => {
    write('jane.yaml', JANE);
    let lacks = [{ where: 'environment: JANE__X_APP_KEY', problem: 'is not set' }];
    const lookWith = () => files.look(authorFiles(house), () => lacks);
    lookWith();
    expect(files.parts).toMatchObject({ authors: [], faulty: [{ id: 'jane', goesOn: false }] });
    expect(lookWith()).toMatchObject([{ kind: 'faulty', goesOn: false }]);
    lacks = [];
    files.doubtFaults();
    expect(lookWith()).toMatchObject([{ kind: 'changed', author: 'jane' }]);
    expect(files.parts.authors).toHaveLength(1);
  });
});
