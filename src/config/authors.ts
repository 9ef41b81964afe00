import { authorOf, bareId, fileOf, HOUSE } from '../author-id.ts';
import { describeFault, InputError } from '../errors.ts';
import type { Config, FaultyAuthor, Voice } from './config.ts';

/** How the threads of an account's author are made. */
export function voiceOf(config: Pick<Config, 'authors' | 'thread' | 'mentions'>, account: string): Voice {
  const author = authorOf(account);
  return config.authors.find(({ id }) => id === author) ?? config;
}

/**
 * Tells whether an author's affairs are this process's business: it has the author's file, and can use it. Those of
 * others are left as they are, for the file may be mended, or be on another host.
 */
export function servedIn({ hasHouse, authors }: Pick<Config, 'hasHouse' | 'authors'>): (author: string) => boolean {
  const ids = new Set(authors.map(({ id }) => id));
  return (author) => (author === HOUSE ? hasHouse : ids.has(author));
}

/**
 * Tells whether what is stored of an author is to be brought in line with what is configured now: they are served, or were let
 * go, and then nothing of theirs is configured.
 */
export function tendedIn(config: Pick<Config, 'hasHouse' | 'authors' | 'retired'>): (author: string) => boolean {
  const isServed = servedIn(config);
  return (author) => isServed(author) || config.retired.includes(author);
}

/** The configuration as far as it concerns one author: as much as making a thread of theirs takes. */
export function onlyOf(config: Config, author: string): Config {
  const isOwn = ({ id }: { readonly id: string }) => authorOf(id) === author;
  return {
    ...config,
    accounts: config.accounts.filter(isOwn),
    schedules: config.schedules.filter(isOwn),
    authors: config.authors.filter(({ id }) => id === author),
    faulty: [],
  };
}

/** Names that authors' folders in `posts/` have, whether or not they can be served. */
export function authorIds({ authors, faulty }: Pick<Config, 'authors' | 'faulty'>): readonly string[] {
  return [...new Set([...authors, ...faulty].map(({ id }) => id))];
}

/** What is wrong with an author's settings, and what that means, in one line. */
export function describeFaulty({ id, faults, goesOn }: FaultyAuthor): string {
  const what = goesOn ? 'goes on with the last good settings' : 'is stopped: nothing of theirs is done';
  return `author ${id} ${what}: ${faults.map(describeFault).join('; ')}`;
}

/** Most names that a message lists. */
const LISTED = 12;

/** That an account does not exist, or whose author is stopped, and which ones there are. */
export function noSuchAccount(config: Pick<Config, 'accounts' | 'faulty'>, where: string, id: string): InputError {
  const author = authorOf(id);
  const stopped = config.faulty.find((each) => each.id === author && !each.goesOn);
  if (stopped !== undefined) return new InputError(...stopped.faults);
  const own = config.accounts.filter((account) => authorOf(account.id) === author);
  const near = (own.length > 0 ? own : config.accounts).map((account) => account.id);
  const more = near.length > LISTED ? `, and ${near.length - LISTED} more` : '';
  const allowed = near.slice(0, LISTED).join(', ') + more;
  return new InputError({
    where: where === '' ? fileOf(author) : where,
    problem: 'there is no such account:',
    value: where === '' ? bareId(id) : id,
    ...(allowed === '' ? {} : { allowed }),
  });
}
