import type { Desk } from '../app.ts';
import { accountsOf, choicesOf, deliveriesOf, knownSource, save } from '../data/articles.ts';
import { deskCatalogue } from '../data/coming.ts';
import { createPreviews } from '../data/preview.ts';
import { threadPage } from '../pages/thread.ts';
import { PER_PAGE, threadsPage } from '../pages/threads.ts';
import { threadPath } from '../parts/sheet.ts';
import { timesIn } from '../parts/time.ts';
import { editRoutes } from './edit.ts';
import { publishRoutes } from './publish.ts';

export function threadRoutes(desk: Desk): void {
  const { app, parts, show, done } = desk;
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
    const view = { preview: made, accounts: accountsOf(parts, source), platformName, choices, deliveries };
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

  publishRoutes(desk, preview);
  editRoutes(desk, preview);
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
