import { InputError } from '../../errors.ts';
import { toCsv } from '../../report/csv.ts';
import type { ComparedThread, Kind } from '../../report/groups.ts';
import type { MonthReport } from '../../report/month.ts';
import { NUMBER_NAMES } from '../../report/numbers.ts';
import { DAY_MS } from '../../schedule/duration.ts';
import type { Desk } from '../app.ts';
import { type Month, moneyOf, monthOf } from '../data/money.ts';
import { createYears } from '../data/year.ts';
import { timesIn } from '../parts/time.ts';
import type { DeskParts } from '../parts.ts';

/** Age at which threads are compared. */
const COMPARED_MS = DAY_MS;

export function impressionRoutes({ app, parts, show }: Desk): void {
  const years = createYears(parts.store, COMPARED_MS);
  const times = () => timesIn(parts.config().timezone, parts.clock.nowMs());

  // The first to look need not wait for a year to be read. What fails now is read again, and told, when they do.
  parts.soon(() => {
    const month = monthOf(undefined, parts.config().timezone, parts.clock.nowMs());
    void readMonth(parts, years, month, undefined).catch(() => {});
  });

  app.get('/impressions', async (c) => {
    const { impressionsPage } = await import('../pages/impressions.ts');
    const month = monthOf(c.req.query('month'), parts.config().timezone, parts.clock.nowMs());
    const report = await readMonth(parts, years, month, c.req.query('kind'));
    const money = await moneyOf(parts);
    const platformName = (id: string) => parts.platform(id).name;
    const main = impressionsPage({ month, report, money, platformName }, times());
    return show(c, { title: 'Impressions', section: 'impressions', main, isLive: true });
  });

  app.get('/impressions.csv', async (c) => {
    const { delivery } = c.req.query();
    const month = monthOf(c.req.query('month'), parts.config().timezone, parts.clock.nowMs());
    const file =
      delivery === undefined
        ? await monthFile(await readMonth(parts, years, month, c.req.query('kind')))
        : `${toCsv(await deliveryRows(parts, delivery))}\r\n`;
    const name = delivery === undefined ? month.name : delivery.replace(/[^a-z0-9]/g, '');
    return c.body(file, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="impressions-${name}.csv"`,
    });
  });

  app.get('/impressions/:id', async (c) => {
    const { impressionPage } = await import('../pages/impression.ts');
    const { threadReport } = await import('../../report/thread.ts');
    const delivery = await find(parts, c.req.param('id'));
    const [first] = delivery.receipts;
    if (first === undefined) {
      throw new InputError({ where: delivery.id, problem: 'none of its posts is out yet, so it has no numbers' });
    }
    const snapshots = await parts.store.snapshots(delivery.id);
    const report = threadReport(
      delivery.receipts.map(({ index }) => index),
      first.atMs,
      snapshots,
    );
    const platformName = parts.platform(delivery.platform).name;
    const main = impressionPage({ delivery, report, platformName, firstMs: first.atMs }, times());
    return show(c, { title: `Numbers: ${delivery.article.title}`, section: 'impressions', main, isLive: true });
  });
}

async function find({ store }: DeskParts, id: string) {
  const delivery = await store.delivery(id);
  if (delivery !== null) return delivery;
  throw new InputError({ where: 'impressions', problem: 'there is no such delivery:', value: id });
}

async function readMonth(
  { store, config, platformIds, clock }: DeskParts,
  years: ReturnType<typeof createYears>,
  month: Month,
  kind: string | undefined,
): Promise<MonthReport> {
  const { monthReport } = await import('../../report/month.ts');
  const { fromMs, untilMs, name } = month;
  const zone = config().timezone;
  const { sinceMs, threads: year, aged } = await years(month, zone, clock.nowMs());
  const threads = await store.threadsBetween(fromMs, untilMs);
  return monthReport({
    ...{ month: name, zone, ageMs: COMPARED_MS, threads, sinceMs, year, aged, order: platformIds },
    imported: await store.importedPosts(untilMs),
    kind: kindOf(kind, [...year, ...threads]),
    latest: await store.latestNumbers(fromMs, untilMs),
    ledger: await store.charges(fromMs, untilMs),
  });
}

/** What was asked for; else live where anything is, then what is simulated, then rehearsals. */
function kindOf(asked: string | undefined, threads: readonly ComparedThread[]): Kind {
  const kinds = (['live', 'simulated', 'rehearsal'] as const).filter((kind) =>
    threads.some((each) => each.kind === kind),
  );
  return kinds.find((kind) => kind === asked) ?? kinds[0] ?? 'live';
}

async function monthFile({ standings, compared, zone, ageMs }: MonthReport): Promise<string> {
  const { THREAD_COLUMNS, threadRows } = await import('../../report/rows.ts');
  const { csvHeader, csvLines } = await import('../../report/table.ts');
  return csvHeader(THREAD_COLUMNS) + csvLines(THREAD_COLUMNS, threadRows(standings, compared, zone, ageMs));
}

type Cells = (string | number | null)[];

async function deliveryRows(parts: DeskParts, id: string): Promise<Cells[]> {
  const { account, platform } = await find(parts, id);
  const snapshots = await parts.store.snapshots(id);
  const header = ['delivery', 'account', 'platform', 'post', 'at', 'age_seconds', 'source', ...NUMBER_NAMES];
  const rows = snapshots.map((each): Cells => {
    const at = new Date(each.atMs).toISOString();
    const about = [id, account, platform, each.index + 1, at, Math.round(each.ageMs / 1000), each.source];
    return [...about, ...NUMBER_NAMES.map((name) => each[name])];
  });
  return [header, ...rows];
}
