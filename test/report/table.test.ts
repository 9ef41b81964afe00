import { expect, test } from 'vitest';
import { type Column, csvHeader, csvLines, jsonLines } from '../../src/report/table.ts';

const columns: readonly Column[] = [
  { name: 'text', type: 'text' },
  { name: 'count', type: 'integer' },
  { name: 'live', type: 'boolean' },
  { name: 'at', type: 'time' },
];

test('times are written in UTC, flags in words, and what is unknown as nothing', () => {
  const rows = [
    ['a, b', 5, 1, Date.UTC(2026, 10, 24, 9)],
    [null, null, null, null],
  ];
  expect(csvHeader(columns) + csvLines(columns, rows)).toBe(
    'text,count,live,at\r\n"a, b",5,true,2026-11-24T09:00:00.000Z\r\n,,,\r\n',
  );
  expect(jsonLines(columns, rows)).toBe(
    '{"text":"a, b","count":5,"live":true,"at":"2026-11-24T09:00:00.000Z"}\n{"text":null,"count":null,"live":null,"at":null}\n',
  );
  expect(csvLines(columns, [])).toBe('');
});

test.each(['=', '+', '-', '@', '\t', '\r'])(
  'a text that begins with %j is run by no spreadsheet, and JSON has it exactly',
  (first) => {
    const text = `${first}HYPERLINK("x")`;
    expect(csvLines(columns, [[text, 1, 0, 0]])).toMatch(/^"?'/);
    expect(JSON.parse(jsonLines(columns, [[text, 1, 0, 0]]))).toMatchObject({ text, live: false });
  },
);
