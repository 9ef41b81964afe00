import { createHash } from 'node:crypto';
import type { Article } from '../../article/article.ts';
import { readArticle } from '../../article/read.ts';
import { authorOf } from '../../author-id.ts';
import { authorIds, voiceOf } from '../../config/authors.ts';
import type { Account, Voice } from '../../config/config.ts';
import { threadOptions } from '../../config/thread-options.ts';
import type { Choices, Preview, PreviewThread } from '../../desk/studio.ts';
import { InputError } from '../../errors.ts';
import { platformOf } from '../../platforms/registry.ts';
import { folderNames, ownerOf, refuseForeign } from '../../posts/owner.ts';
import { readArticleFile } from '../../posts/read-file.ts';
import type { ThreadOptions } from '../../thread/options.ts';
import type { Length, Rules } from '../../thread/rules.ts';
import type { Post } from '../../thread/thread.ts';
import { frameOf } from '../../thread/weave/frame.ts';
import { loomFor } from '../../thread/weave/loom.ts';
import { linkSavings } from '../../thread/weave/savings.ts';
import { weave } from '../../thread/weave/weave.ts';
import { look } from '../preparation.ts';
import type { StudioPlace } from './inside.ts';

/** An article's threads on its author's accounts, for the desk. @throws InputError where the article cannot be read */
export async function previewArticle(setting: StudioPlace, source: string, choices: Choices): Promise<Preview> {
  const { home, config, folders = authorIds(config) } = setting;
  const owner = ownerOf(source, folderNames(folders));
  refuseForeign(home, source, owner, folders);
  const file = await readArticleFile(source, home.root, home.root);
  const { article, warnings, removed } = await readArticle(file);
  const own = config.accounts.filter(({ id }) => authorOf(id) === owner);
  const wanted = own.filter(({ id }) => choices.account === undefined || choices.account === id);
  const threads: PreviewThread[] = [];
  for (const account of wanted) threads.push(await threadOf(setting, article, account, choices));
  const { title, subtitle, author, canonicalUrl, publishedAt, language, words } = article;
  return {
    article: { title, subtitle, author, canonicalUrl, publishedAt, language, words, source: article.source },
    fileHash: createHash('sha256').update(file.bytes).digest('hex'),
    ...{ threads, warnings, removed },
  };
}

async function threadOf(
  { home, config }: StudioPlace,
  article: Article,
  account: Account,
  choices: Choices,
): Promise<PreviewThread> {
  const platform = platformOf(account.platform);
  const options = optionsOf(article, voiceOf(config, account.id), platform.rules, choices);
  const { style, maxPosts, numbering, link } = options;
  const same = {
    account: account.id,
    platform: platform.id,
    live: account.live,
    chosen: { style, maxPosts, numbering, link },
    lengths: choices.posts === undefined ? [] : lengthsOf(article, platform.rules, options, choices.posts),
  };
  try {
    const thread = weave(article, platform.rules, options);
    const found = await look(home, config, account, article.source, thread.posts);
    return {
      ...same,
      posts: withBareTexts(article, platform.rules, options, found.posts),
      cost: platform.cost(thread.posts),
      savedUsd: linkSavings(article, platform, options, thread.posts),
      warnings: [...thread.warnings, ...found.warnings],
      faults: [],
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...same, posts: [], cost: null, savedUsd: 0, warnings: [], faults: error.faults };
  }
}

function optionsOf(article: Article, voice: Voice, rules: Rules, choices: Choices): ThreadOptions {
  const { style, maxPosts, link, numbering, posts } = choices;
  const overrides = {
    ...(style === undefined ? {} : { style }),
    ...(maxPosts === undefined ? {} : { maxPosts }),
    ...(link === undefined ? {} : { link }),
  };
  const options = threadOptions(voice, rules, article.front.thread, overrides);
  return {
    ...options,
    ...(numbering === undefined ? {} : { numbering: numbering === 'none' ? null : numbering }),
    ...(posts === undefined ? {} : { style: 'manual', posts }),
  };
}

function lengthsOf(
  article: Article,
  rules: Rules,
  options: ThreadOptions,
  texts: readonly string[],
): readonly Length[] {
  const frame = frameOf(loomFor(article, rules, options, []).trimmings);
  return texts.map((text, index) => rules.measure(text + frame.around(index, texts.length).after));
}

/** Invisible characters that keep a platform from making links of words; they are set anew every time. */
const GUARDS = /[\u200b\u2060]/g;

/** Takes off what every post carries beside its piece of the article. */
function withBareTexts(
  article: Article,
  rules: Rules,
  options: ThreadOptions,
  posts: readonly Post[],
): PreviewThread['posts'] {
  const frame = frameOf(loomFor(article, rules, options, []).trimmings);
  return posts.map((post, index) => {
    const text = post.text.replace(GUARDS, '');
    const after = frame.around(index, posts.length).after.trim();
    return { ...post, bare: text.endsWith(after) ? text.slice(0, text.length - after.length).trimEnd() : text };
  });
}
