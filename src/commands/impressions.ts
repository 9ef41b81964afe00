import type { Delivery } from '../delivery/delivery.ts';
import { InputError } from '../errors.ts';
import { toCsv } from '../report/csv.ts';
import type { Snapshot } from '../report/snapshot.ts';
import type { Store } from '../store.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { impressionsDocument, impressionsRows } from './show/impressions-document.ts';
import { count, printable, shorten, table } from './show/text.ts';
import { readStore } from './with-store.ts';

/** Deliveries shown, the newest first. */
const LIMIT = 50;

/** A delivery with all its readings. */
export interface Measured {
  readonly delivery: Delivery;
  readonly snapshots: readonly Snapshot[];
}

interface Options {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** The numbers of every post, reading by reading. */
export async function impressions(call: Call, id: string | undefined, options: Options): Promise<ExitCode> {
  const { home } = openSetting(call);
  const measured = await readStore(home, (store) => readMeasured(store, id), []);
  if (id !== undefined && measured.length === 0) throw unknownDelivery(id);
  if (options.json) call.io.out(JSON.stringify(impressionsDocument(measured), null, 2));
  else if (options.csv) call.io.out(toCsv(impressionsRows(measured)));
  else call.io.out(impressionsText(measured, call.io));
  return 0;
}

export function unknownDelivery(id: string): InputError {
  const next = '"spool status" lists them';
  return new InputError({ where: 'DELIVERY', problem: 'there is no such delivery:', value: id, next });
}

async function readMeasured(store: Store, id: string | undefined): Promise<Measured[]> {
  const deliveries = id === undefined ? await store.deliveries(LIMIT) : [await store.delivery(id)];
  const found = deliveries.filter((delivery) => delivery !== null && delivery.receipts.length > 0);
  const measured: Measured[] = [];
  for (const delivery of found) {
    if (delivery !== null) measured.push({ delivery, snapshots: await store.snapshots(delivery.id) });
  }
  return measured;
}

function impressionsText(measured: readonly Measured[], io: Io): string {
  if (measured.length === 0) return 'There are no numbers yet: nothing has been published.';
  const parts = measured.map((each) => deliveryText(each, io));
  const hasBluesky = measured.some(({ delivery }) => delivery.platform === 'bluesky');
  const note = 'Bluesky tells nobody how often a post was seen; "–" stands where there is no number.';
  return [...parts, ...(hasBluesky ? [io.paint('dim', note)] : [])].join('\n\n');
}

function deliveryText({ delivery, snapshots }: Measured, io: Io): string {
  const { id, account, live, article, plan } = delivery;
  const head = `${id} ${account} ${live ? 'live' : 'rehearsal'} · ${count(plan.posts.length, 'post')}`;
  const latest = [...Map.groupBy(snapshots, (snapshot) => snapshot.index).values()].flatMap(
    (each) => each.at(-1) ?? [],
  );
  const rows = latest.map((s) => [
    `${s.index + 1}`,
    age(s.ageMs),
    ...[s.impressions, s.likes, s.reposts, s.replies, s.quotes, s.bookmarks].map((n) => (n === null ? '–' : `${n}`)),
    shorten(printable(plan.posts[s.index]?.post.text ?? '').replace(/\s+/g, ' '), Math.max(10, io.width - 70)),
  ]);
  const header = ['post', 'age', 'views', 'likes', 'reposts', 'replies', 'quotes', 'bookmarks', 'text'];
  const readings = new Set(snapshots.map((snapshot) => snapshot.atMs)).size;
  return [
    io.paint('bold', head),
    shorten(printable(article.title), io.width),
    ...(rows.length === 0 ? ['not read yet'] : table([header, ...rows])),
    io.paint('dim', count(readings, 'reading')),
  ].join('\n');
}

/** `5m`, `3h`, `2d`: the largest whole unit. */
function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes}m`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 1440)}d`;
}
