import type { Io } from '../io.ts';
import { rowsOf, widthOf } from './columns.ts';

/** Lines of at most `width` columns, broken at spaces where there are any; a line's own indentation is kept. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const indent = (/^ */.exec(line)?.[0] ?? '').slice(0, Math.floor(width / 2));
    return rowsOf(line.trimStart(), width - indent.length).map((each) => indent + each);
  });
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** A text cut to `width` columns, with an ellipsis where something is left out. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (widthOf(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** A box of `width` columns around some lines, with a word in its upper edge on either side. */
export function box(
  lines: readonly string[],
  width: number,
  left: string,
  right: string,
  paint: Io['paint'],
): string[] {
  const inner = width - 4;
  const rule = '─'.repeat(Math.max(1, inner - widthOf(left) - widthOf(right) - 3));
  const edge = (text: string) => paint('dim', text);
  return [
    `${edge('╭─ ')}${left}${edge(` ${rule} `)}${right}${edge(' ╮')}`,
    ...lines.map((line) => `${edge('│ ')}${padEnd(line, inner)}${edge(' │')}`),
    edge(`╰${'─'.repeat(width - 2)}╯`),
  ];
}

/** Columns of text set beside one another. */
export function beside(columns: readonly (readonly string[])[], width: number, gap: number): string[] {
  const height = Math.max(...columns.map((column) => column.length));
  return Array.from({ length: height }, (_, row) =>
    columns
      .map((column) => padEnd(column[row] ?? '', width))
      .join(' '.repeat(gap))
      .trimEnd(),
  );
}

/** Rows as a table: columns as wide as their widest cell, two spaces between. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, widthOf(cell))), []);
  return rows.map((row) =>
    row
      .map((cell, i) => padEnd(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Text from outside, safe for a terminal: no control characters but line breaks, no bidirectional overrides. */
export function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** `$0.365`, `$0.02`, `free`. */
export function dollars(usd: number): string {
  if (usd === 0) return 'free';
  return `$${usd.toFixed(3).replace(/0$/, '')}`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
