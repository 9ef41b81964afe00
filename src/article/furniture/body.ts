import { companyWhy, type Gone, isSubscription, labelsIn, sureWhy } from './company.ts';
import { KINDS } from './kinds.ts';
import { endsSentence, type Line } from './lines.ts';
import { sameName } from './names.ts';

/** Longest sentence, in words, that goes along with a box. */
const LONGEST_BLURB = 14;

/** Takes out what a page sets among the text: newsletter boxes, advertisements, cookie notices, credits of pictures. */
export function readBody(
  lines: readonly Line[],
  start: number,
  end: number,
  names: readonly string[],
  gone: Gone,
): void {
  for (let index = start; index < end; index++) {
    const line = lines[index];
    if (line === undefined) continue;
    const why =
      sureWhy(line, 'body') ?? companyWhy(line, 'body', gone) ?? ownCallWhy(line, names) ?? buttonWhy(line, gone);
    if (why !== null) gone.set(line, why);
    for (const each of boxAt(lines, index)) gone.set(each, KINDS.newsletter.why);
  }
}

/** A button alone among the text, if the page has the same outside it. */
function buttonWhy(line: Line, gone: Gone): string | null {
  const { button } = KINDS;
  const isButton = line.kind === 'paragraph' && labelsIn(line, 'body').some(({ kind }) => kind === 'button');
  const isRepeated = isButton && [...gone].some(([other, why]) => why === button.why && other.text === line.text);
  return isRepeated ? button.why : null;
}

/** A call to subscribe to the very publication that the article stands in. */
function ownCallWhy(line: Line, names: readonly string[]): string | null {
  const called = labelsIn(line, 'body').find(({ kind, name }) => kind === 'newsletter' && name !== null)?.name ?? null;
  return called !== null && names.some((name) => sameName(name, called)) ? KINDS.newsletter.why : null;
}

/**
 * A box that opens with a bare line about a newsletter and closes with a field or button for subscribing. One short
 * sentence between them goes along:
 *
 *   Get the Letter in your inbox        opens
 *   Every Friday, one story.            goes along
 *   Enter your email                    closes
 */
function boxAt(lines: readonly Line[], index: number): readonly Line[] {
  const [opener, between, closer] = lines.slice(index, index + 3);
  if (opener === undefined || between === undefined || closer === undefined) return [];
  const kinds = labelsIn(opener, 'body').map(({ kind }) => kind);
  const opens = kinds.includes('call') || (kinds.includes('newsletter') && !endsSentence(opener.text));
  const fits = isBlurb(between) || labelsIn(between, 'body').some(({ kind }) => KINDS[kind].family === 'newsletter');
  return opens && fits && isSubscription(closer, labelsIn(closer, 'body')) ? [opener, between, closer] : [];
}

function isBlurb({ kind, text }: Line): boolean {
  const isOneSentence = !/[.!?]["”]?\s+\p{Lu}/u.test(text);
  return kind === 'paragraph' && isOneSentence && text.split(/\s+/).length <= LONGEST_BLURB;
}
