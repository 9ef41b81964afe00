import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/schedule/cron.ts';
import { refusal } from './making.ts';

const read = (text: string) => parseCron(text, 'config/spool.yaml:12');
const refuse = (text: string) => refusal(() => read(text));
const to = (last: number, first = 0) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('a cron expression', () => {
  it('has five fields: minute, hour, day of the month, month, day of the week', () => {
    expect(read('5 9 1 2 3')).toMatchObject({
      minutes: [5],
      hours: [9],
      daysOfMonth: [1],
      months: [2],
      weekdays: [3],
      minutesOfDay: [545],
    });
  });

  it('reads a star as every value', () => {
    expect(read('* * * * *')).toMatchObject({
      minutes: to(59),
      hours: to(23),
      daysOfMonth: to(31, 1),
      months: to(12, 1),
      weekdays: to(6),
      minutesOfDay: to(1439),
    });
  });

  it('reads lists, ranges and steps in any mixture, sorted and without repeats', () => {
    expect(read('30,0-10/5,5,*/20 9 * * *').minutes).toEqual([0, 5, 10, 20, 30, 40]);
    expect(read('0 9-17/4 * * *').hours).toEqual([9, 13, 17]);
  });

  it('reads names in full or by three letters, whatever their case', () => {
    expect(read('0 9 * JAN,mar-May,december *').months).toEqual([1, 3, 4, 5, 12]);
    expect(read('0 9 * * Mon-fri,SUNDAY').weekdays).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('takes 0 and 7 for Sunday, also where a range ends there', () => {
    expect(read('0 9 * * 7').weekdays).toEqual([0]);
    expect(read('0 9 * * 5-7').weekdays).toEqual([0, 5, 6]);
    expect(read('0 9 * * sat-sun').weekdays).toEqual([0, 6]);
    expect(read('0 9 * * sun-tue').weekdays).toEqual([0, 1, 2]);
  });

  it('cares about neither the amount nor the kind of white space', () => {
    expect(read('  0\t9  * * \u00a0 1-5 \n').text).toBe('0 9 * * 1-5');
  });

  it.each([
    ['@yearly', '0 0 1 1 *'],
    ['@annually', '0 0 1 1 *'],
    ['@monthly', '0 0 1 * *'],
    ['@weekly', '0 0 * * 0'],
    ['@daily', '0 0 * * *'],
    ['@Midnight', '0 0 * * *'],
    ['@hourly', '0 * * * *'],
  ])('%s means %s', (nickname, fields) => {
    expect({ ...read(nickname), text: '' }).toEqual({ ...read(fields), text: '' });
  });

  it('joins the two day fields with "or" where both are restricted, with "and" where one begins with a star', () => {
    expect(read('0 9 1 * 1').days).toBe('either');
    expect(read('0 9 1-31 * 1').days).toBe('either');
    expect(read('0 9 1 * *').days).toBe('both');
    expect(read('0 9 */2 * 1').days).toBe('both');
    expect(read('0 9 13 * */5').days).toBe('both');
  });
});

describe('a cron expression that cannot be read', () => {
  it.each([
    ['60 9 * * *', 'the minute of the cron expression is out of range: "60" (allowed: 0 to 59;'],
    ['0 24 * * *', 'the hour of the cron expression is out of range: "24" (allowed: 0 to 23;'],
    ['0 9 0 * *', 'the day of the month of the cron expression is out of range: "0" (allowed: 1 to 31;'],
    ['0 9 32 * *', 'the day of the month of the cron expression is out of range: "32"'],
    ['0 9 * 13 *', 'the month of the cron expression is out of range: "13" (allowed: 1 to 12 or jan to dec;'],
    ['0 9 * * 8', 'the day of the week of the cron expression is out of range: "8" (allowed: 0 to 7 or sun to sat'],
    ['0 9 * * 1-8', 'out of range: "1-8"'],
    ['0 9 * * fun', 'the day of the week of the cron expression cannot be read: "fun"'],
    ['0 9 * mon *', 'the month of the cron expression cannot be read: "mon"'],
    ['-5 9 * * *', 'the minute of the cron expression cannot be read: "-5"'],
    ['1,,2 9 * * *', 'the minute of the cron expression cannot be read: ""'],
    ['*-5 9 * * *', 'cannot be read: "*-5"'],
    ['1.5 9 * * *', 'cannot be read: "1.5"'],
    ['٣ 9 * * *', 'cannot be read: "٣"'],
    ['0 9 L * *', 'cannot be read: "L"'],
    ['0 9 15W * *', 'cannot be read: "15W"'],
    ['0 9 * * 5#3', 'cannot be read: "5#3"'],
    ['0 9 ? * 1', 'cannot be read: "?"'],
    ['5/15 9 * * *', 'has a step without a range: "5/15"'],
    ['*/0 9 * * *', 'has a step outside 1 to 59: "*/0"'],
    ['*/90 9 * * *', 'has a step outside 1 to 59: "*/90"'],
    ['0 17-9 * * *', 'has a range that runs backwards: "17-9"'],
    ['0 9 * * fri-mon', 'has a range that runs backwards: "fri-mon"'],
    ['@reboot', 'unknown cron nickname "@reboot" (allowed: @yearly, '],
    ['@every 5m', 'unknown cron nickname "@every 5m"'],
    ['@constructor', 'unknown cron nickname'],
    ['', 'the cron expression has 0 of 5 fields'],
    ['   ', 'the cron expression has 0 of 5 fields'],
    ['0 9 * *', 'the cron expression has 4 of 5 fields "0 9 * *"'],
    ['0 0 9 * * 1 2027', 'the cron expression has 7 of 5 fields'],
    ['every day at nine', 'the cron expression has 4 of 5 fields'],
  ])('%j is refused with place, field, value and what is allowed', (text, words) => {
    expect(refuse(text)).toContain(`config/spool.yaml:12: `);
    expect(refuse(text)).toContain(words);
  });

  it('is told to drop a field for seconds', () => {
    const message = refuse('0 0 9 * * 1');
    expect(message).toContain('has a field for seconds');
    expect(message).toContain('Leave the first field out');
  });

  it.each(['0 0 30 2 *', '0 0 31 2 *', '0 0 31 4,6,9,11 *', '0 0 30,31 2 */2'])(
    '%j never occurs and is refused',
    (text) => {
      expect(refuse(text)).toContain('never occurs');
    },
  );

  it.each(['0 0 29 2 *', '0 0 31 1-2 *', '0 0 30 2 1', '0 0 29 2 */6'])('%j occurs and is taken', (text) => {
    expect(read(text).text).toBe(text);
  });

  it('is refused in linear time, however long', () => {
    expect(refuse(`${'0,'.repeat(300_000)} 9 * * *`)).toContain('cannot be read');
    expect(refuse('* '.repeat(300_000))).toContain('300000 of 5 fields');
    expect(refuse(`${'9'.repeat(300_000)} 9 * * *`).length).toBeLessThan(400);
  });
});
