import { InputError } from '../errors.ts';

/** Largest article that is read, in bytes: twenty times a long magazine feature. */
export const MAX_ARTICLE_BYTES = 2_000_000;

/** A file as it was found. */
export interface ArticleFile {
  /** Path relative to the home folder, `posts/x.md`; its extension says the form. */
  readonly source: string;
  readonly bytes: Uint8Array;
}

const ENCODINGS = [
  { name: 'UTF-8', label: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { name: 'UTF-16', label: 'utf-16le', mark: [0xff, 0xfe] },
  { name: 'UTF-16', label: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

/** Anything a reader could see. */
const VISIBLE = /[^\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const CONTROLS = /[\0-\x08\x0e-\x1f\x7f\ufeff]/g;
/** Spaces that are not ASCII's. Nobody sets more than a few; patterns further on are slow on thousands. */
const LONG_SPACE = /([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{20})[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark; line ends as `\n`, control characters gone.
 * @throws InputError for an empty, too large or binary file
 */
export function decode({ source, bytes }: ArticleFile): string {
  if (bytes.length > MAX_ARTICLE_BYTES) throw tooLarge(source, bytes.length);
  const text = decodeBytes(source, bytes);
  if (!VISIBLE.test(text)) throw empty(source);
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\v\f]/g, ' ')
    .replace(CONTROLS, '')
    .replace(LONG_SPACE, '$1');
}

/** The fault of a file in which nothing is left to publish. */
export function empty(source: string, problem = 'there is no text in this file'): InputError {
  return new InputError({ where: source, problem, next: 'Write the article into it, or take it out of the folder' });
}

function decodeBytes(source: string, bytes: Uint8Array): string {
  const marked = ENCODINGS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  const { name, label } = marked ?? ENCODINGS[0];
  const text = tryDecode(bytes, label);
  if (text === null) throw binary(source, `it is not valid ${name}`);
  if (text.includes('\0')) throw binary(source, 'it contains NUL characters');
  return text;
}

function tryDecode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function tooLarge(source: string, size: number): InputError {
  return new InputError({
    where: source,
    problem: `this file has ${(size / 1e6).toFixed(1)} MB`,
    allowed: `an article of at most ${MAX_ARTICLE_BYTES / 1e6} MB`,
    next: 'Keep the text only; pictures belong in files of their own',
  });
}

function binary(source: string, why: string): InputError {
  return new InputError({
    where: source,
    problem: `this is not a text file: ${why}`,
    allowed: 'text in UTF-8, or in UTF-16 with a byte order mark',
    next: 'Export it as Markdown, HTML or plain text',
  });
}
