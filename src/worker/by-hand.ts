import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { authorOf } from '../author-id.ts';
import { authorIds, noSuchAccount } from '../config/authors.ts';
import { InputError } from '../errors.ts';
import { refuseForeign } from '../posts/owner.ts';
import type { Arriving } from '../schedule/identity.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import type { Store } from '../store.ts';
import { nameArticle } from './catalogue.ts';
import { makeDelivery } from './order.ts';
import type { WorkerParts } from './parts.ts';

/** An article that the author hands over to go out at once. */
export interface ByHand {
  /** Path relative to the home folder. */
  readonly source: string;
  /** Ids of accounts. */
  readonly accounts: readonly string[];
  /** Even where it went before. */
  readonly again: boolean;
  /** The home folder. */
  readonly root: string;
  /** How the author says `again`, for the message that refuses: `Use --again …`. */
  readonly howAgain: string;
}

type Parts = Pick<WorkerParts, 'config' | 'store' | 'clock' | 'studio'>;

/** Deliveries that are made and not stored yet. */
export interface Handed {
  readonly deliveries: readonly NewDelivery[];
  /** Stores them all, for the worker to take up. @throws InputError where one was made meanwhile */
  store(): Promise<void>;
}

/**
 * Plans an article for some accounts, before anything is stored, so that bad input leaves the store as it was.
 * @throws InputError where it cannot be read or cut, or went to one of the accounts before in its present mode
 */
export async function handOver(parts: Parts, order: ByHand): Promise<Handed> {
  const { store, clock, config } = parts;
  const { source, accounts, again, root } = order;
  for (const account of accounts) {
    if (config.accounts.every(({ id }) => id !== account)) throw noSuchAccount(config, '--account', account);
    refuseForeign({ root, posts: resolve(root, 'posts') }, source, authorOf(account), authorIds(config));
  }
  const isPresent = (path: string) => existsSync(resolve(root, path));
  const article = await identify(parts, source, root);
  const { remembered, id } = await nameArticle(store, config, article, isPresent, clock.nowMs());
  const delivered = await store.deliveredArticles([id]);
  const deliveries: NewDelivery[] = [];
  for (const account of accounts) {
    const live = isLive(parts, account);
    const past = delivered.filter((each) => each.articleId === id && each.account === account && each.live === live);
    if (past.length > 0 && !again) throw wentBefore(order, account, live);
    const occasion = past.length === 0 ? '' : `again:${past.length}`;
    const wanted = { source, articleId: id, account, occasion, repeat: past.length, schedule: null, slot: null };
    deliveries.push(await makeDelivery(parts, wanted));
  }
  return {
    deliveries,
    async store() {
      await store.rememberArticles([remembered]);
      await storeAll(store, deliveries, order);
    },
  };
}

async function storeAll(store: Store, deliveries: readonly NewDelivery[], order: ByHand): Promise<void> {
  for (const each of deliveries) {
    if (!(await store.addDelivery(each))) throw wentBefore(order, each.account, each.live);
  }
}

async function identify({ studio }: Parts, source: string, root: string): Promise<Arriving> {
  const [read] = await studio.read([resolve(root, source)]);
  if (read === undefined) throw new Error(`${source} was not read`);
  if ('fault' in read) throw new InputError(...read.fault.faults);
  return read.entry.identity;
}

function isLive({ config }: Parts, account: string): boolean {
  return config.accounts.find(({ id }) => id === account)?.live ?? false;
}

function wentBefore({ source, howAgain }: ByHand, account: string, live: boolean): InputError {
  return new InputError({
    where: source,
    problem: `this article went to "${account}" before${live ? '' : ' in rehearsal'}`,
    next: howAgain,
  });
}
