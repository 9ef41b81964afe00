/** Where things stand in a text of YAML; offsets in UTF-16 code units. */
import { isCollection, isNode, isScalar, type Pair } from 'yaml';

/** A stretch of the text and what stands there instead. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Place {
  /** Where the key begins. */
  readonly start: number;
  /** Where the value ends, white space and comments behind it left out. */
  readonly end: number;
  /** The value alone where it stands on the key's line in one piece; `null` where it does not. */
  readonly value: { readonly start: number; readonly end: number } | null;
}

export function placeOf(text: string, { key, value }: Pair): Place | null {
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

export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

export function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset);
}
