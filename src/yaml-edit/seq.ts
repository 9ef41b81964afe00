import { isMap, isNode, isScalar, isSeq, type YAMLSeq } from 'yaml';
import { columnOf, endOfLine, placeOf, type Splice, startOfLine } from './place.ts';
import { indented } from './written.ts';

/** An item of a list changed, added behind the last, or removed where `value` is `undefined`. `null`: not where it stands. */
export function inSeq(text: string, seq: YAMLSeq, index: number, value: unknown): Splice | null {
  const items = seq.items.filter(isNode);
  const first = items[0]?.range;
  if (seq.flow === true || !first || items.length !== seq.items.length) return null;
  const dash = text.lastIndexOf('-', first[0]);
  const column = columnOf(text, dash);
  const range = items[index]?.range;
  const endOf = (start: number, end: number) => start + text.slice(start, end).trimEnd().length;
  if (!range) {
    const last = items.at(-1)?.range;
    if (!last || value === undefined) return null;
    const at = endOfLine(text, endOf(last[0], last[1]));
    return { start: at, end: at, text: `\n${' '.repeat(column)}- ${indented(value, column + 2)}` };
  }
  if (value !== undefined)
    return { start: range[0], end: endOf(range[0], range[1]), text: indented(value, column + 2) };
  const end = endOfLine(text, endOf(range[0], range[1]));
  return { start: startOfLine(text, text.lastIndexOf('-', range[0])), end: Math.min(text.length, end + 1), text: '' };
}

/** Takes the only item out of a list; comments above it stay, behind `[]`. */
export function emptied(text: string, contents: unknown, path: readonly (string | number)[]): Splice | null {
  const map = isMap(contents) ? (contents.getIn(path.slice(0, -2), true) ?? contents) : null;
  const key = String(path.at(-2));
  const pair = isMap(map) ? map.items.find((each) => isScalar(each.key) && String(each.key.value) === key) : undefined;
  const place = pair && placeOf(text, pair);
  const item = isSeq(pair?.value) ? pair.value.items[0] : undefined;
  if (!place || place.value !== null || !isNode(item) || !item.range) return null;
  const start = text.indexOf(':', place.start + key.length) + 1;
  const comments = text.slice(start, startOfLine(text, text.lastIndexOf('-', item.range[0]))).trimEnd();
  return { start, end: endOfLine(text, place.end), text: ` []${comments}` };
}
