import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cron, parseCron } from '../../src/schedule/cron.ts';
import { explainCron, explainSchedule } from '../../src/schedule/explain.ts';
import { matchingDays } from '../../src/schedule/slots.ts';
import { seed } from '../seed.ts';
import { anyCron, timing } from './making.ts';

describe('a cron expression in words', () => {
  it.each([
    ['0 9 * * 1-5', 'At 09:00 on Monday to Friday'],
    ['0 9 * * *', 'At 09:00 every day'],
    ['0 9,12,18 * * *', 'At 09:00, 12:00 and 18:00 every day'],
    ['0 9 * * mon,wed,fri', 'At 09:00 on Monday, Wednesday and Friday'],
    ['0 9 * * 6-7', 'At 09:00 on Saturday and Sunday'],
    ['0 9 * * 0', 'At 09:00 on Sunday'],
    ['* * * * *', 'Every minute'],
    ['*/5 * * * *', 'Every 5 minutes'],
    ['0,30 * * * *', 'Every 30 minutes'],
    ['15,45 * * * *', 'At 15 and 45 minutes past every hour'],
    ['*/7 * * * *', 'At every 7th minute from 0 to 56 past every hour'],
    ['0 * * * *', 'Every hour on the hour'],
    ['1 * * * *', 'At 1 minute past every hour'],
    ['5 * * * 1', 'At 5 minutes past every hour on Monday'],
    ['* 9 * * *', 'Every minute from 09:00 to 09:59'],
    ['*/15 9-17 * * *', 'Every 15 minutes from 09:00 to 17:45'],
    ['*/15 9,13 * * *', 'Every 15 minutes in the hours 9 and 13'],
    ['*/15 1-23/2 * * *', 'Every 15 minutes in every 2nd hour from 1 to 23'],
    ['5,20,50 8-11 * * *', 'At 5, 20 and 50 minutes past the hour from 08:05 to 11:50'],
    ['0 9-17 * * 1-5', 'Every hour from 09:00 to 17:00 on Monday to Friday'],
    ['0 */2 * * *', 'Every 2 hours from 00:00 to 22:00'],
    ['0 0-5,22-23 * * *', 'At 00:00, 01:00, 02:00, 03:00, 04:00, 05:00, 22:00 and 23:00 every day'],
    ['0 9 1 * *', 'At 09:00 on the 1st of the month'],
    ['0 9 1-7,15,31 * *', 'At 09:00 on the 1st to the 7th, the 15th and the 31st of the month'],
    ['0 9 */2 * *', 'At 09:00 on every 2nd day from the 1st to the 31st of the month'],
    ['0 9 29 2 *', 'At 09:00 on the 29th of February'],
    ['0 9 1 1,6 *', 'At 09:00 on the 1st of January and June'],
    ['0 9 * 1-3 *', 'At 09:00 every day in January to March'],
    ['0 9 * */2 *', 'At 09:00 every day in every 2nd month from January to November'],
    ['0 9 * 7,8 sat,sun', 'At 09:00 on Saturday and Sunday in July and August'],
    ['0 9 1 * 1', 'At 09:00 on the 1st of the month, and also on Monday'],
    ['0 9 1 6 1', 'At 09:00 on the 1st of June, and also on Monday in June'],
    ['0 9 1-31 * 1', 'At 09:00 every day'],
    ['0 9 */2 * 1', 'At 09:00 on Monday, but only on every 2nd day from the 1st to the 31st of the month'],
    ['0 9 13 * */5', 'At 09:00 on Friday and Sunday, but only on the 13th of the month'],
    ['@daily', 'At 00:00 every day'],
    ['@hourly', 'Every hour on the hour'],
    ['@weekly', 'At 00:00 on Sunday'],
    ['@monthly', 'At 00:00 on the 1st of the month'],
    ['@yearly', 'At 00:00 on the 1st of January'],
  ])('%s: %s', (cron, words) => {
    expect(explainCron(parseCron(cron, 'test'))).toBe(words);
  });

  it('never reads the same for two that fire differently', () => {
    const said = new Map<string, string>();
    const check = (text: string) => {
      const cron = parseCron(text, 'test');
      const words = explainCron(cron);
      expect(said.get(words) ?? firesAt(cron), `${text}: ${words}`).toBe(firesAt(cron));
      said.set(words, firesAt(cron));
    };
    fc.assert(fc.property(anyCron, check), { seed, numRuns: 1000 });
    for (const minute of ['0', '0,30', '*/30', '*', '30', '1-3', '0-59/30']) {
      for (const hour of ['*', '9-11', '9,11,13', '9', '1-23/2', '0-23/6']) {
        for (const day of ['*', '1', '1-31', '*/2', '1,3', '*/31']) {
          for (const weekday of ['*', '1', '1-5', '0-6', '*/2', '*/6', '7', '6,7']) {
            check(`${minute} ${hour} ${day} * ${weekday}`);
          }
        }
      }
    }
  });
});

/** The minutes of the day and the days of a leap year at which it fires. */
function firesAt(cron: Cron): string {
  const days: number[] = [];
  for (const dayMs of matchingDays(cron, Date.UTC(2028, 0, 1))) {
    if (dayMs >= Date.UTC(2029, 0, 1)) break;
    days.push(dayMs);
  }
  return `${cron.minutesOfDay.join()} ${days.join()}`;
}

describe('a schedule explained', () => {
  const OCTOBER = Date.UTC(2026, 9, 1);
  const warnings = (cron: string, zone: string) => explainSchedule(timing(cron, zone), OCTOBER, 0).warnings;

  it('names its zone and its next dates', () => {
    const { words, next } = explainSchedule(timing('0 9 * * 1-5', 'Europe/London'), OCTOBER, 3);
    expect(words).toBe('At 09:00 on Monday to Friday, Europe/London');
    expect(next.map((slot) => slot.local)).toEqual([
      '2026-10-01T09:00:00+01:00[Europe/London]',
      '2026-10-02T09:00:00+01:00[Europe/London]',
      '2026-10-05T09:00:00+01:00[Europe/London]',
    ]);
  });

  it('warns of the clock changes of a year that fall on a slot', () => {
    expect(warnings('30 1 * * *', 'Europe/London')).toEqual([
      'On 25 October 2026 01:30 occurs twice: the clocks go back from 02:00 to 01:00; fires the first time only',
      'On 28 March 2027 01:30 does not exist: the clocks go forward from 01:00 to 02:00; fires at 02:00',
    ]);
    expect(warnings('0 0 * * *', 'Africa/Cairo')).toEqual([
      'On 30 April 2027 00:00 does not exist: the clocks go forward from 00:00 to 01:00; fires at 01:00',
    ]);
  });

  it('says what becomes of several slots at once', () => {
    expect(warnings('*/5 * * * *', 'Europe/London')).toEqual([
      'On 25 October 2026 the clocks go back from 02:00 to 01:00: slots in the second 01:00 to 02:00 do not fire',
      'On 28 March 2027 the clocks go forward from 01:00 to 02:00: the slots between do not exist; the next one follows them',
    ]);
    expect(warnings('10,40 1 * 3 *', 'Europe/London')).toEqual([
      'On 28 March 2027 the clocks go forward from 01:00 to 02:00: the slots between do not exist; one fires at 02:00 for them',
    ]);
    expect(warnings('0 1,2 * 3 *', 'Europe/London')).toEqual([
      'On 28 March 2027 01:00 does not exist: the clocks go forward from 01:00 to 02:00; the slot at 02:00 stands for it',
    ]);
  });

  it('is silent about clock changes that touch no slot', () => {
    expect(warnings('0 9 * * *', 'Europe/London')).toEqual([]);
    expect(warnings('30 1 * * 1-5', 'Europe/London')).toEqual([]);
    expect(warnings('* * * * *', 'UTC')).toEqual([]);
  });
});
