import { remembered } from '../remembered.ts';
import type { Stretch } from '../thread.ts';
import { languageOf } from './languages.ts';
import { entries, lines } from './lines.ts';
import { endMarks, startAt } from './marks.ts';
import { enclosedUntil, enclosures } from './pairs.ts';
import { placeOf, type Whole } from './place.ts';
import { ends } from './rules.ts';
import { segmented } from './segmented.ts';
import { endsUnspaced } from './unspaced.ts';

/** Quotations and parentheses up to this length, in UTF-16 units, are left whole; longer ones fit no post. */
const longestWhole = 240;

/** Behind an end mark, these go on with the token it stands in. */
const inToken = /[a-z/_]/;

/**
 * The sentences of one paragraph, in order: half-open UTF-16 stretches of `text` that together hold everything but the
 * white space between them. `language` is a BCP 47 tag; where Spool has no data for it, `Intl.Segmenter` cuts.
 */
export const sentences = remembered(sentencesIn);

function sentencesIn(text: string, language: string): readonly Stretch[] {
  const data = languageOf(language);
  const body = text.trimEnd();
  if (data === null) return segmented(body, language);
  const capless = !/\p{Lu}/u.test(body);
  const found: Stretch[] = [];
  for (const line of lines(body)) {
    for (const entry of entries(body.slice(line.start, line.end))) {
      const start = line.start + entry.start;
      const whole = { text: body.slice(start, line.start + entry.end), language: data, capless };
      for (const sentence of sentencesOf(whole)) {
        found.push({ start: start + sentence.start, end: start + sentence.end });
      }
    }
  }
  return found;
}

/** The sentences of a text without line breaks and list marks that end one. */
function* sentencesOf(whole: Whole): Generator<Stretch> {
  const { text } = whole;
  const closed = enclosures(text, longestWhole);
  let opens = startAt(text, 0);
  for (const mark of endMarks(text)) {
    if (mark.start < opens || inToken.test(text.charAt(mark.end))) continue;
    const place = placeOf(whole, opens, mark);
    if (place.next >= text.length) break;
    if (place.close < enclosedUntil(closed, mark.start)) continue;
    const start = startAt(text, place.close);
    const parted = start > place.close ? ends(place) : endsUnspaced(place);
    if (!parted || start !== place.next) continue;
    yield { start: opens, end: place.close };
    opens = start;
  }
  const end = text.trimEnd().length;
  if (end > opens) yield { start: opens, end };
}
