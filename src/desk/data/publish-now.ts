import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import type { NewDelivery } from '../../store.ts';
import { nameArticle } from '../../worker/catalogue.ts';
import { makeDelivery } from '../../worker/order.ts';
import type { DeskParts } from '../parts.ts';

export interface ByHand {
  /** Path relative to the home folder. */
  readonly source: string;
  /** Ids of accounts. */
  readonly accounts: readonly string[];
  /** Even where it went before. */
  readonly again: boolean;
}

/**
 * Hands an article to the worker, to go out at once. Every plan is made before anything is stored.
 * @throws InputError where it cannot be read or cut, or went to one of the accounts before
 */
export async function publishByHand(parts: DeskParts, { source, accounts, again }: ByHand): Promise<number> {
  const { store, studio, home, clock } = parts;
  const [read] = await studio.read([resolve(home.root, source)]);
  if (read === undefined) throw new Error(`${source} was not read`);
  if ('fault' in read) throw new InputError(...read.fault.faults);
  const isPresent = (path: string) => existsSync(resolve(home.root, path));
  const { remembered, id } = await nameArticle(store, read.entry.identity, isPresent, clock.nowMs());
  const delivered = await store.deliveredArticles([id]);
  const made: NewDelivery[] = [];
  for (const account of accounts) {
    const live = parts.config().accounts.find((each) => each.id === account)?.live ?? false;
    const past = delivered.filter((each) => each.articleId === id && each.account === account && each.live === live);
    if (past.length > 0 && !again) throw wentBefore(source, account);
    const occasion = past.length === 0 ? '' : `again:${past.length}`;
    const order = { source, articleId: id, account, occasion, repeat: past.length, schedule: null, slot: null };
    made.push(await makeDelivery({ config: parts.config(), clock, studio }, order));
  }
  await store.rememberArticles([remembered]);
  for (const each of made) if (!(await store.addDelivery(each))) throw wentBefore(source, each.account);
  return made.length;
}

function wentBefore(source: string, account: string): InputError {
  return new InputError({
    where: source,
    problem: `this article went to "${account}" before`,
    next: 'Tick "even though it went there before" to publish it once more',
  });
}
