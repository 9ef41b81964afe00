import { authorOf, folderOf, HOUSE } from '../author-id.ts';
import { authorIds, noSuchAccount } from '../config/authors.ts';
import type { Account, Config } from '../config/config.ts';
import { InputError } from '../errors.ts';
import { folderNames, ownerOf } from '../posts/owner.ts';

/** The accounts a command works on: the one named, or all. @throws InputError for a name that is none */
export function chooseAccounts(config: Config, id: string | undefined): readonly Account[] {
  if (id === undefined) return config.accounts;
  const account = config.accounts.find((each) => each.id === id);
  if (account) return [account];
  throw noSuchAccount(config, '--account', id);
}

/**
 * The ids of what a pause is for: also an account whose author's file is broken, and whose last good settings a worker
 * may be going on with. @throws InputError for a name that is none
 */
export function pausable(config: Config, id: string): readonly string[] {
  const isFaulty = config.faulty.some((each) => each.id === authorOf(id));
  return isFaulty ? [id] : chooseAccounts(config, id).map((account) => account.id);
}

/** The accounts an article may go to: the one named, or all of its author's. @throws InputError where there is none */
export function accountsFor(config: Config, source: string, id: string | undefined): readonly Account[] {
  if (id !== undefined) return chooseAccounts(config, id);
  const author = ownerOf(source, folderNames(authorIds(config)));
  const own = config.accounts.filter((account) => authorOf(account.id) === author);
  if (own.length > 0) return own;
  const stopped = config.faulty.find((each) => each.id.toLowerCase() === author);
  if (stopped !== undefined) throw new InputError(...stopped.faults);
  const whose = author === HOUSE ? 'the house' : author;
  const next = `Name one with --account, and put the article into its author's folder, such as ${folderOf('jane')}`;
  throw new InputError({ where: source, problem: `${whose} has no account of its own that it could go to`, next });
}
