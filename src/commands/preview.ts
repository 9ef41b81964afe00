import { resolve } from 'node:path';
import { readArticle } from '../article/read.ts';
import { voiceOf } from '../config/authors.ts';
import { threadOptions } from '../config/thread-options.ts';
import { InputError } from '../errors.ts';
import { platformOf } from '../platforms/registry.ts';
import { displayPath, readArticleFile } from '../posts/read-file.ts';
import type { LinkPolicy, Style } from '../thread/options.ts';
import { linkSavings } from '../thread/weave/savings.ts';
import { threadFor } from '../worker/plan.ts';
import { accountsFor } from './accounts.ts';
import { look } from './preparation.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { type PreviewedThread, previewDocument } from './show/preview-document.ts';
import { previewText } from './show/preview-text.ts';

interface Options {
  readonly json?: boolean;
  readonly account?: string;
  readonly style?: Style;
  readonly maxPosts?: string;
  readonly link?: LinkPolicy;
  readonly explain?: boolean;
  readonly repeat?: string;
}

/** Shows an article's threads exactly as they would be published, from the same path. */
export async function preview(call: Call, file: string, options: Options): Promise<ExitCode> {
  const { home, config } = openSetting(call);
  const source = displayPath(resolve(call.io.currentFolder, file), home.root);
  const accounts = accountsFor(config, source, options.account);
  const overrides = overridesOf(options);
  const read = await readArticle(await readArticleFile(file, call.io.currentFolder, home.root));
  const threads = accounts.map(async (account): Promise<PreviewedThread> => {
    const platform = platformOf(account.platform);
    const voice = voiceOf(config, account.id);
    const chosen = threadOptions(voice, platform.rules, read.article.front.thread, overrides);
    if (overrides.maxPosts !== undefined) refuseMaxPosts(chosen.style);
    const thread = threadFor(read.article, platform, voice, overrides);
    const preparation = await look(home, config, account, read.article.source, thread.posts);
    const savedUsd = linkSavings(read.article, platform, chosen, thread.posts);
    return { account, platform, thread: { ...thread, posts: preparation.posts }, savedUsd, preparation };
  });
  const previewed = await Promise.all(threads);
  const document = previewDocument(read, previewed);
  if (options.json) call.io.out(JSON.stringify(document, null, 2));
  else call.io.out(previewText(read, previewed, { io: call.io, explain: options.explain ?? false }));
  return 0;
}

function overridesOf({ style, maxPosts, link, repeat }: Options) {
  return {
    ...(style === undefined ? {} : { style }),
    ...(link === undefined ? {} : { link }),
    ...(maxPosts === undefined ? {} : { maxPosts: parseMaxPosts(maxPosts) }),
    ...(repeat === undefined ? {} : { repeat: parseRepeat(repeat) }),
  };
}

function parseMaxPosts(text: string): number {
  const count = Number(text);
  if (/^\d{1,3}$/.test(text) && count >= 2 && count <= 100) return count;
  throw new InputError({ where: '--max-posts', problem: 'not a number of posts:', value: text, allowed: '2 to 100' });
}

function parseRepeat(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InputError({ where: '--repeat', problem: 'not a number of times:', value: text, allowed: '0 to 9999' });
}

function refuseMaxPosts(style: Style): void {
  if (style === 'highlights') return;
  throw new InputError({
    where: '--max-posts',
    problem: `the style ${style} takes no most number of posts`,
    next: 'Leave --max-posts out, or use --style highlights',
  });
}
