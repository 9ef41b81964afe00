import { resolve } from 'node:path';
import type { Account, Config } from '../config/config.ts';
import { InputError } from '../errors.ts';
import { timeOf } from '../platforms/x/snowflake.ts';
import { displayPath } from '../posts/read-file.ts';
import { readAnalytics } from '../report/imported/x-analytics.ts';
import { isArchive, readArchive } from '../report/imported/x-archive.ts';
import type { ReadPast } from '../report/imported/x-post.ts';
import { DAY_MS } from '../schedule/duration.ts';
import { parseLocalDate } from '../schedule/local.ts';
import { fromLocal } from '../schedule/offsets.ts';
import type { ImportedCount } from '../store/imports.ts';
import { chooseAccounts } from './accounts.ts';
import { readPastFiles } from './past-file.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { count } from './show/text.ts';
import { withStore } from './with-store.ts';

interface Options {
  readonly account?: string;
  readonly asOf?: string;
}

/** Before this id X numbered its posts one by one, and an id tells no time (November 2010). */
const FIRST_TIMED_ID = 29_700_859_247n;

/** The past from the author's own X archive or analytics. Everything is read and checked before anything is stored. */
export async function importNumbers(call: Call, what: string, file: string, options: Options): Promise<ExitCode> {
  if (what !== 'numbers') {
    throw new InputError({
      where: 'import',
      problem: 'there is nothing to import of this kind:',
      value: what,
      allowed: 'numbers',
    });
  }
  const { home, config } = openSetting(call);
  const account = accountOnX(config, options.account);
  const files = readPastFiles(resolve(call.io.currentFolder, file)).map((each) => {
    return { ...each, where: displayPath(each.path, home.root) };
  });
  const past = together(files.map(({ text, where }) => read(text, where, account.handle)));
  const writtenMs = Math.max(...files.map((each) => each.writtenMs));
  const observedMs = options.asOf === undefined ? writtenMs : endOfDay(options.asOf, config.timezone);
  refuseLaterPosts(past, observedMs, files[0]?.where ?? file);
  const { id, platform } = account;
  const { source, posts } = past;
  const added = await withStore(home, (store) =>
    store.importNumbers({ account: id, platform, source, observedMs, posts }),
  );
  report(call, past, added);
  return 0;
}

/** The parts of one archive are one file: stored together or not at all. */
function together(parts: readonly ReadPast[]): ReadPast {
  const [first] = parts;
  if (first === undefined) throw new Error('there is nothing to read');
  return {
    source: first.source,
    posts: parts.flatMap(({ posts }) => posts),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
  };
}

/** The last instant of a day, but none that is still to come. */
function endOfDay(date: string, zone: string): number {
  return Math.min(Date.now(), fromLocal(zone, parseLocalDate(date, '--as-of') + DAY_MS).utcMs - 1);
}

function accountOnX(config: Config, id: string | undefined): Account {
  const own = chooseAccounts(config, id).filter(({ platform }) => platform === 'x');
  const [account, ...others] = own;
  if (account !== undefined && others.length === 0) return account;
  throw new InputError({
    where: '--account',
    problem:
      account === undefined ? 'the past can be imported for an account on X only' : 'there are several accounts on X',
    allowed:
      config.accounts.flatMap((each) => (each.platform === 'x' ? [each.id] : [])).join(', ') || 'none is configured',
  });
}

function read(text: string, where: string, handle: string): ReadPast {
  const options = { where, handle, postedMs };
  return isArchive(text) ? readArchive(text, options) : readAnalytics(text, options);
}

function postedMs(id: string): number | null {
  return BigInt(id) > FIRST_TIMED_ID ? timeOf(id) : null;
}

function refuseLaterPosts({ posts }: ReadPast, observedMs: number, where: string): void {
  const newest = posts.reduce((most, each) => Math.max(most, each.postedMs), 0);
  if (newest <= observedMs) return;
  throw new InputError({
    where,
    problem: `its numbers would be of ${day(observedMs)}, but it has a post of ${day(newest)}`,
    next: 'Say with --as-of when it was downloaded. Nothing was imported',
  });
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function report({ io }: Call, { posts, leftOut }: ReadPast, added: ImportedCount) {
  const known = posts.length - added.readings;
  const told = [
    `${count(added.readings, 'reading')} of ${count(posts.length, 'post')} added, ${count(added.posts, 'post')} new`,
    ...(known === 0 ? [] : [`${known} known before`]),
    ...leftOut.map((each) => `left out: ${each}`),
  ];
  io.out(`${told.join('; ')}.`);
}
