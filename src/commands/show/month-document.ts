import type { Bundle } from '../../report/glance.ts';
import type { ImportedHistory } from '../../report/imported/history.ts';
import type { MonthReport } from '../../report/month.ts';
import { NO_IMPRESSIONS } from '../../report/numbers.ts';
import { THREAD_COLUMNS, threadRows } from '../../report/rows.ts';
import { objectOf } from '../../report/table.ts';

/** `spool report --json`, version 1: what the terminal shows, as data. Medians come with their interval and count. */
export function monthDocument(report: MonthReport) {
  const { month, zone, kind, ageMs, standings, compared, ofYear, comparisons, beside, leftOut, spending } = report;
  const rows = threadRows(standings, compared, zone, ageMs);
  return {
    version: 1,
    month,
    timezone: zone,
    kind,
    simulated: kind === 'simulated',
    notes: report.platforms.includes('bluesky') ? [`${NO_IMPRESSIONS}.`] : [],
    glance: report.total.map(bundleFields),
    weeks: report.weeks.map(bundleFields),
    days: report.days.map(bundleFields),
    spending,
    threads: rows.map((row) => objectOf(THREAD_COLUMNS, row)),
    compared: {
      ageSeconds: Math.round(ageMs / 1000),
      threads: compared.length,
      of: ofYear,
      months: 12,
      since: report.since,
    },
    comparisons,
    beside,
    imported: report.imported === null ? null : importedFields(report.imported),
    leftOut,
  };
}

function bundleFields({ from, to, platform, threads, posts, numbers }: Bundle) {
  return { from, to, platform, threads, posts, ...numbers };
}

function importedFields({ firstMs, lastMs, best, ...rest }: ImportedHistory) {
  const time = (ms: number) => new Date(ms).toISOString();
  return {
    ...rest,
    first: time(firstMs),
    last: time(lastMs),
    best: best.map(({ postedMs, numbers, ...post }) => ({ ...post, posted: time(postedMs), ...numbers })),
  };
}
