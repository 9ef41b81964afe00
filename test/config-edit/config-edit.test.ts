import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAuthorFile } from '../../src/author-file.ts';
import { readWrittenConfig, saveConfig, saveSchedule, type WrittenSchedule } from '../../src/config/edit.ts';
import { parseConfig } from '../../src/config/load.ts';
import { saveFrontMatter } from '../../src/posts/write.ts';

const CONFIG = `timezone: Europe/London # mine
accounts:
  - { id: x,       platform: x,       handle: example }   # aligned
schedules:
  # Weekdays.
  - id: one
    cron: "0 9 * * 1-5"
    accounts: [x]
`;
const platforms = ['x', 'bluesky'];
const one: WrittenSchedule = { id: 'one', cron: '0 9 * * 1-5', accounts: ['x'] };

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-edit-'));
  path = join(folder, 'spool.yaml');
  writeFileSync(path, CONFIG);
});
afterEach(() => rmSync(folder, { recursive: true }));

const save = (schedule: WrittenSchedule | null, id: string | null = 'one', hash = readWrittenConfig(path).hash) =>
  saveSchedule(path, { hash, id, schedule, platforms });

describe('a schedule is changed in the author’s own file', () => {
  test('with one key changed, the rest byte for byte', () => {
    save({ ...one, cron: '30 7 * * 2' });
    expect(readFileSync(path, 'utf8')).toBe(CONFIG.replace('"0 9 * * 1-5"', '30 7 * * 2'));
  });

  test('a new one is added at the end, and taken away again without a trace', () => {
    save({ ...one, id: 'two' }, null);
    expect(readWrittenConfig(path).schedules.map(({ id }) => id)).toEqual(['one', 'two']);
    save(null, 'two');
    expect(readFileSync(path, 'utf8')).toBe(CONFIG);
  });

  test('the very first, in a file without any', () => {
    writeFileSync(path, CONFIG.slice(0, CONFIG.indexOf('schedules:')));
    save(one, null);
    expect(readFileSync(path, 'utf8').startsWith(CONFIG.slice(0, CONFIG.indexOf('schedules:')))).toBe(true);
    expect(readWrittenConfig(path).schedules).toEqual([one]);
  });

  test('and refused, untouched, with the words of "spool check" where it cannot be', () => {
    const wrong = { ...one, cron: '61 9 * * *', accounts: ['nobody'] };
    let words = '';
    try {
      save(wrong);
    } catch (error) {
      words = String(error);
    }
    const text = CONFIG.replace('"0 9 * * 1-5"', '61 9 * * *').replace('[x]', '[ nobody ]');
    expect(() => parseConfig(text, platforms)).toThrow();
    try {
      parseConfig(text, platforms);
    } catch (error) {
      expect(words).toBe(String(error));
    }
    expect(readFileSync(path, 'utf8')).toBe(CONFIG);
  });

  test('and never over a change made meanwhile', () => {
    const { hash } = readWrittenConfig(path);
    const meanwhile = `${CONFIG}# A thought.\n`;
    writeFileSync(path, meanwhile);
    expect(() => save({ ...one, cron: '* * * * *' }, 'one', hash)).toThrow('changed meanwhile');
    expect(readFileSync(path, 'utf8')).toBe(meanwhile);
  });

  test('whatever its line ends, its mark, its mode and its links', () => {
    const real = join(folder, 'real.yaml');
    writeFileSync(real, `\ufeff${CONFIG.replaceAll('\n', '\r\n')}`);
    chmodSync(real, 0o640);
    rmSync(path);
    symlinkSync(real, path);
    save({ ...one, cron: '30 7 * * 2' });
    const expected = `\ufeff${CONFIG.replace('"0 9 * * 1-5"', '30 7 * * 2').replaceAll('\n', '\r\n')}`;
    expect(readFileSync(real, 'utf8')).toBe(expected);
    expect(statSync(real).mode & 0o777).toBe(0o640);
  });
});

test('manners are written, and taken away where they are empty', () => {
  const hash = () => readWrittenConfig(path).hash;
  saveConfig(path, hash(), [[['manners', 'quiet'], '22:00-07:00']], platforms);
  expect(readWrittenConfig(path).manners).toEqual({ quiet: '22:00-07:00' });
  expect(() => saveConfig(path, hash(), [[['manners', 'quiet'], 'at night']], platforms)).toThrow('manners.quiet');
});

describe('front matter is changed in the article’s own file', () => {
  const posts = () => join(folder, 'posts');
  const target = (name: string) => {
    const file = join(posts(), name);
    return { home: { root: folder, posts: posts() }, source: `posts/${name}`, hash: readAuthorFile(file, name).hash };
  };
  const write = (name: string, text: string | Uint8Array) => {
    mkdirSync(posts(), { recursive: true });
    writeFileSync(join(posts(), name), text);
  };
  const read = (name: string) => readFileSync(join(posts(), name), 'utf8');

  test('its text and its comments stay as they are', () => {
    write('a.md', '---\ntitle: A # mine\n---\n\n# Not a comment\n\nText  \nwith --- dashes.\n');
    saveFrontMatter(target('a.md'), [
      [
        ['thread', 'perPlatform', 'x', 'posts'],
        ['One.', 'Two.\n\nThree.'],
      ],
    ]);
    const after = read('a.md');
    expect(after.startsWith('---\ntitle: A # mine\nthread:\n')).toBe(true);
    expect(after.endsWith('\n---\n\n# Not a comment\n\nText  \nwith --- dashes.\n')).toBe(true);
  });

  test('a file without front matter gets some', () => {
    write('a.txt', 'Only text.\n');
    saveFrontMatter(target('a.txt'), [[['thread', 'style'], 'full']]);
    expect(read('a.txt')).toBe('---\nthread: { style: full }\n---\n\nOnly text.\n');
  });

  test('what front matter may not say is not saved', () => {
    write('a.md', '---\ntitle: A\n---\nText\n');
    expect(() => saveFrontMatter(target('a.md'), [[['thread', 'style'], 'loud']])).toThrow('must be one of');
    expect(read('a.md')).toBe('---\ntitle: A\n---\nText\n');
  });

  test('a file that is not UTF-8 is left alone', () => {
    write('a.md', Buffer.from('---\ntitle: caf\xe9\n---\n', 'latin1'));
    expect(() => target('a.md')).toThrow('not in UTF-8');
  });

  test('nor one outside posts/', () => {
    write('a.md', 'Text\n');
    const outside = { ...target('a.md'), source: 'spool.yaml', hash: readWrittenConfig(path).hash };
    expect(() => saveFrontMatter(outside, [[['thread', 'style'], 'full']])).toThrow();
    expect(readFileSync(path, 'utf8')).toBe(CONFIG);
  });
});
