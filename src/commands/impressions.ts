import type { Delivery } from '../delivery/delivery.ts';
import { InputError } from '../errors.ts';
import { toCsv } from '../report/csv.ts';
import { kindOf } from '../report/groups.ts';
import type { Snapshot } from '../report/snapshot.ts';
import { threadReport } from '../report/thread.ts';
import type { Store } from '../store.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { impressionsDocument, impressionsRows } from './show/impressions-document.ts';
import { logText } from './show/log-text.ts';
import { type ShownThread, threadText } from './show/thread-text.ts';
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

/** The log of the numbers, reading by reading; of one delivery also how it did. */
export async function impressions(call: Call, id: string | undefined, options: Options): Promise<ExitCode> {
  const { home, config } = openSetting(call);
  const { io } = call;
  const measured = await readStore(home, (store) => readMeasured(store, id), []);
  const [first] = measured;
  if (id !== undefined && first === undefined) throw unknownDelivery(id);
  const shown = measured.map((each) => shownThread(each, config.timezone));
  if (options.json) io.out(JSON.stringify(impressionsDocument(measured, id === undefined ? [] : shown), null, 2));
  else if (options.csv) io.out(toCsv(impressionsRows(measured)));
  else if (id === undefined) io.out(logText(shown, io));
  else io.out(shown.map((each) => threadText(each, io)).join('\n'));
  return 0;
}

export function unknownDelivery(id: string): InputError {
  const next = '"spool status" lists them';
  return new InputError({ where: 'DELIVERY', problem: 'there is no such delivery:', value: id, next });
}

async function readMeasured(store: Store, id: string | undefined): Promise<Measured[]> {
  const deliveries = id === undefined ? await store.deliveries(LIMIT) : [await store.delivery(id)];
  const measured: Measured[] = [];
  for (const delivery of deliveries) {
    const isShown = delivery !== null && (id !== undefined || delivery.receipts.length > 0);
    if (isShown) measured.push({ delivery, snapshots: await store.snapshots(delivery.id) });
  }
  return measured;
}

function shownThread({ delivery, snapshots }: Measured, zone: string): ShownThread {
  const firstMs = delivery.receipts[0]?.atMs ?? delivery.createdMs;
  const indices = delivery.receipts.map(({ index }) => index);
  const kind = kindOf(delivery.live, snapshots);
  return { delivery, kind, firstMs, zone, report: threadReport(indices, firstMs, snapshots) };
}
