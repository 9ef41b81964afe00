/**
 * Changes one value of a YAML text and leaves every other byte as its author wrote it: comments, order, quotes, columns.
 * The place of the value is taken from the parser; what comes out is parsed again, and where it does not say what was
 * meant the library writes the whole text anew, which keeps comments and order too but not columns.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

export type YamlPath = readonly (string | number)[];

/** The text with `value` at `path`, maps on the way made where they are missing; `undefined` removes what is there. */
export function editYaml(text: string, path: YamlPath, value: unknown): string {
  const document = parseDocument(text);
  if (isDeepStrictEqual(valueAt(document.toJS(), path), value)) return text;
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(value));
  const meant = document.toJS();
  const narrow = isSmall(value) ? null : narrowOn(text, path);
  const edited = narrow === null ? spliced(text, path, value) : spliced(text, narrow, valueAt(meant, narrow));
  if (edited !== null && means(edited, meant)) return edited;
  return document.toString({ lineWidth: 0 });
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

function means(text: string, meant: unknown): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), meant);
}

/** Where a map on one line stands in the way of a value that needs several: that map is written as a block. */
function narrowOn(text: string, path: YamlPath): YamlPath | null {
  const document = parseDocument(text);
  const depths = path.map((_, depth) => path.slice(0, depth + 1)).slice(0, -1);
  const isOneLine = (at: YamlPath) => {
    const node = document.getIn(at, true);
    return isMap(node) && node.flow === true;
  };
  return depths.find(isOneLine) ?? null;
}

/** A stretch of the text and what stands there instead. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function spliced(text: string, path: YamlPath, value: unknown): string | null {
  const splice = spliceFor(text, path, value);
  return splice === null ? null : text.slice(0, splice.start) + splice.text + text.slice(splice.end);
}

function spliceFor(text: string, path: YamlPath, value: unknown): Splice | null {
  const { contents } = parseDocument(text);
  const [key, ...rest] = path;
  if (contents === null && key !== undefined && value !== undefined) {
    const gap = text === '' || text.endsWith('\n') ? '' : '\n';
    return { start: text.length, end: text.length, text: `${gap}${stringified({ [key]: nested(rest, value) })}\n` };
  }
  let node: unknown = contents;
  for (const [depth, step] of path.entries()) {
    const below = path.slice(depth + 1);
    const child = isCollection(node) ? node.get(step, true) : undefined;
    if (below.length > 0 && isCollection(child) && (isMap(child) || canHold(child, below[0]))) node = child;
    else if (isMap(node)) return inMap(text, node, String(step), value === undefined ? value : nested(below, value));
    else if (!isSeq(node) || below.length > 0 || typeof step !== 'number') return null;
    else if (value === undefined && node.items.length === 1) return emptied(text, contents, path);
    else return inSeq(text, node, step, value);
  }
  return null;
}

/** Whether an item of a list can be changed where it stands; else the library writes the text anew. */
function canHold(node: unknown, index: unknown): boolean {
  return isSeq(node) && node.flow !== true && typeof index === 'number' && node.items.length > 0;
}

function nested(path: YamlPath, value: unknown): unknown {
  return path.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), value);
}

/** As a block, with small lists and maps inside it on one line, as people write them. */
function stringified(value: unknown): string {
  const document = new Document();
  document.contents = document.createNode(value);
  visit(document, {
    Collection(_key, node, ancestors) {
      if (ancestors.length > 1 && isSmall(node.toJSON())) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

const MOST_ON_A_LINE = 72;

function isSmall(value: unknown): boolean {
  const values = typeof value === 'object' && value !== null ? Object.values(value) : [];
  const isFlat = values.every((each) => typeof each !== 'object' || each === null);
  const json = JSON.stringify(value) ?? '';
  return isFlat && !json.includes('\\n') && json.length <= MOST_ON_A_LINE;
}

/** On one line: `{ within: 1h, then: latest }`. */
function flowing(value: unknown): string {
  const document = new Document();
  document.contents = document.createNode(value, { flow: true });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

function inMap(text: string, map: YAMLMap, key: string, value: unknown): Splice | null {
  const index = map.items.findIndex((pair) => isScalar(pair.key) && String(pair.key.value) === key);
  const pair = map.items[index];
  if (pair === undefined) return value === undefined ? null : added(text, map, key, value);
  const place = placeOf(text, pair);
  if (place === null) return null;
  if (value === undefined) return removed(text, map, index, place);
  const isFlow = map.flow === true || (isCollection(pair.value) && pair.value.flow === true && isSmall(value));
  const whole = isFlow
    ? flowing({ [key]: value }).slice(2, -2)
    : indented({ [key]: value }, columnOf(text, place.start));
  const isOneLine = !whole.includes('\n');
  if (isOneLine && place.value !== null) return { ...place.value, text: whole.slice(whole.indexOf(': ') + 2) };
  return { start: place.start, end: place.end, text: whole };
}

interface Place {
  /** Where the key begins. */
  readonly start: number;
  /** Where the value ends, white space and comments behind it left out. */
  readonly end: number;
  /** The value alone where it stands on the key's line in one piece; `null` where it does not. */
  readonly value: { readonly start: number; readonly end: number } | null;
}

function placeOf(text: string, { key, value }: Pair): Place | null {
  if (!isNode(key) || !key.range) return null;
  const [start, keyEnd] = key.range;
  if (!isNode(value) || !value.range || value.range[1] <= keyEnd) {
    return { start, end: text.indexOf(':', keyEnd) + 1, value: null };
  }
  const end = value.range[0] + text.slice(value.range[0], value.range[1]).trimEnd().length;
  const isPlain = isScalar(value)
    ? !['BLOCK_LITERAL', 'BLOCK_FOLDED'].includes(value.type ?? '')
    : isCollection(value) && value.flow === true;
  return { start, end, value: isPlain ? { start: value.range[0], end } : null };
}

function added(text: string, map: YAMLMap, key: string, value: unknown): Splice | null {
  const last = map.items.at(-1);
  if (map.flow === true) {
    if (last === undefined && map.range)
      return { start: map.range[0], end: map.range[1], text: flowing({ [key]: value }) };
    const place = last && placeOf(text, last);
    return place ? { start: place.end, end: place.end, text: `, ${flowing({ [key]: value }).slice(2, -2)}` } : null;
  }
  const place = last && placeOf(text, last);
  const first = map.items[0] && placeOf(text, map.items[0]);
  if (!place || !first) return null;
  const at = endOfLine(text, place.end);
  const column = columnOf(text, first.start);
  return { start: at, end: at, text: `\n${' '.repeat(column)}${indented({ [key]: value }, column)}` };
}

function removed(text: string, map: YAMLMap, index: number, place: Place): Splice | null {
  const before = map.items[index - 1];
  const after = map.items[index + 1];
  const previous = before && placeOf(text, before);
  const next = after && placeOf(text, after);
  if (map.flow === true && previous) return { start: previous.end, end: place.end, text: '' };
  if (next && (map.flow === true || index === 0)) return { start: place.start, end: next.start, text: '' };
  if (map.flow === true || index === 0) return null;
  return {
    start: startOfLine(text, place.start),
    end: Math.min(text.length, endOfLine(text, place.end) + 1),
    text: '',
  };
}

function inSeq(text: string, seq: YAMLSeq, index: number, value: unknown): Splice | null {
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
function emptied(text: string, contents: unknown, path: YamlPath): Splice | null {
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

/** Written as a block whose first line stands at `column` already. */
function indented(value: unknown, column: number): string {
  return stringified(value)
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : ' '.repeat(column) + line))
    .join('\n');
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset);
}
