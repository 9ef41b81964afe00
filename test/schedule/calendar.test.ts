import { describe, expect, it } from 'vitest';
import { monthCalendar } from '../../src/schedule/calendar.ts';
import { slotsBetween } from '../../src/schedule/slots.ts';
import { timing } from './making.ts';

const month = (year: number, number: number, firstWeekday?: number) =>
  monthCalendar({
    year,
    month: number,
    today: '2026-11-24',
    entries: slotsBetween(
      timing('0 23 * * 1-5', 'America/New_York'),
      Date.UTC(year, number - 2),
      Date.UTC(year, number + 1),
    ),
    ...(firstWeekday === undefined ? {} : { firstWeekday }),
  });

describe('a month', () => {
  it('is whole weeks from Monday, the days of its neighbours marked', () => {
    const { title, weekdays, weeks } = month(2026, 11);
    expect(title).toBe('November 2026');
    expect(weekdays).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
    expect(weeks.map((week) => week.map(({ day }) => day).join(' '))).toEqual([
      '26 27 28 29 30 31 1',
      '2 3 4 5 6 7 8',
      '9 10 11 12 13 14 15',
      '16 17 18 19 20 21 22',
      '23 24 25 26 27 28 29',
      '30 1 2 3 4 5 6',
    ]);
    expect(weeks.flat().filter(({ inMonth }) => inMonth)).toHaveLength(30);
  });

  it('has the days that it has, in every month', () => {
    for (let number = 1; number <= 12; number += 1) {
      const { weeks } = month(2028, number);
      const own = weeks.flat().filter(({ inMonth }) => inMonth);
      expect(own.map(({ day }) => day)).toEqual(
        Array.from({ length: new Date(Date.UTC(2028, number, 0)).getUTCDate() }, (_, i) => i + 1),
      );
      expect(weeks.every((week) => week.length === 7)).toBe(true);
    }
    expect(month(2027, 2).weeks).toHaveLength(4);
  });

  it('begins its weeks where the reader wants', () => {
    expect(month(2026, 11, 0).weekdays[0]).toBe('Sun');
    expect(month(2026, 11, 0).weeks[0]?.[0]).toMatchObject({ date: '2026-11-01', inMonth: true });
  });

  it('shows each slot on the day of its wall clock', () => {
    const days = month(2026, 11).weeks.flat();
    const tuesday = days.find(({ date }) => date === '2026-11-24');
    expect(tuesday?.isToday).toBe(true);
    expect(tuesday?.entries.map((slot) => slot.localTime)).toEqual(['2026-11-24T23:00']);
    expect(days.filter(({ isToday }) => isToday)).toHaveLength(1);
    expect(days.find(({ date }) => date === '2026-11-22')?.entries).toEqual([]);
  });
});
