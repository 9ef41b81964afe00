import type { FrontThread, FrontThreadChoices } from '../article/article.ts';
import type { LinkPolicy, Style, ThreadOptions } from '../thread/options.ts';
import type { Rules } from '../thread/rules.ts';
import type { Voice } from './config.ts';

/** Choices for one call, from the command line or the desk; they win over all others. */
export interface Overrides {
  readonly style?: Style;
  readonly maxPosts?: number;
  readonly link?: LinkPolicy;
  /** How often the article went to the account before: which of the author's variants it is. Default: 0, none. */
  readonly repeat?: number;
}

/**
 * How an article's thread is made for one platform: what was asked for now, else what the article says of this repeat,
 * else what it says of this platform, else what it says of all, else its author's settings, else the platform's own default.
 */
export function threadOptions(
  voice: Voice,
  rules: Rules,
  front: FrontThread = {},
  overrides: Overrides = {},
): ThreadOptions {
  const { perPlatform, variants = [], ...general } = front;
  const { repeat = 0, ...asked } = overrides;
  const chosen = { ...general, ...perPlatform?.[rules.platform], ...variantOf(variants, repeat), ...asked };
  const { thread } = voice;
  return {
    style: chosen.style ?? thread.style,
    maxPosts: chosen.maxPosts ?? thread.maxPosts,
    numbering: numberingOf(chosen.numbering, thread.numbering[rules.platform], rules.numbering),
    link: chosen.link ?? thread.link,
    signoff: chosen.signoff === undefined ? thread.signoff : chosen.signoff,
    hook: chosen.hook ?? null,
    posts: chosen.posts ?? [],
    card: chosen.card ?? thread.card,
    linkParameters: thread.linkParameters[rules.platform] ?? {},
    mentions: mentionsOn(rules.platform, voice.mentions),
  };
}

/** The thread as it was first published, and the variants after it, take turns. */
function variantOf(variants: readonly FrontThreadChoices[], repeat: number): FrontThreadChoices {
  return variants[(repeat % (variants.length + 1)) - 1] ?? {};
}

/** The first that says something; `null` and `none` say "no numbering". */
function numberingOf(...choices: readonly (string | null | undefined)[]): string | null {
  const choice = choices.find((each) => each !== undefined);
  return choice === undefined || choice === 'none' ? null : choice;
}

function mentionsOn(platform: string, mentions: Voice['mentions']): Record<string, string> {
  const here = Object.entries(mentions).map(([name, handles]) => [name, handles[platform]] as const);
  return Object.fromEntries(here.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
