import type { Block } from '../article.ts';
import { span, tidy } from '../spans.ts';
import { glueBetween } from '../wrapped.ts';
import type { Group, SourceLine } from './lines.ts';

/** Dashes longer than a hyphen are left out: they open dialogue. */
const ITEM = /^(\s*)([-*•‣◦▪●○·]|\d{1,3}[.)])[ \t\u00a0]+(?=\S)/;
/** Marks that are nothing but bullets: one of them is a list. */
const BULLET = /[•‣◦▪●○]/;

export interface Item {
  readonly marker: string;
  readonly number: number | null;
  readonly lines: SourceLine[];
}

/** A stretch of a group: lines of running text, or the items of a list. */
export type Stretch = { readonly lines: readonly SourceLine[] } | { readonly items: readonly Item[] };

/** Parts a group into running text and lists. */
export function stretchesOf(group: Group, isWrapped: boolean): Stretch[] {
  const stretches: ({ lines: SourceLine[] } | { items: Item[] })[] = [];
  for (const line of group) {
    const last = stretches.at(-1);
    const item = itemOf(line);
    if (item !== null) {
      if (last !== undefined && 'items' in last) last.items.push(item);
      else stretches.push({ items: [item] });
    } else if (last !== undefined && 'items' in last && (isWrapped || /^\s/.test(line.text))) {
      last.items.at(-1)?.lines.push(line);
    } else if (last !== undefined && 'lines' in last) last.lines.push(line);
    else stretches.push({ lines: [line] });
  }
  return stretches;
}

/** Whether these items are a list: two or more that belong together, or one with a mark that is nothing but a bullet. */
export function isList(items: readonly Item[]): boolean {
  const [first, second] = items;
  if (first === undefined) return false;
  if (second === undefined) return BULLET.test(first.marker);
  return items.every((item, index) => follows(items[index - 1], item));
}

/** Whether `next` can be the item behind `item`: the next number, or the same bullet again. */
export function follows(item: Item | undefined, next: Item): boolean {
  if (item === undefined) return true;
  return item.number === null ? next.marker === item.marker : next.number === item.number + 1;
}

export function listBlock(items: readonly Item[]): Block {
  return {
    kind: 'list',
    start: items[0]?.number ?? null,
    items: items.map(({ lines }) => [itemParagraph(lines)]),
    line: items[0]?.lines[0]?.number ?? 1,
  };
}

/** The lines as they stood, for items that turn out to be no list. */
export function sourceLines(items: readonly Item[]): SourceLine[] {
  return items.flatMap(({ marker, lines }) =>
    lines.map((line, index) => (index === 0 ? { ...line, text: `${marker} ${line.text}` } : line)),
  );
}

export function isItem(line: SourceLine): boolean {
  return ITEM.test(line.text);
}

function itemOf(line: SourceLine): Item | null {
  const [lead, , marker] = ITEM.exec(line.text) ?? [];
  if (lead === undefined || marker === undefined) return null;
  const number = /^\d/.test(marker) ? Number.parseInt(marker, 10) : null;
  return { marker, number, lines: [{ ...line, text: line.text.slice(lead.length) }] };
}

function itemParagraph(lines: readonly SourceLine[]): Block {
  const texts = lines.map((line) => line.text.trim());
  const text = texts
    .flatMap((each, index) => [index === 0 ? '' : glueBetween(texts[index - 1] ?? '', each), each])
    .join('');
  return { kind: 'paragraph', text: tidy([span(text)]), line: lines[0]?.number ?? 1 };
}
