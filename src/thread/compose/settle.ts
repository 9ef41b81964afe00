import type { Entity, Rules } from '../rules.ts';
import type { Stretch, Warning } from '../thread.ts';
import { type Draft, type Edit, edited } from './draft.ts';
import { breakHugeWords, WORD } from './huge-words.ts';
import { breakAll } from './invisible.ts';
import { holder } from './stretches.ts';
import { told } from './told.ts';

/**
 * Breaks, invisibly, whatever the platform would turn into a link, a mention or a cashtag although it is not meant as
 * one: a link not among the draft's links, a mention not among its mentions, a tag in code. A word that offends is
 * broken at each of its dots and signs, so that nothing new comes to light and one round is enough.
 *
 * @param where the place for warnings, `line 12`
 */
export function settle(draft: Draft, where: string, rules: Rules, warnings: Warning[]): Draft {
  if (rules.facets) return draft;
  const safe = breakHugeWords(draft, where, warnings);
  const { yes: meant = [], no: unmeant = [] } = Object.groupBy(rules.entities(safe.text), meantIn(safe));
  for (const entity of unmeant) warnings.push(brokenWarning(entity, where));
  return edited(safe, breakWords(safe, unmeant, meant));
}

function meantIn({ links, mentions, code }: Draft): (entity: Entity) => 'yes' | 'no' {
  const meantLinks = new Set(links.map(placeOf));
  const meantMentions = new Set(mentions.map(placeOf));
  const inCode = holder(code);
  const isMeant: Record<Entity['kind'], (entity: Entity) => boolean> = {
    link: (entity) => meantLinks.has(placeOf(entity)),
    mention: (entity) => meantMentions.has(placeOf(entity)),
    cashtag: (entity) => inCode(entity) === undefined,
    hashtag: (entity) => inCode(entity) === undefined,
  };
  return (entity) => (isMeant[entity.kind](entity) ? 'yes' : 'no');
}

function placeOf({ start, end }: Stretch): string {
  return `${start}-${end}`;
}

/** Edits for the words that hold one of `offending`; what lies in `kept` stays whole. */
function breakWords({ text, code }: Draft, offending: readonly Entity[], kept: readonly Stretch[]): Edit[] {
  if (offending.length === 0) return [];
  const starts = new Set(offending.map(({ start }) => start));
  const inCode = holder(code);
  const isKept = holder(kept);
  return Array.from(text.matchAll(WORD)).flatMap(({ 0: word, index }) =>
    hasAny(starts, index, index + word.length) ? breakAll(word, index, inCode, isKept) : [],
  );
}

function hasAny(starts: ReadonlySet<number>, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (starts.has(at)) return true;
  return false;
}

const ADVICE: Record<Entity['kind'], readonly [code: string, told: string]> = {
  link: ['accidental-link', 'would become a link although none is meant: an invisible character keeps it text'],
  mention: [
    'mention-defused',
    'would mention somebody: an invisible character keeps it text. Add the name to "mentions" in the configuration if it is meant',
  ],
  cashtag: [
    'cashtag-defused',
    'would become a cashtag, of which a post may have one and code none: an invisible character keeps it text',
  ],
  hashtag: ['hashtag-defused', 'would become a hashtag: an invisible character keeps it text'],
};

/** Tells of something that is broken to be kept text. */
export function brokenWarning({ kind, text }: Entity, where: string): Warning {
  const [code, advice] = ADVICE[kind];
  return { code, message: `${told(text)} ${advice}`, where };
}
