import { authorOf } from '../author-id.ts';
import { tendedIn } from '../config/authors.ts';
import type { Config, Schedule } from '../config/config.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { InputError } from '../errors.ts';
import type { LibraryEntry } from '../posts/library.ts';
import { durationInWords } from '../schedule/duration.ts';
import { type Slot, slotsBetween } from '../schedule/slots.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import { tellWanted } from './ahead.ts';
import type { Catalogue } from './catalogue.ts';
import { slotOfDelivery, wantsApproval } from './moment.ts';
import { makeDelivery } from './order.ts';
import type { WorkerParts } from './parts.ts';
import { tellSkipped } from './served.ts';
import { timingOf } from './slots.ts';
import { about, tellState } from './work.ts';

/** By delivery: the file and the settings its text was last compared with. */
export type Tending = Map<string, { readonly entry: LibraryEntry; readonly config: Config }>;

export function newTending(): Tending {
  return new Map();
}

interface Memory {
  readonly tending: Tending;
  readonly skipped: Map<string, string>;
}

/** What has not begun yet, and what it was made from. */
interface Tended {
  readonly delivery: Delivery;
  readonly schedule: Schedule | undefined;
  readonly slot: Slot;
  readonly lastMs: number;
}

/**
 * Looks after deliveries of slots that have not begun: one whose schedule, account or article is no longer what it was
 * made for is taken back; one that waits for approval in vain is missed; one whose text has been edited since it was held
 * or approved is planned anew, and asks again. Answers when the next one will be missed.
 */
export async function tendUnbegun(parts: WorkerParts, memory: Memory, catalogue: Catalogue): Promise<number> {
  let nextMs = Number.POSITIVE_INFINITY;
  const unbegun = await parts.store.unbegun();
  const isTended = tendedIn(parts.config);
  for (const delivery of unbegun) {
    if (!isTended(authorOf(delivery.account))) continue;
    const schedule = parts.config.schedules.find(({ id }) => id === delivery.schedule);
    const tended = { delivery, schedule, ...slotOfDelivery(delivery.slotKey ?? '', schedule) };
    const missedMs = await tend(parts, memory, catalogue, tended);
    nextMs = Math.min(nextMs, missedMs ?? Number.POSITIVE_INFINITY);
  }
  const ids = new Set(unbegun.map(({ id }) => id));
  for (const id of memory.tending.keys()) if (!ids.has(id)) memory.tending.delete(id);
  return nextMs;
}

/** When it will be missed unless it is approved; `null` where that is not to be feared. */
async function tend(parts: WorkerParts, memory: Memory, catalogue: Catalogue, tended: Tended): Promise<number | null> {
  const { delivery, schedule, slot, lastMs } = tended;
  const nowMs = parts.clock.nowMs();
  const why = whyVoid(parts.config, catalogue, tended, nowMs);
  if (why !== null) return withdraw(parts, delivery, why);
  if (delivery.state === 'held' && nowMs > lastMs) {
    const late = `it was not approved within ${durationInWords(lastMs - slot.utcMs)} of its slot`;
    const change = { state: 'missed', why: late, untilMs: null, atMs: nowMs } as const;
    if (await parts.store.moveUnbegun({ delivery: delivery.id, change })) {
      tellState(parts.emit, delivery, 'missed', late);
    }
    return null;
  }
  const account = parts.config.accounts.find(({ id }) => id === delivery.account);
  if (!wantsApproval(schedule, account)) return null;
  const isStill = await compare(parts, memory, catalogue, tended);
  return isStill && delivery.state === 'held' ? lastMs + 1 : null;
}

async function withdraw(parts: WorkerParts, delivery: Delivery, why: string): Promise<null> {
  if (await parts.store.replaceUnbegun(delivery.id, null)) {
    parts.emit({ event: 'withdrawn', why, ...about(delivery) });
  }
  return null;
}

/** Why it is no longer what anybody asked for, in words; `null` where it is. A slot that has come stays. */
function whyVoid(
  { accounts }: Config,
  { articles, entries }: Catalogue,
  { delivery, schedule, slot }: Tended,
  nowMs: number,
): string | null {
  const { account: id, live, platform } = delivery;
  const account = accounts.find((each) => each.id === id);
  if (account?.live !== live || account.platform !== platform) return `the account ${id} is no longer what it was`;
  if (slot.utcMs <= nowMs) return null;
  if (schedule === undefined) return 'its schedule is gone';
  if (!schedule.accounts.includes(id)) return `its schedule no longer goes to ${id}`;
  const article = articles.find((each) => each.id === delivery.article.id);
  if (article === undefined || !entries.has(article.id)) return 'its article is no longer in posts/';
  const isOneOff = article.at === slot.localTime && article.schedule === schedule.id;
  if (article.at !== null && !isOneOff) return 'its article goes at another time now';
  if (article.schedule !== null && article.schedule !== schedule.id)
    return 'its article belongs to another schedule now';
  if (article.accounts !== null && !article.accounts.includes(id)) return `its article no longer goes to ${id}`;
  const isSlot = slotsBetween(timingOf(schedule), slot.utcMs - 1, slot.utcMs).some(({ key }) => key === slot.key);
  return isSlot || isOneOff ? null : 'its schedule no longer has this slot';
}

/** `false` where the text has changed. Looked at only when the file or the settings did. */
async function compare(
  parts: WorkerParts,
  { tending, skipped }: Memory,
  { entries }: Catalogue,
  tended: Tended,
): Promise<boolean> {
  const { delivery } = tended;
  const entry = entries.get(delivery.article.id);
  const before = tending.get(delivery.id);
  if (entry === undefined || (before?.entry === entry && before.config === parts.config)) return true;
  try {
    const fresh = await planAnew(parts, tended, entry.head.source);
    if (isSameText(fresh, delivery)) {
      tending.set(delivery.id, { entry, config: parts.config });
      return true;
    }
    if (await parts.store.replaceUnbegun(delivery.id, fresh)) tellWanted(parts, fresh, tended.slot);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    tellSkipped(parts, skipped, entry.head.source, error.message);
    await withdraw(parts, delivery, 'its article can no longer be published as it is');
  }
  return false;
}

async function planAnew(parts: WorkerParts, { delivery, slot }: Tended, source: string): Promise<NewDelivery> {
  const { account, live, occasion, schedule, untilMs } = delivery;
  const { id: articleId } = delivery.article;
  const given = await parts.store.deliveredArticles([articleId]);
  const repeat = given.filter((each) => each.account === account && each.live === live).length - 1;
  const start = { state: 'held', why: 'it was edited', untilMs } as const;
  return makeDelivery(parts, { source, articleId, account, occasion, repeat, schedule, slot, start });
}

function isSameText(fresh: NewDelivery, { plan }: Delivery): boolean {
  return JSON.stringify([fresh.plan.posts, fresh.plan.steps]) === JSON.stringify([plan.posts, plan.steps]);
}
