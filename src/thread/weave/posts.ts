import { InputError } from '../../errors.ts';
import { brokenWarning } from '../compose/settle.ts';
import type { Rules } from '../rules.ts';
import type { Post, Warning } from '../thread.ts';
import type { Draft } from './drafts.ts';
import { dressed, type Trimmings } from './frame.ts';
import { guarded, type Meant, unmeantEntities } from './guard.ts';
import type { Text } from './text.ts';

/** What all posts of a thread have in common. */
export interface Making {
  readonly rules: Rules;
  readonly meant: Meant;
  readonly trimmings: Trimmings;
  /** The article's file, for messages. */
  readonly source: string;
  readonly warnings: Warning[];
}

/** The post as the platform will show it. @throws InputError where a text of the author's own does not fit */
export function postOf({ text, images, why, isWritten }: Draft, index: number, total: number, making: Making): Post {
  const whole = dressed(text, index, total, making.trimmings);
  const unmeant = unmeantEntities(whole.text, making.rules, making.meant);
  making.warnings.push(...unmeant.map((entity) => brokenWarning(entity, `post ${index + 1}`)));
  const shown = making.rules.facets ? whole : asShown(whole.text, making);
  if (!making.rules.fits(shown.text)) refuse(shown.text, index, isWritten, making);
  return { ...shown, length: making.rules.measure(shown.text), images, card: null, why };
}

/** Where the text itself says what is a link or a mention, the platform's own rules tell where they lie. */
function asShown(written: string, { rules, meant }: Making): Text {
  const text = guarded(written, rules, meant);
  const found = rules.entities(text);
  const of = (...kinds: readonly string[]) => found.filter(({ kind }) => kinds.includes(kind));
  return {
    text,
    links: of('link').map(({ text: words, start, end }) => ({ url: meant.links.get(words) ?? words, start, end })),
    mentions: of('mention').map(({ text: name, start, end }) => ({ handle: name.slice(1), start, end })),
    hashtags: of('hashtag').map(({ text: tag, start, end }) => ({ tag: tag.slice(1), start, end })),
  };
}

function refuse(text: string, index: number, isWritten: boolean, { rules, source }: Making): never {
  const { value, limit, unit } = rules.measure(text);
  if (!isWritten) throw new Error(`post ${index + 1} was cut to ${value} of ${limit} ${unit}`);
  throw new InputError({
    where: `${source}: post ${index + 1} for ${rules.platform}`,
    problem:
      value > limit
        ? `the text takes ${value} ${unit}, all it carries included`
        : 'the platform does not take the text',
    value: text,
    allowed: `at most ${limit} ${unit}`,
    next: 'Shorten the text of this post in the front matter',
  });
}
