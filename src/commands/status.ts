import type { Delivery } from '../delivery/delivery.ts';
import { isStuck } from '../delivery/half.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { deliveryStatus, STATE_COLOURS, statusDocument } from './show/status-document.ts';
import { count, printable, shorten, table } from './show/text.ts';
import { readStore } from './with-store.ts';

/** Deliveries shown, the newest first. */
const LIMIT = 200;

/** Every delivery, what happened to it, what comes next and what the author can do; exit code 1 while a thread stands half-way. */
export async function status(call: Call, options: { readonly json?: boolean }): Promise<ExitCode> {
  const { home, config } = openSetting(call);
  const deliveries = await readStore(home, (store) => store.deliveries(LIMIT), []);
  call.io.out(options.json ? JSON.stringify(statusDocument(deliveries), null, 2) : statusText(deliveries, call.io));
  return deliveries.some((delivery) => isStuck(delivery, Date.now(), config.timing.alarmMs)) ? 1 : 0;
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
