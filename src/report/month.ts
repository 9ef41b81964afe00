import { localDate } from '../schedule/local.ts';
import { fromLocal, toLocal } from '../schedule/offsets.ts';
import { type Beside, besideEachOther } from './beside.ts';
import { type AgedThread, comparable, comparedSince } from './comparable.ts';
import { type Comparison, compareBy } from './comparison.ts';
import { type LedgerLine, type Spending, spendingOf } from './cost.ts';
import { type Bundle, bundles, type LatestNumbers, type Standing, standings } from './glance.ts';
import { type Compared, type ComparedThread, groupings, type Kind, type ReportedThread } from './groups.ts';
import { type ImportedHistory, type ImportedStanding, importedHistory } from './imported/history.ts';
import { measured, measureOf } from './numbers.ts';

/** What a month's report is made from. */
export interface MonthRecord {
  /** `2026-11` */
  readonly month: string;
  /** The clock by which days, weeks and hours are told. */
  readonly zone: string;
  readonly kind: Kind;
  /** Ids of the platforms in the order in which they are shown. */
  readonly order: readonly string[];
  /** Age at which threads are compared, in milliseconds. */
  readonly ageMs: number;
  /** Every thread of the month, of whatever kind. */
  readonly threads: readonly ReportedThread[];
  /** Since when threads are compared, as `comparedSince` has it. */
  readonly sinceMs: number;
  /** Every thread from then to the end of the month. */
  readonly year: readonly ComparedThread[];
  /** As they stood at that age. */
  readonly aged: readonly AgedThread[];
  /** The month's threads as last read. */
  readonly latest: readonly LatestNumbers[];
  /** Charges of the month. */
  readonly ledger: readonly LedgerLine[];
  /** All that was imported up to the end of the month. */
  readonly imported: readonly ImportedStanding[];
}

export interface MonthReport extends Pick<MonthRecord, 'month' | 'zone' | 'kind' | 'ageMs'> {
  readonly platforms: readonly string[];
  /** Threads of the month, the most seen first, platform by platform. */
  readonly standings: readonly Standing[];
  readonly total: readonly Bundle[];
  readonly weeks: readonly Bundle[];
  readonly days: readonly Bundle[];
  /** The ledger knows no rehearsal: `null` where none of it was live. */
  readonly spending: Spending | null;
  /** Day since which threads are compared, by the zone's clock, where that is less than a year; `null`: a year. */
  readonly since: string | null;
  /** Threads of that time that could be compared, with their numbers at that age; and how many threads there are. */
  readonly compared: readonly Compared[];
  readonly ofYear: number;
  readonly comparisons: readonly Comparison[];
  /** `null` where there are not two platforms. */
  readonly beside: Beside | null;
  readonly imported: ImportedHistory | null;
  /** Threads of the month that are of another kind and left out. */
  readonly leftOut: readonly { readonly kind: Kind; readonly threads: number }[];
}

/** @param month `2026-11`. The first instant of it and the first after it, by the zone's clock. */
export function monthBounds(month: string, zone: string): { readonly fromMs: number; readonly toMs: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = (index: number) => fromLocal(zone, Date.UTC(year, index)).utcMs;
  return { fromMs: at(number - 1), toMs: at(number) };
}

export function monthReport(record: MonthRecord): MonthReport {
  const { month, zone, kind, ageMs } = record;
  const { toMs } = monthBounds(month, zone);
  const year = record.year.filter((thread) => thread.kind === kind);
  const own = record.threads.filter((thread) => thread.kind === kind);
  const platforms = record.order.filter((platform) => [...year, ...own].some((thread) => thread.platform === platform));
  const stood = byWorth(standings(own, record.latest));
  const total = platforms.flatMap((platform) =>
    bundles(
      stood.filter((each) => each.thread.platform === platform),
      zone,
      'all',
    ),
  );
  const compared = comparable(year, record.aged);
  const [first, second] = platforms;
  return {
    ...{ month, zone, kind, ageMs, platforms, total },
    standings: stood,
    weeks: bundles(stood, zone, 'week').toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    days: bundles(stood, zone, 'day').toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    spending: kind === 'rehearsal' ? null : spendingOf(record.ledger, sumOfImpressions(total)),
    since: record.sinceMs > comparedSince(toMs, null) ? localDate(toLocal(zone, record.sinceMs)) : null,
    compared,
    ofYear: year.length,
    comparisons: platforms.flatMap((platform) => compareBy(groupings(zone), platform, compared)),
    beside: first === undefined || second === undefined ? null : besideEachOther([first, second], compared),
    imported: importedHistory(record.imported),
    leftOut: leftOut(record.threads, kind),
  };
}

function byWorth(all: readonly Standing[]): readonly Standing[] {
  const groups = Map.groupBy(all, ({ thread }) => thread.platform);
  return [...groups.values()].flatMap((group) => {
    const measure = measureOf(group.map(({ numbers }) => numbers));
    const worth = ({ numbers }: Standing) => measured(numbers, measure) ?? -1;
    return group.toSorted((a, b) => worth(b) - worth(a));
  });
}

function sumOfImpressions(total: readonly Bundle[]): number | null {
  const known = total.map(({ numbers }) => numbers.impressions).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function leftOut(threads: readonly ReportedThread[], shown: Kind): MonthReport['leftOut'] {
  const others = threads.filter(({ kind }) => kind !== shown);
  return [...Map.groupBy(others, ({ kind }) => kind)].map(([kind, own]) => ({ kind, threads: own.length }));
}
