/** Moving the cuts of a thread that an author writes. Pure: texts of posts in, texts of posts out. */
import { sentences } from '../../thread/sentences/sentences.ts';

/** `down-2`: the last sentence of post 2 begins post 3. `up-2`: the first of post 3 ends post 2. Posts count from 1. */
const MOVE = /^(down|up|join|split|remove|add)-(\d{1,3})$/;

/** The posts after a move; as they were where it names none. */
export function recut(posts: readonly string[], move: string, language: string): readonly string[] {
  const [, kind, number] = MOVE.exec(move) ?? [];
  const index = Number(number) - 1;
  const here = posts[index];
  if (here === undefined) return posts;
  const next = posts[index + 1] ?? null;
  const around = (...texts: readonly string[]) => [...posts.slice(0, index), ...texts];
  switch (kind) {
    case 'down': {
      const [kept, moved] = partedAtLast(here, language);
      return [...around(...filled(kept), joined(moved, next)), ...posts.slice(index + 2)];
    }
    case 'up': {
      if (next === null) return posts;
      const [moved, kept] = partedAtFirst(next, language);
      return [...around(joined(here, moved), ...filled(kept)), ...posts.slice(index + 2)];
    }
    case 'join':
      return next === null ? posts : [...around(joined(here, next)), ...posts.slice(index + 2)];
    case 'split': {
      const [first, second] = partedInTheMiddle(here, language);
      return [...around(...filled(first), ...filled(second)), ...posts.slice(index + 1)];
    }
    case 'remove':
      return posts.length === 1 ? posts : [...around(), ...posts.slice(index + 1)];
    default:
      return [...around(here, ''), ...posts.slice(index + 1)];
  }
}

function filled(text: string): readonly string[] {
  return text === '' ? [] : [text];
}

/** Paragraphs stay paragraphs; a sentence torn from one goes on it. */
function joined(first: string, second: string | null): string {
  if (second === null || second === '') return first;
  return first === '' ? second : `${first}${first.includes('\n') || second.includes('\n') ? '\n\n' : ' '}${second}`;
}

function partedAtLast(text: string, language: string): readonly [string, string] {
  return partedAt(text, starts(text, language).at(-1) ?? 0);
}

function partedAtFirst(text: string, language: string): readonly [string, string] {
  return partedAt(text, starts(text, language)[1] ?? text.length);
}

/** At the sentence that begins nearest to the middle. */
function partedInTheMiddle(text: string, language: string): readonly [string, string] {
  const middle = text.length / 2;
  const [nearest] = starts(text, language)
    .slice(1)
    .toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return partedAt(text, nearest ?? text.length);
}

function starts(text: string, language: string): readonly number[] {
  return sentences(text, language).map(({ start }) => start);
}

function partedAt(text: string, offset: number): readonly [string, string] {
  return [text.slice(0, offset).trim(), text.slice(offset).trim()];
}
