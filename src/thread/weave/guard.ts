import { INVISIBLE } from '../compose/invisible.ts';
import type { Entity, Rules } from '../rules.ts';
import type { Text } from './text.ts';

/** What a thread may link to and mention, whatever else its posts say. */
export interface Meant {
  /** Addresses as they are written out, with what they lead to. */
  readonly links: ReadonlyMap<string, string>;
  /** Handles in lower case, without `@`. */
  readonly handles: ReadonlySet<string>;
}

export function meantBy(
  texts: readonly Pick<Text, 'text' | 'links'>[],
  mentions: Readonly<Record<string, string>>,
): Meant {
  return {
    links: new Map(
      texts.flatMap(({ text, links }) => links.map(({ url, start, end }) => [text.slice(start, end), url])),
    ),
    handles: new Set(Object.values(mentions).map((handle) => handle.replace(/^@/, '').toLowerCase())),
  };
}

/**
 * The last look at a post, where it is known what stands together: a second cashtag (X refuses such a post), and
 * whatever a cut inside a word may have made of it, is broken invisibly.
 */
export function guarded(text: string, rules: Rules, meant: Meant): string {
  const unmeant = unmeantEntities(text, rules, meant);
  return unmeant.length === 0 ? text : guarded(unmeant.reduceRight(broken, text), rules, meant);
}

/** What the guard has to break. */
export function unmeantEntities(text: string, rules: Rules, meant: Meant): readonly Entity[] {
  return rules.entities(text).filter(unmeantIn(meant));
}

/** The platform's rules for posts that will be guarded: what the guard adds is counted. */
export function guardedRules(rules: Rules, meant: Meant): Rules {
  return {
    ...rules,
    measure: (text) => rules.measure(guarded(text, rules, meant)),
    fits: (text) => rules.fits(guarded(text, rules, meant)),
  };
}

function unmeantIn({ links, handles }: Meant): (entity: Entity) => boolean {
  let cashtags = 0;
  return ({ kind, text }) => {
    if (kind === 'link') return !links.has(text);
    if (kind === 'mention') return !handles.has(text.slice(1).toLowerCase());
    if (kind === 'cashtag') cashtags += 1;
    return kind === 'cashtag' && cashtags > 1;
  };
}

/** Behind the sign, or behind the first dot of a link that is still whole; the next look finds what is left of it. */
function broken(text: string, { kind, start, end }: Entity): string {
  const dot = kind === 'link' ? text.slice(start, end).search(/\.(?!\u200b)/) : 0;
  const at = start + dot + 1;
  return text.slice(0, at) + INVISIBLE + text.slice(at);
}
