import { type Html, html } from '../html.ts';

/** Writes instants in the author's zone. */
export interface Times {
  readonly zone: string;
  readonly nowMs: number;
  /** `Tue 24 Nov 09:00`, with the year where it is another than this one's; the UTC time shows on hover. */
  at(ms: number): Html;
  /** The same with how far it is off: `Tue 24 Nov 09:00, in 3 h`. Pages keep the distance up to date. */
  away(ms: number): Html;
  /** `in 3 h`, kept up to date likewise. */
  off(ms: number): Html;
  /** A text with the instants in it (`2026-11-24T09:00:00.000Z`) written so. */
  within(text: string): readonly (Html | string)[];
  /** `2026-11-24` */
  date(ms: number): string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, options]);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };

export function timesIn(zone: string, nowMs: number): Times {
  const date = (ms: number) => isoDate(zone, ms);
  const words = (ms: number) => {
    const isThisYear = date(ms).slice(0, 4) === date(nowMs).slice(0, 4);
    const day = format(zone, isThisYear ? DAY : { ...DAY, year: 'numeric' }).format(ms);
    return `${isSameDay(ms) ? 'today' : day.replace(',', '')} ${format(zone, CLOCK).format(ms)}`;
  };
  const isSameDay = (ms: number) => date(ms) === date(nowMs);
  const tag = (ms: number, content: Html | string) =>
    html`<time datetime="${iso(ms)}" title="${utc(ms)}">${content}</time>`;
  const off = (ms: number) => html`<span class="away" data-away="${ms}">${distance(ms - nowMs)}</span>`;
  return {
    zone,
    nowMs,
    date,
    at: (ms) => tag(ms, words(ms)),
    off,
    within: (text) =>
      text.split(INSTANT).map((part) => (INSTANT.test(part) ? tag(Date.parse(part), words(Date.parse(part))) : part)),
    away: (ms) => html`${tag(ms, words(ms))} ${off(ms)}`,
  };
}

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** `2026-11-24 09:00 UTC` */
function utc(ms: number): string {
  return `${iso(ms).slice(0, 16).replace('T', ' ')} UTC`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function isoDate(zone: string, ms: number): string {
  return format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(ms)
    .filter(({ type }) => type !== 'literal')
    .map(({ value }) => value)
    .toReversed()
    .join('-');
}

const UNITS = [
  { ms: 86_400_000, name: 'd' },
  { ms: 3_600_000, name: 'h' },
  { ms: 60_000, name: 'min' },
] as const;

/** `in 3 h`, `5 min ago`, `now`; the page's script writes the same. */
function distance(ms: number): string {
  const unit = UNITS.find((each) => Math.abs(ms) >= each.ms);
  if (unit === undefined) return ms > 0 ? 'in a moment' : 'just now';
  const count = `${Math.floor(Math.abs(ms) / unit.ms)} ${unit.name}`;
  return ms > 0 ? `in ${count}` : `${count} ago`;
}
