import { isCollection, isScalar, type YAMLMap } from 'yaml';
import { columnOf, endOfLine, type Place, placeOf, type Splice, startOfLine } from './place.ts';
import { flowing, indented, isSmall } from './written.ts';

/** A key's value changed, added, or removed where `value` is `undefined`. `null`: not where it stands. */
export function inMap(text: string, map: YAMLMap, key: string, value: unknown): Splice | null {
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
