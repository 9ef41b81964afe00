import { expect, test } from 'vitest';
import { describeFault, InputError, oneLine } from '../src/errors.ts';
import { toCsv } from '../src/report/csv.ts';

test('a fault is one line: place, problem, value, what is allowed, what to do next', () => {
  const fault = {
    where: 'config/spool.yaml:3',
    problem: 'unknown zone',
    value: 'Mars',
    allowed: 'an IANA zone',
    next: 'Mend it',
  };
  expect(describeFault(fault)).toBe('config/spool.yaml:3: unknown zone "Mars" (allowed: an IANA zone). Mend it');
  expect(new InputError(fault, { where: 'a', problem: 'b' }).message.split('\n')).toHaveLength(2);
});

test('nothing from outside can break a line, colour a terminal or turn text round', () => {
  const hostile = 'a\r\nb\u001b[31mc\u0000d\u202ee\u2028f';
  expect(describeFault({ where: 'x', problem: hostile, value: hostile })).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
  expect(oneLine(hostile)).toBe('a b [31mc d e f');
});

test('a long value is shortened', () => {
  expect(describeFault({ where: 'x', problem: 'no', value: 'y'.repeat(10_000) }).length).toBeLessThan(120);
});

test('a cell that a spreadsheet would run is neutralised, and others are quoted as RFC 4180 says', () => {
  const formulas = ['=1+1', '+1', '-1', '@x', '\tx', '\rx'];
  for (const formula of formulas) expect(toCsv([[formula]])).toMatch(/^"?'/);
  expect(toCsv([['a,b', 'c"d', 'e\nf', null, -1, 'g']])).toBe('"a,b","c""d","e\nf",,-1,g');
});
