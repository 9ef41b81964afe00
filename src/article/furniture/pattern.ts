import { DATE_SOURCE } from './dates.ts';

const PLATFORMS =
  'medium|twitter|x|linkedin|instagram|substack|bluesky|mastodon|threads|facebook|youtube|github|tiktok|reddit|pinterest|whatsapp|telegram|patreon|tumblr';
/** The words of which cookie notices are made, and nothing else is. */
const COOKIE_WORDS =
  'the|best|a|better|optimal|possible|most|relevant|personalised|personalized|smooth|user|browsing|online|experience|experiences|on|our|this|your|of|site|website|web|by|remembering|preferences|and|repeat|visits|to|improve|analyse|analyze|traffic|content|ads|services|service|functionality|we|get|you|that|ensure|give|offer|provide|with|enhance|personalise|personalize|make|sure|serve';
/** At least one of these is in every invitation to a newsletter. */
const CALL_WORDS =
  'inbox|e-?mail|newsletter|subscribers?|free|daily|weekly|monthly|week|month|day|sunday|monday|tuesday|wednesday|thursday|friday|saturday|updates|stories|posts|essays|articles|letters?|issues?|posteingang|woche|kostenlos|gratuit|semaine|gratis|semana';
/** Begins with a capital, whatever the flag for case says. */
const CAPITAL = '(?-i:[\\p{Lu}\\p{Lt}\\p{Lo}@])';

const PLACES: Readonly<Record<string, string>> = {
  n: '\\d[\\d.,]*\\s?[km]?\\+?',
  date: DATE_SOURCE,
  name: `${CAPITAL}[^!?:;,|·•]{1,60}?`,
  title: `${CAPITAL}[^!?:;,|·•]{1,60}?`,
  proper: `${CAPITAL}[^!?;]{1,80}?`,
  url: '(?:https?:\\/\\/)?[\\w-]+(?:\\.[\\w-]+)+(?:\\/\\S*)?',
  platform: `(?:${PLATFORMS})`,
  cookies: `(?:(?:${COOKIE_WORDS})(?:\\s+|$)){2,20}`,
  call: `(?=.{0,160}\\b(?:${CALL_WORDS})\\b)[^!?]{1,160}`,
  some: '[^.!?:;]{1,60}',
  more: '[^!?]{1,160}',
};
/** Places whose words are handed on. */
const CAPTURED = new Set(['date', 'name', 'title']);

/** A pattern for whole lines (or sentences) that are one of these phrases. */
export function compile(phrases: readonly string[]): RegExp {
  return new RegExp(`^(?:${phrases.map(sourceOf).join('|')})$`, 'iu');
}

function sourceOf(phrase: string): string {
  const captured = new Set<string>();
  return phrase.replace(/\{(\w+)\}|\\[()]|[[\]()|~ ]|[.*+?^$\\{}/]/g, (found, place: string | undefined) => {
    if (place === undefined) return SYNTAX[found] ?? (found.startsWith('\\') ? found : `\\${found}`);
    const source = PLACES[place] ?? found;
    if (!CAPTURED.has(place) || captured.has(place)) return `(?:${source})`;
    captured.add(place);
    return `(?<${place}>${source})`;
  });
}

const SYNTAX: Readonly<Record<string, string>> = {
  '[': '(?:',
  '(': '(?:',
  ']': ')?',
  ')': ')',
  '|': '|',
  '~': '\\s*',
  ' ': '\\s+',
};

/** Pictures of hands, bells and arrows around a button's words; © says something. */
const ORNAMENTS = /^(?:(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f←→↑↓►·•∙|\s])+|(?:(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f←→↑↓►·•∙|\s])+$/gu;

/** A line as the phrases are written: straight quotes, single spaces, nothing invisible. */
export function normalise(line: string): string {
  return line
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[’‘ʼ´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(ORNAMENTS, '')
    .replace(/\s+/g, ' ')
    .trim();
}
