import type { FrontThreadChoices } from '../article/article.ts';
import type { LinkPolicy, Style, ThreadOptions } from '../thread/options.ts';
import type { Rules } from '../thread/rules.ts';
import type { ByPlatform, Config } from './config.ts';

/** Choices for one call, from the command line or the desk; they win over all others. */
export interface Overrides {
  readonly style?: Style;
  readonly maxPosts?: number;
  readonly link?: LinkPolicy;
}

/**
 * How an article's thread is made for one platform: what was asked for now, else what the article says of this
 * platform, else what it says of all, else the configuration, else the platform's own default.
 */
export function threadOptions(
  config: Config,
  rules: Rules,
  front: FrontThreadChoices & { readonly perPlatform?: ByPlatform<FrontThreadChoices> } = {},
  overrides: Overrides = {},
): ThreadOptions {
  const { perPlatform, ...general } = front;
  const chosen = { ...general, ...perPlatform?.[rules.platform], ...overrides };
  const { thread } = config;
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
    mentions: mentionsOn(rules.platform, config.mentions),
  };
}

/** The first that says something; `null` and `none` say "no numbering". */
function numberingOf(...choices: readonly (string | null | undefined)[]): string | null {
  const choice = choices.find((each) => each !== undefined);
  return choice === undefined || choice === 'none' ? null : choice;
}

function mentionsOn(platform: string, mentions: Config['mentions']): Record<string, string> {
  const here = Object.entries(mentions).map(([name, handles]) => [name, handles[platform]] as const);
  return Object.fromEntries(here.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
