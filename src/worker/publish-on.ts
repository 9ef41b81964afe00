import { authorOf } from '../author-id.ts';
import { tendedIn } from '../config/authors.ts';
import { type Delivery, OPEN_STATES } from '../delivery/delivery.ts';
import type { Lane } from '../delivery/lane.ts';
import { dropLate } from './late.ts';
import type { WorkerParts } from './parts.ts';
import { publishNext } from './publish.ts';
import { isPaused } from './work.ts';

/**
 * Publishes what is next on a lane. Strictly one after the other: a thread that has to rest half-way keeps its account,
 * none starts before it ends. Answers whether the lane is free for another.
 */
export async function publishOn(parts: WorkerParts, lane: Lane): Promise<boolean> {
  return publishNext(parts, lane, () => nextOn(parts, lane));
}

/**
 * The same until a certain delivery is out, or has to wait: what has begun on its lane is finished first, what has not
 * waits for it.
 */
export async function publishOne(parts: WorkerParts, { id, account, live }: Lane & { readonly id: string }) {
  const lane = { account, live };
  const own = async () => {
    const delivery = await parts.store.delivery(id);
    return delivery !== null && OPEN_STATES.some((state) => state === delivery.state) ? delivery : null;
  };
  const next = async () => {
    const found = await nextOn(parts, lane);
    return found === null || found.attempts.length > 0 ? found : own();
  };
  while ((await publishNext(parts, lane, next)) && (await own()) !== null);
}

/** What is of an author who is stopped, or whose file is on another host, waits as it stands. */
async function nextOn(parts: WorkerParts, lane: Lane): Promise<Delivery | null> {
  if (!tendedIn(parts.config)(authorOf(lane.account))) return null;
  for (;;) {
    const id = await parts.store.nextDue(lane, parts.clock.nowMs());
    const delivery = id === null ? null : await parts.store.delivery(id);
    if (delivery === null) return null;
    const [kept] = await dropLate(parts, [delivery]);
    if (kept !== undefined) return isPaused(await parts.store.pausedAccounts(), lane.account) ? null : kept;
  }
}
