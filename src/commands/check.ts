import { readArticle } from '../article/read.ts';
import { authorOf } from '../author-id.ts';
import { authorIds, servedIn, voiceOf } from '../config/authors.ts';
import type { Account, Config } from '../config/config.ts';
import { deskFaults } from '../config/desk.ts';
import { missingSecrets, readEnvironment, webhookOf } from '../config/environment.ts';
import { findHome, type Home } from '../config/home.ts';
import { faultyAuthors, loadConfig } from '../config/load.ts';
import { describeFault, type Fault, InputError } from '../errors.ts';
import type { ImageLimits } from '../images/limits.ts';
import { platformIds, platformOf, secretNames } from '../platforms/registry.ts';
import { createLibrary } from '../posts/library.ts';
import { folderNames, ownerOf, refuseForeign } from '../posts/owner.ts';
import { readArticleFile } from '../posts/read-file.ts';
import type { Post } from '../thread/thread.ts';
import { threadFor } from '../worker/plan.ts';
import type { Io } from './io.ts';
import { imageCache } from './preparation.ts';
import type { ExitCode } from './program.ts';
import { resolveHandles } from './resolve-handles.ts';
import type { Call, Setting } from './setting.ts';
import { count, dollars } from './show/text.ts';
import { studioInside } from './studio/inside.ts';
import { readStore, withStore } from './with-store.ts';

interface Options {
  /** Ask the network too: whether the accounts can sign in, and who is behind the handles that may be mentioned. */
  readonly live?: boolean;
}

/** Checks everything that can be checked, without the network unless asked, and says all that is wrong at once. */
export async function check({ io, directory }: Call, options: Options): Promise<ExitCode> {
  const home = findHome(directory, io.environment, io.currentFolder);
  const faults: Fault[] = [];
  const config = await collect(faults, async () => loadConfig(home.config, platformIds));
  const faulty = config?.faulty ?? faultyAuthors(home.config, platformIds);
  faults.push(...faulty.flatMap((author) => author.faults));
  await collect(faults, async () => checkStore(home));
  if (config !== null) {
    const environment = readEnvironment(home.environment, io.environment);
    faults.push(...missingSecrets(config.accounts, secretNames, environment));
    await collect(faults, async () => webhookOf(environment));
    faults.push(...deskFaults(config, environment));
    for (const line of describeAccounts(config)) io.out(line);
    if (options.live) faults.push(...(await checkLive({ home, config, environment }, io)));
    for (const line of await checkArticles(config, home, faults)) io.out(line);
  }
  for (const fault of faults) io.err(describeFault(fault));
  io.out(faults.length === 0 ? 'All is well.' : `${count(faults.length, 'thing')} to mend.`);
  return faults.length === 0 ? 0 : 2;
}

/** The parts of a check that ask the network. Nothing is posted. */
async function checkLive(setting: Setting, io: Io): Promise<readonly Fault[]> {
  const { home, config } = setting;
  const handles = await resolveHandles(home, config, Date.now());
  const { checkAccounts } = await import('./check-live.ts');
  return [...handles, ...(await withStore(home, (store) => checkAccounts(setting, store, io)))];
}

/** Runs one check; what it complains of joins the list. */
async function collect<T>(faults: Fault[], check: () => Promise<T>): Promise<T | null> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    faults.push(...error.faults);
    return null;
  }
}

/** Opening a store checks that it may be read and written; one that does not exist is not made. */
async function checkStore(home: Home): Promise<void> {
  await readStore(home, async () => {}, undefined);
}

function describeAccounts({ accounts, schedules }: Config): string[] {
  return [
    ...accounts.map(
      ({ id, platform, handle, live }) =>
        `account ${id}: ${platformOf(platform).name} @${handle}, ${live ? 'live' : 'rehearsal'}`,
    ),
    ...schedules.map(
      ({ id, cron, timezone, accounts: to }) => `schedule ${id}: ${cron} (${timezone}) to ${to.join(', ')}`,
    ),
  ];
}

async function checkArticles(config: Config, home: Home, faults: Fault[]): Promise<string[]> {
  const { entries, faults: unreadable } = await createLibrary(home.posts, studioInside({ home, config }).read).scan();
  faults.push(...unreadable.flatMap(({ faults: own }) => own));
  const folders = authorIds(config);
  const names = folderNames(folders);
  const isServed = servedIn(config);
  const accounts = Map.groupBy(config.accounts, ({ id }) => authorOf(id));
  const lines: string[] = [];
  for (const { head } of entries) {
    const author = ownerOf(head.source, names);
    if (!isServed(author)) continue;
    const line = await collect(faults, async () => {
      refuseForeign(home, head.source, author, folders);
      return describeArticle(config, accounts.get(author) ?? [], home, head.source);
    });
    if (line !== null) lines.push(line);
  }
  return lines;
}

/** Cuts the article for every account of its author and makes its own pictures ready, as publishing would. */
async function describeArticle(
  config: Config,
  accounts: readonly Account[],
  home: Home,
  source: string,
): Promise<string> {
  const { article } = await readArticle(await readArticleFile(source, home.root, home.root));
  const threads: string[] = [];
  for (const account of accounts) {
    const platform = platformOf(account.platform);
    const { posts } = threadFor(article, platform, voiceOf(config, account.id));
    await prepareLocal(home, article.source, posts, platform.pictures.image);
    threads.push(`${account.id} ${count(posts.length, 'post')} (${dollars(platform.cost(posts).usd)})`);
  }
  return `article ${source}: ${threads.join(', ') || 'no account it could go to'}`;
}

/** Pictures on the web are left to the worker: a check asks nothing of the network. */
async function prepareLocal(home: Home, article: string, posts: readonly Post[], limits: ImageLimits): Promise<void> {
  const cache = imageCache(home, false);
  for (const { source } of posts.flatMap(({ images }) => images)) {
    const found = cache.look({ source, article }, limits);
    if ('missing' in found && found.missing !== 'not-fetched') await cache.prepare({ source, article }, limits);
  }
}
