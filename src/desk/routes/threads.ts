import type { Context } from 'hono';
import { InputError } from '../../errors.ts';
import type { FrontEdits } from '../../posts/write.ts';
import { LINK_POLICIES, STYLES } from '../../thread/options.ts';
import type { Desk } from '../app.ts';
import { deskCatalogue } from '../data/coming.ts';
import { createPreviews } from '../data/preview.ts';
import { publishByHand } from '../data/publish-now.ts';
import { type EditView, editPage } from '../pages/edit.ts';
import { publishPage } from '../pages/publish.ts';
import { threadPage } from '../pages/thread.ts';
import { PER_PAGE, threadsPage } from '../pages/threads.ts';
import { threadPath } from '../parts/sheet.ts';
import { timesIn } from '../parts/time.ts';
import type { DeskParts } from '../parts.ts';
import type { Choices, Preview, PreviewThread } from '../studio.ts';

export function threadRoutes({ app, parts, show, done }: Desk): void {
  const preview = createPreviews(parts);
  const times = () => timesIn(parts.config().timezone, parts.clock.nowMs());
  const platformName = (id: string) => parts.platform(id).name;

  app.get('/threads', async (c) => {
    const searched = c.req.query('q') ?? '';
    const { articles, faults } = await deskCatalogue(parts);
    const found = articles.filter((article) => matches(article, searched)).toSorted(newestFirst);
    const page = Math.max(1, Math.min(Number(c.req.query('page')) || 1, Math.ceil(found.length / PER_PAGE)));
    const stands = Map.groupBy(await parts.store.stands(), ({ articleId }) => articleId);
    const main = threadsPage({ articles: found, faults, stands, searched, page }, times());
    return show(c, { title: 'Threads', section: 'threads', main, isLive: searched === '' });
  });

  app.get('/threads/:source', async (c) => {
    const source = await knownSource(parts, c);
    const choices = choicesOf(c.req.query());
    const made = await preview(source, choices);
    const deliveries = await deliveriesOf(parts, source);
    const view = { preview: made, accounts: parts.config().accounts, platformName, choices, deliveries };
    return show(c, { title: made.article.title, section: 'threads', main: threadPage(view, times()), isLive: true });
  });

  app.post('/threads/:source/choices', async (c) => {
    const source = await knownSource(parts, c);
    const form = await c.req.formData();
    const { style, maxPosts, link, numbering } = choicesOf(Object.fromEntries(form) as Record<string, string>);
    const { fileHash } = await preview(source, {});
    await save(parts, source, fileHash, [
      [['thread', 'style'], style],
      [['thread', 'maxPosts'], style === 'highlights' ? maxPosts : undefined],
      [['thread', 'link'], link],
      ...(numbering === undefined ? [] : [[['thread', 'numbering'], numbering] as const]),
    ]);
    return done(c, threadPath(source), `Saved to ${source}.`);
  });

  app.get('/threads/:source/publish', async (c) => {
    const source = await knownSource(parts, c);
    const made = await preview(source, {});
    const { accounts } = parts.config();
    const went = await wentTo(parts, source);
    const main = publishPage({ preview: made, accounts, went, platformName });
    return show(c, { title: 'Publish now', section: 'threads', main });
  });

  app.post('/threads/:source/publish', async (c) => {
    const source = await knownSource(parts, c);
    const form = await c.req.formData();
    const accounts = form.getAll('account').map(String);
    refuseUnasked(parts, accounts, form.get('live') === 'yes');
    await publishByHand(parts, { source, accounts, again: form.get('again') === 'yes' });
    return done(
      c,
      threadPath(source),
      `On its way to ${accounts.join(' and ')}: the worker takes it up within seconds.`,
    );
  });

  app.get('/threads/:source/edit/:account', async (c) => {
    const source = await knownSource(parts, c);
    const account = c.req.param('account');
    const made = await preview(source, { account });
    const thread = onlyThread(made, account);
    const view = editView(
      parts,
      made,
      thread,
      thread.posts.map(({ bare }) => bare),
      made.fileHash,
    );
    return show(c, { title: 'Edit posts', section: 'threads', main: editPage(view) });
  });

  app.post('/threads/:source/edit/:account', async (c) => {
    const source = await knownSource(parts, c);
    const account = c.req.param('account');
    const form = await c.req.formData();
    const hash = String(form.get('hash'));
    const deed = String(form.get('do') ?? 'look');
    const { platform } = onlyThread(await preview(source, { account }), account);
    const written = form.getAll('post').map((text) => String(text).replace(/\r\n?/g, '\n'));
    const at = ['thread', 'perPlatform', platform];
    if (deed === 'reset') {
      await save(parts, source, hash, [
        [[...at, 'posts'], undefined],
        [[...at, 'style'], undefined],
      ]);
      return done(c, threadPath(source), 'Spool cuts it again.');
    }
    const { recut } = await import('../data/recut.ts');
    const language = (await preview(source, { account })).article.language;
    const posts = recut(written.length === 0 ? [''] : written, deed, language);
    const filled = posts.map((text) => text.trim()).filter((text) => text !== '');
    if (filled.length === 0) throw new InputError({ where: source, problem: 'a thread needs at least one post' });
    const made = await preview(source, { account, posts: filled });
    const thread = onlyThread(made, account);
    if (deed === 'save' && thread.faults.length === 0) {
      await save(parts, source, hash, [
        [[...at, 'style'], 'manual'],
        [[...at, 'posts'], filled],
      ]);
      return done(c, threadPath(source), `Saved to ${source}.`);
    }
    const view = editView(parts, made, thread, posts, hash);
    const status = thread.faults.length === 0 ? 200 : 422;
    return show(c, { title: 'Edit posts', section: 'threads', main: editPage(view) }, status);
  });
}

/** The writer, and the parsers behind it, are loaded when somebody saves. */
async function save({ home }: DeskParts, source: string, hash: string, edits: FrontEdits): Promise<void> {
  const { saveFrontMatter } = await import('../../posts/write.ts');
  saveFrontMatter({ home, source, hash }, edits);
}

function matches({ title, path, tags }: { title: string; path: string; tags: readonly string[] }, searched: string) {
  const wanted = searched.trim().toLowerCase();
  return wanted === '' || [title, path, ...tags].some((text) => text.toLowerCase().includes(wanted));
}

type Dated = {
  readonly published: { readonly localMs: number } | { readonly utcMs: number } | null;
  readonly seenMs: number;
};

function newestFirst(a: Dated, b: Dated): number {
  return dateOf(b) - dateOf(a);
}

function dateOf({ published, seenMs }: Dated): number {
  if (published === null) return seenMs;
  return 'localMs' in published ? published.localMs : published.utcMs;
}

/** The file a page is about; only files in `posts/` that the library has found. @throws InputError for any other */
async function knownSource({ library }: DeskParts, c: Context): Promise<string> {
  const source = c.req.param('source') ?? '';
  const { entries, faults } = await library.scan();
  const fault = faults.find((each) => each.source === source);
  if (fault !== undefined) throw new InputError(...fault.faults);
  if (entries.some(({ head }) => head.source === source)) return source;
  throw new InputError({ where: 'posts/', problem: 'there is no such article (any more):', value: source });
}

/** Only what can be meant: a form may have been made up. */
function choicesOf(values: Readonly<Record<string, string>>): Choices {
  const style = STYLES.find((each) => each === values.style);
  const link = LINK_POLICIES.find((each) => each === values.link);
  const maxPosts = Number(values.maxPosts);
  const numbering = values.numbering ?? '';
  const isPattern = numbering === 'none' || (numbering.includes('{n}') && numbering.length <= 40);
  return {
    ...(style === undefined ? {} : { style }),
    ...(link === undefined ? {} : { link }),
    ...(Number.isInteger(maxPosts) && maxPosts >= 2 && maxPosts <= 100 ? { maxPosts } : {}),
    ...(isPattern ? { numbering } : {}),
  };
}

async function deliveriesOf(parts: DeskParts, source: string) {
  const remembered = await parts.store.rememberedArticles();
  const id = remembered.findLast(({ path }) => path === source)?.id;
  return id === undefined ? [] : parts.store.deliveriesOf(id, 12);
}

async function wentTo(parts: DeskParts, source: string): Promise<ReadonlySet<string>> {
  const went = (await deliveriesOf(parts, source)).filter(({ state }) => state !== 'missed');
  const { accounts } = parts.config();
  const isSame = (id: string, live: boolean) => went.some((each) => each.account === id && each.live === live);
  return new Set(accounts.filter(({ id, live }) => isSame(id, live)).map(({ id }) => id));
}

function refuseUnasked({ config }: DeskParts, accounts: readonly string[], isLiveMeant: boolean): void {
  const known = config().accounts.filter(({ id }) => accounts.includes(id));
  const where = 'Publish now';
  if (known.length === 0 || known.length < accounts.length) {
    throw new InputError({ where, problem: 'no account was chosen', next: 'Go back and tick one' });
  }
  if (known.some(({ live }) => live) && !isLiveMeant) {
    throw new InputError({
      where,
      problem: 'a live account was ticked, and not that you mean it',
      next: 'Nothing was sent. Go back and tick “Yes, send it …” too',
    });
  }
}

function onlyThread({ threads }: Preview, account: string): PreviewThread {
  const [thread] = threads;
  if (thread === undefined)
    throw new InputError({ where: 'accounts', problem: 'there is no such account:', value: account });
  return thread;
}

function editView(
  parts: DeskParts,
  preview: Preview,
  thread: PreviewThread,
  posts: readonly string[],
  fileHash: string,
): EditView {
  const handle = parts.config().accounts.find(({ id }) => id === thread.account)?.handle ?? thread.account;
  const { author, source } = preview.article;
  const isManual = thread.chosen.style === 'manual';
  return {
    ...{ preview, thread, posts, fileHash, isManual },
    poster: { name: author ?? handle, handle, platform: thread.platform, source },
    platformName: parts.platform(thread.platform).name,
  };
}
