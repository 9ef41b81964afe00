import { localTime } from '../schedule/local.ts';
import { toLocal } from '../schedule/offsets.ts';
import type { Numbers } from './numbers.ts';
import type { Opening } from './opening.ts';
import { openingOf } from './opening.ts';

/** Whether it happened, was rehearsed, or was made up to show what the reports look like. Never counted together. */
export type Kind = 'live' | 'rehearsal' | 'simulated';

/** The source of readings that are made up. A thread that has any is simulated, whatever its account says. */
export const SIMULATED = 'simulated';

export function kindOf(live: boolean, readings: readonly { readonly source: string }[]): Kind {
  if (readings.some(({ source }) => source === SIMULATED)) return 'simulated';
  return live ? 'live' : 'rehearsal';
}

/** What of a thread it is compared by: a year of them is read for every report, so that it is little. */
export interface ComparedThread {
  /** The delivery's id. */
  readonly id: string;
  readonly articleId: string;
  readonly account: string;
  readonly platform: string;
  readonly kind: Kind;
  /** `null` by hand. */
  readonly schedule: string | null;
  /** When the slot was; `null` by hand. */
  readonly slotMs: number | null;
  /** When its first post appeared. */
  readonly firstMs: number;
  /** Posts planned. */
  readonly posts: number;
  /** The text of its first post. */
  readonly opening: string;
}

/** A thread as the reports list it. */
export interface ReportedThread extends ComparedThread {
  readonly title: string;
  /** Posts that went out. */
  readonly sent: number;
  /** Where its first post is; `null` for a rehearsal. */
  readonly url: string | null;
  /** What sending it costs by the price list it was planned under, in US dollars. */
  readonly costUsd: number;
}

/** A thread with its numbers at the age at which threads are compared. */
export interface Compared {
  readonly thread: ComparedThread;
  /** All posts together. */
  readonly numbers: Numbers;
}

/** What threads are grouped by; the name of the group a thread falls into. */
export interface Grouping {
  readonly by: 'slot' | 'weekday' | 'hour' | 'opening' | 'length';
  groupOf(thread: ComparedThread): string;
  /** Groups in the order in which they are shown; absent: as they sort. */
  readonly order?: readonly string[];
  /** Compared by the mean of its posts: a longer thread has more posts to be seen. */
  readonly perPost?: boolean;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const LENGTHS = [
  { name: '1 to 3 posts', most: 3 },
  { name: '4 to 6 posts', most: 6 },
  { name: '7 to 9 posts', most: 9 },
  { name: '10 to 14 posts', most: 14 },
  { name: '15 posts or more', most: Number.POSITIVE_INFINITY },
] as const;

const OPENING_NAMES: Readonly<Record<Opening, string>> = {
  question: 'a question',
  number: 'a number',
  quote: 'a quotation',
  statement: 'a statement',
};

/** By the clock of `zone`. */
export function groupings(zone: string): readonly Grouping[] {
  const time = (ms: number) => localTime(toLocal(zone, ms));
  return [
    {
      by: 'slot',
      groupOf: ({ schedule, slotMs }) =>
        schedule === null || slotMs === null ? 'by hand' : `${schedule} ${time(slotMs)}`,
    },
    { by: 'weekday', groupOf: ({ firstMs }) => weekday(toLocal(zone, firstMs)), order: WEEKDAYS },
    { by: 'hour', groupOf: ({ firstMs }) => `${time(firstMs).slice(0, 2)}:00` },
    { by: 'opening', groupOf: ({ opening }) => OPENING_NAMES[openingOf(opening)], order: Object.values(OPENING_NAMES) },
    {
      by: 'length',
      groupOf: ({ posts }) => LENGTHS.find(({ most }) => posts <= most)?.name ?? '',
      order: LENGTHS.map(({ name }) => name),
      perPost: true,
    },
  ];
}

function weekday(localMs: number): string {
  return WEEKDAYS[(new Date(localMs).getUTCDay() + 6) % 7] ?? '';
}
