import { DATE_SOURCE } from './dates.ts';
import { isName } from './names.ts';

/** Longest run of words that a place stands for, in characters. */
const LONGEST = { words: 60, name: 60, proper: 80, sentence: 160 } as const;

const PLATFORMS =
  'medium|twitter|x|linkedin|instagram|substack|bluesky|mastodon|threads|facebook|youtube|github|tiktok|reddit|pinterest|whatsapp|telegram|patreon|tumblr';
/** The words of which cookie notices are made, and nothing else is. */
const COOKIE_WORDS =
  'the|best|a|better|optimal|possible|most|relevant|personalised|personalized|smooth|user|browsing|online|experience|experiences|on|our|this|your|of|site|website|web|by|remembering|preferences|and|repeat|visits|to|improve|analyse|analyze|traffic|content|ads|services|service|functionality|we|get|you|that|ensure|give|offer|provide|with|enhance|personalise|personalize|make|sure|serve';
/** At least one of these is in every invitation to a newsletter. */
const CALL_WORDS =
  'inbox|e-?mail|newsletter|subscribers?|free|daily|weekly|monthly|week|month|day|sunday|monday|tuesday|wednesday|thursday|friday|saturday|updates|stories|posts|essays|articles|letters?|issues?|posteingang|woche|kostenlos|gratuit|semaine|gratis|semana';

const CAPITAL = /^[\p{Lu}\p{Lt}\p{Lo}@]/u;
const CALL = new RegExp(`(?:^|[^a-z])(?:${CALL_WORDS})(?![a-z])`, 'i');

/** A place of fixed shape: the pattern of what stands there. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  n: /\d(?:[\d.,]*\d)?(?:\s?[km](?![a-z]))?\+?/iy,
  date: new RegExp(DATE_SOURCE, 'iuy'),
  url: /(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?/iy,
  platform: new RegExp(`(?:${PLATFORMS})(?![a-z])`, 'iy'),
  cookies: new RegExp(`(?:(?:${COOKIE_WORDS})(?:\\s+|$)){2,20}`, 'iy'),
};

/** A place of words: which characters end it, how long it may be, and what the words must be. */
const WORDS: Readonly<
  Record<string, { readonly stop: RegExp; readonly longest: number; fits(words: string): boolean }>
> = {
  name: { stop: /[!?:;,|·•]/, longest: LONGEST.name, fits: (words) => CAPITAL.test(words) && isName(words) },
  title: { stop: /[!?:;,|·•]/, longest: LONGEST.name, fits: (words) => CAPITAL.test(words) && isName(words) },
  proper: { stop: /[!?;]/, longest: LONGEST.proper, fits: (words) => CAPITAL.test(words) },
  call: { stop: /[!?]/, longest: LONGEST.sentence, fits: (words) => CALL.test(words) },
  some: { stop: /[.!?:;]/, longest: LONGEST.words, fits: () => true },
  more: { stop: /[!?]/, longest: LONGEST.sentence, fits: () => true },
};

/** Where what a place stands for can end, if it begins at `from`: offsets in `text`, the likeliest first. */
export function* endsOf(place: string, text: string, from: number): Generator<number> {
  const shape = SHAPES[place];
  if (shape !== undefined) {
    // Every date has a digit; the pattern of dates is large, and compiled only when it is needed.
    if (place === 'date' && !/\d/.test(text)) return;
    shape.lastIndex = from;
    const [found] = shape.exec(text) ?? [];
    if (found !== undefined) yield from + found.length;
    return;
  }
  const words = WORDS[place];
  if (words === undefined) throw new RangeError(`no such place in a phrase: {${place}}`);
  for (let end = from + 1; end <= text.length && end - from <= words.longest; end++) {
    if (words.stop.test(text.charAt(end - 1))) return;
    if (isWordEnd(text, end) && words.fits(text.slice(from, end))) yield end;
  }
}

function isWordEnd(text: string, end: number): boolean {
  return (
    end === text.length ||
    (!/[\p{L}\p{N}\s]/u.test(text.charAt(end)) && text.charAt(end - 1) !== ' ') ||
    /\s/.test(text.charAt(end))
  );
}
