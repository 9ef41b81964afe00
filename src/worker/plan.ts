import { createHash } from 'node:crypto';
import type { Article } from '../article/article.ts';
import type { Config } from '../config/config.ts';
import { type Overrides, threadOptions } from '../config/thread-options.ts';
import type { Plan } from '../delivery/delivery.ts';
import { InputError } from '../errors.ts';
import type { Platform } from '../platform.ts';
import { contentHash } from '../schedule/identity.ts';
import type { Slot } from '../schedule/slots.ts';
import type { NewDelivery } from '../store.ts';
import type { Thread } from '../thread/thread.ts';
import { weave } from '../thread/weave/weave.ts';
import type { WorkerParts } from './parts.ts';

/** The thread an article becomes on an account: what preview shows is what is planned, since both call this. */
export function threadFor(article: Article, platform: Platform, config: Config, overrides: Overrides = {}): Thread {
  return weave(article, platform.rules, threadOptions(config, platform.rules, article.front.thread, overrides));
}

/** One article that is to go to one account. */
export interface Order {
  readonly source: string;
  readonly articleId: string;
  readonly account: string;
  readonly occasion: string;
  readonly schedule: string | null;
  readonly slot: Slot | null;
}

type PlanningParts = Pick<WorkerParts, 'config' | 'clock' | 'readArticle' | 'platformOf'>;

/**
 * Reads the article and fixes its complete plan.
 * @throws InputError where the article cannot be read or cut, or the account is gone
 */
export async function makeDelivery(parts: PlanningParts, order: Order): Promise<NewDelivery> {
  const account = parts.config.accounts.find((each) => each.id === order.account);
  if (account === undefined) {
    throw new InputError({ where: 'config/spool.yaml', problem: 'there is no such account:', value: order.account });
  }
  const article = await parts.readArticle(order.source);
  const platform = parts.platformOf(account.platform);
  return {
    id: deliveryId(order, account.live),
    article: {
      id: order.articleId,
      title: article.title,
      source: article.source,
      contentHash: contentHash(article),
    },
    account: account.id,
    platform: platform.id,
    live: account.live,
    occasion: order.occasion,
    schedule: order.schedule,
    slotKey: order.slot?.key ?? null,
    slotMs: order.slot?.utcMs ?? null,
    state: 'planned',
    why: null,
    untilMs: null,
    plan: planOf(threadFor(article, platform, parts.config), platform, article.language),
    createdMs: parts.clock.nowMs(),
  };
}

/** Fixes a thread as a plan: every post with the platform's own form of it, and the requests it leaves in. */
function planOf(thread: Thread, platform: Platform, language: string): Plan {
  return {
    posts: thread.posts.map((post) => ({ post, payload: platform.payload(post, { language }) })),
    steps: platform.steps(thread.posts.length),
  };
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Eight letters and digits that follow from what the delivery is, without those that are easily mistaken. */
function deliveryId({ articleId, account, occasion, slot }: Order, live: boolean): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([articleId, account, live, occasion, slot?.key ?? null]))
    .digest();
  return [...bytes.subarray(0, 8)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
