import { localIso } from '../schedule/local.ts';
import type { Standing } from './glance.ts';
import type { Compared } from './groups.ts';
import { groupings } from './groups.ts';
import { NO_IMPRESSIONS, NUMBER_NAMES } from './numbers.ts';
import { openingOf } from './opening.ts';
import type { Cell, Column } from './table.ts';

/** What stands behind the month's report: one row a thread, for a spreadsheet or a notebook. */
export const THREAD_COLUMNS: readonly Column[] = [
  { name: 'delivery', type: 'text' },
  { name: 'title', type: 'text' },
  { name: 'account', type: 'text' },
  { name: 'platform', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'schedule', type: 'text' },
  { name: 'slot', type: 'time' },
  { name: 'published', type: 'time' },
  { name: 'published_local', type: 'text' },
  { name: 'weekday', type: 'text' },
  { name: 'hour', type: 'text' },
  { name: 'opening', type: 'text' },
  { name: 'posts', type: 'integer' },
  { name: 'posts_planned', type: 'integer' },
  { name: 'send_usd', type: 'real' },
  { name: 'url', type: 'text' },
  { name: 'read_age_seconds', type: 'integer' },
  ...NUMBER_NAMES.map((name) => ({ name, type: 'integer' as const })),
  { name: 'compared_age_seconds', type: 'integer' },
  ...NUMBER_NAMES.map((name) => ({ name: `compared_${name}`, type: 'integer' as const })),
  { name: 'note', type: 'text' },
];

/**
 * @param compared those that have numbers at the age of comparison; the cells of the others are empty
 */
export function threadRows(
  standings: readonly Standing[],
  compared: readonly Compared[],
  zone: string,
  comparedMs: number,
): readonly (readonly Cell[])[] {
  const listed = new Set(standings.map(({ thread }) => thread.id));
  const at = new Map(
    compared.filter(({ thread }) => listed.has(thread.id)).map(({ thread, numbers }) => [thread.id, numbers]),
  );
  const by = new Map(groupings(zone).map((grouping) => [grouping.by, grouping]));
  return standings.map(({ thread, numbers, ageMs }) => {
    const { id, title, account, platform, kind, schedule, slotMs, firstMs, sent, posts, costUsd, url } = thread;
    const then = at.get(id);
    return [
      ...[id, title, account, platform, kind, schedule, slotMs, firstMs, localIso(zone, firstMs)],
      ...[
        by.get('weekday')?.groupOf(thread) ?? null,
        by.get('hour')?.groupOf(thread) ?? null,
        openingOf(thread.opening),
      ],
      ...[sent, posts, kind === 'rehearsal' ? 0 : costUsd, url, ageMs === null ? null : Math.round(ageMs / 1000)],
      ...NUMBER_NAMES.map((name) => numbers[name]),
      then === undefined ? null : Math.round(comparedMs / 1000),
      ...NUMBER_NAMES.map((name) => then?.[name] ?? null),
      platform === 'bluesky' ? NO_IMPRESSIONS : null,
    ];
  });
}
