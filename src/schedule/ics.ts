/** An iCalendar document (RFC 5545) of planned slots, for the author's own calendar. */
import { MINUTE_MS } from './duration.ts';

export interface CalendarEvent {
  /** The slot's key: the same slot keeps its entry when the document is read again. */
  readonly key: string;
  readonly utcMs: number;
  /** The title of the entry: the article's, or that nothing is left to publish. */
  readonly summary: string;
  /** Further lines: accounts, cost, why it is blocked. Empty for none. */
  readonly description: string;
}

export interface IcsOptions {
  /** Name of the calendar. */
  readonly name: string;
  /** When the document was made. */
  readonly nowMs: number;
}

/** Lines end in CRLF and are folded at 75 octets; instants are in UTC, so that no zone need be described. */
export function icsCalendar(events: readonly CalendarEvent[], { name, nowMs }: IcsOptions): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Spool//Spool 1//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...events.flatMap((event) => eventLines(event, nowMs)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** A quarter of an hour, which shows in a day's column and keeps no one from a meeting. */
function eventLines({ key, utcMs, summary, description }: CalendarEvent, nowMs: number): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(key)}`,
    `DTSTAMP:${utcTime(nowMs)}`,
    `DTSTART:${utcTime(utcMs)}`,
    `DTEND:${utcTime(utcMs + 15 * MINUTE_MS)}`,
    `SUMMARY:${escapeText(summary)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** `20261124T090000Z` */
function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** RFC 5545, 3.3.11; other control characters have no writing and are left out. */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '');
}

/** RFC 5545, 3.1: at most 75 octets a line without its break, a further line begins with a space. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
