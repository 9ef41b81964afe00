import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { icsCalendar } from '../../src/schedule/ics.ts';
import { seed } from '../seed.ts';

const key = 'weekday-mornings@2026-11-24T09:00[Europe/London]';
const event = { key, utcMs: Date.UTC(2026, 10, 24, 9), summary: 'On rivers', description: '' };
const options = { name: 'Spool', nowMs: Date.UTC(2026, 10, 20, 12, 30, 5) };

/** Reads a value back as RFC 5545 says: unfolds, then undoes the escapes. */
function readBack(document: string, name: string): string | undefined {
  const lines = document.replaceAll('\r\n ', '').split('\r\n');
  const line = lines.find((each) => each.startsWith(`${name}:`));
  return line
    ?.slice(name.length + 1)
    .replace(/\\(n|.)/gs, (_, character: string) => (character === 'n' ? '\n' : character));
}

describe('a calendar document', () => {
  it('is an event for each slot, in UTC, with the key of the slot', () => {
    expect(icsCalendar([{ ...event, description: 'x, bluesky' }], options).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Spool//Spool 1//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:Spool',
      'BEGIN:VEVENT',
      `UID:${key}`,
      'DTSTAMP:20261120T123005Z',
      'DTSTART:20261124T090000Z',
      'DTEND:20261124T091500Z',
      'SUMMARY:On rivers',
      'DESCRIPTION:x\\, bluesky',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('without slots is still a calendar', () => {
    expect(icsCalendar([], options)).toMatch(/^BEGIN:VCALENDAR\r\n(?:.*\r\n)+END:VCALENDAR\r\n$/);
  });

  it('carries any text so that it is read back the same, in lines of at most 75 octets that split no character', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200, size: 'max' });
    fc.assert(
      fc.property(text, text, (summary, description) => {
        const document = icsCalendar([{ ...event, summary, description }], options);
        const lines = document.split('\r\n');
        expect(document.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(lines.every((line) => Buffer.byteLength(line) <= 75 && line.isWellFormed())).toBe(true);
        expect(readBack(document, 'SUMMARY')).toBe(summary);
        expect(readBack(document, 'DESCRIPTION') ?? '').toBe(description);
      }),
      { seed },
    );
  });

  it('fills its lines before it folds them', () => {
    const document = icsCalendar([{ ...event, summary: 'a'.repeat(200) }], options);
    const folded = document.slice(document.indexOf('SUMMARY'), document.indexOf('TRANSP')).trimEnd().split('\r\n');
    expect(folded.map((line) => line.length)).toEqual([75, 75, 60]);
  });

  it('lets no text begin a line of its own', () => {
    const hostile = 'a\r\nEND:VEVENT\rBEGIN:VALARM\n\u0000\u001b[31mb;c\\';
    const document = icsCalendar([{ ...event, summary: hostile, description: hostile }], options);
    expect(document.match(/^(?:BEGIN|END):/gm)).toHaveLength(4);
    expect(readBack(document, 'SUMMARY')).toBe('a\nEND:VEVENT\nBEGIN:VALARM\n[31mb;c\\');
  });
});
