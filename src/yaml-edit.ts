/**
 * Changes one value of a YAML text and leaves every other byte as its author wrote it: comments, order, quotes, columns.
 * The place of the value is taken from the parser; what comes out is parsed again, and where it does not say what was
 * meant the library writes the whole text anew, which keeps comments and order too but not columns.
 */
import { isDeepStrictEqual } from 'node:util';
import { isCollection, isMap, isSeq, parseDocument } from 'yaml';
import { inMap } from './yaml-edit/map.ts';
import type { Splice } from './yaml-edit/place.ts';
import { emptied, inSeq } from './yaml-edit/seq.ts';
import { isSmall, stringified } from './yaml-edit/written.ts';

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
