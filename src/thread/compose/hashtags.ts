import type { Hashtag } from '../thread.ts';
import type { Draft } from './draft.ts';
import { holder } from './stretches.ts';

/** As Bluesky's own apps find them: behind white space, up to white space or an invisible character. */
const TAG = /(?<=^|\s)[#＃](?!\ufe0f)(?<tag>(?:(?!\u20e2)[^\s\u00ad\u2060\u200a-\u200d])+)/gu;
const LONGEST = 64;

/** The hashtags of a text on a platform that sets them by offsets. A number alone is none, nor is a `#` in code. */
export function findHashtags({ text, code }: Draft): Hashtag[] {
  const inCode = holder(code);
  return Array.from(text.matchAll(TAG)).flatMap((match): Hashtag[] => {
    const tag = withoutTrailingPunctuation(match.groups?.tag ?? '');
    const place = { start: match.index, end: match.index + 1 + tag.length };
    if (tag.length > LONGEST || !/[^\d\p{P}]/u.test(tag) || inCode(place)) return [];
    return [{ ...place, tag }];
  });
}

function withoutTrailingPunctuation(tag: string): string {
  const characters = [...tag.slice(0, 2 * LONGEST)];
  if (tag.length > 2 * LONGEST) return tag;
  while (/^\p{P}$/u.test(characters.at(-1) ?? '')) characters.pop();
  return characters.join('');
}
