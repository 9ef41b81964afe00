import type { Delivery } from '../delivery/delivery.ts';
import { isStuck } from '../delivery/half.ts';
import type { Fleet } from '../report/metrics/fleet.ts';
import type { FaultyAuthorNote } from '../store/authors.ts';
import type { Store } from '../store.ts';
import { fleetOf } from '../worker/fleet.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { faultyDocument, faultyText } from './show/faulty.ts';
import { fleetDocument, fleetText } from './show/fleet.ts';
import { deliveryStatus, STATE_COLOURS, statusDocument } from './show/status-document.ts';
import { count, printable, shorten, table } from './show/text.ts';
import { readStore } from './with-store.ts';

interface Options {
  readonly json?: boolean;
  /** The workers too. */
  readonly all?: boolean;
}

interface Seen {
  readonly deliveries: readonly Delivery[];
  readonly faulty: readonly FaultyAuthorNote[];
  readonly fleet: Fleet | null;
}

const NO_FLEET: Fleet = { hosts: [], waiting: 0, longestWaitMs: null };

/** Deliveries shown, the newest first. */
const LIMIT = 200;

/**
 * Every delivery, what happened to it, what comes next and what the author can do; and what every worker does, where all
 * is asked for. Exit code 1 while a thread stands half-way, or an author is stopped.
 */
export async function status(call: Call, options: Options): Promise<ExitCode> {
  const { home, config } = openSetting(call);
  const nowMs = Date.now();
  const all = async (store: Store) => ({
    deliveries: await store.deliveries(LIMIT),
    faulty: await store.faultyAuthors(),
    fleet: options.all ? await fleetOf(store, nowMs) : null,
  });
  const { deliveries, faulty, fleet } = await readStore<Seen>(home, all, {
    deliveries: [],
    faulty: [],
    fleet: options.all ? NO_FLEET : null,
  });
  if (options.json) {
    const document = {
      ...statusDocument(deliveries),
      faultyAuthors: faultyDocument(faulty),
      ...(fleet && fleetDocument(fleet, nowMs)),
    };
    call.io.out(JSON.stringify(document, null, 2));
  } else {
    if (fleet !== null) call.io.out(`${fleetText(fleet, call.io, nowMs)}\n`);
    for (const line of faultyText(faulty, call.io)) call.io.out(line);
    call.io.out(statusText(deliveries, call.io));
  }
  const isHalf = deliveries.some((delivery) => isStuck(delivery, nowMs, config.timing.alarmMs));
  return isHalf || faulty.some(({ goesOn }) => !goesOn) ? 1 : 0;
}

function statusText(deliveries: readonly Delivery[], io: Io): string {
  if (deliveries.length === 0) return 'Nothing has been published yet. "npm start" runs the worker.';
  return deliveries.flatMap((delivery) => entry(delivery, io)).join('\n');
}

function entry(delivery: Delivery, io: Io): string[] {
  const { id, account, live, slotMs, createdMs, article, why } = delivery;
  const { state, posts, url, next, actions } = deliveryStatus(delivery);
  const when = new Date(slotMs ?? createdMs).toISOString().slice(0, 16).replace('T', ' ');
  const [head] = table([
    [
      id,
      `${when} UTC`,
      account,
      live ? 'live' : 'rehearsal',
      io.paint(STATE_COLOURS[state], state),
      posts.total === posts.sent ? count(posts.total, 'post') : `${posts.sent} of ${posts.total} posts`,
    ],
  ]);
  const details = [
    url,
    why,
    next === null ? null : `Spool ${next}.`,
    actions.length === 0 ? null : `You can: ${actions.map((action) => `spool ${action} ${id}`).join(', ')}`,
  ].filter((detail) => detail !== null);
  return [
    head ?? '',
    `  ${shorten(printable(article.title), io.width - 2)}`,
    ...details.map((detail) => io.paint('dim', `  ${printable(detail)}`)),
  ];
}
