import { links } from './entities.ts';
import { twitterText } from './twitter-text.ts';

/** Characters X counts as 1; every other counts as 2 (twitter-text, configuration version 3). */
const ONLY_LIGHT = /^[\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]*$/;
const LINK_WEIGHT = 23;
const MAY_BE_EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Presentation}|\u20e3/u;

/**
 * The length of a post as X counts it: of its NFC form, an emoji sequence 2, a link 23 however long, other characters
 * 1 or 2. Equal to twitter-text's `parseTweet` for any text, and linear in it.
 */
export function weightedLength(text: string): number {
  const normal = text.normalize();
  let weight = 0;
  let at = 0;
  for (const { start, end } of links(normal)) {
    weight += weightOf(normal.slice(at, start)) + LINK_WEIGHT;
    at = end;
  }
  return weight + weightOf(normal.slice(at));
}

/** Weight of text without links. Emoji are the library's to find: spared the dots, it looks for nothing else. */
function weightOf(text: string): number {
  if (MAY_BE_EMOJI.test(text)) return twitterText().parse(text.replaceAll('.', ',')).weightedLength;
  if (ONLY_LIGHT.test(text)) return text.length;
  let weight = 0;
  for (const character of text) weight += isLight(character.charCodeAt(0)) ? 1 : 2;
  return weight;
}

function isLight(unit: number): boolean {
  return (
    unit <= 0x10ff ||
    (unit >= 0x2000 && unit <= 0x200d) ||
    (unit >= 0x2010 && unit <= 0x201f) ||
    (unit >= 0x2032 && unit <= 0x2037)
  );
}
