import { InputError } from '../../errors.ts';
import type { Desk } from '../app.ts';
import { knownSource, save } from '../data/articles.ts';
import type { Previews } from '../data/preview.ts';
import { type EditView, editPage } from '../pages/edit.ts';
import { threadPath } from '../parts/sheet.ts';
import type { DeskParts } from '../parts.ts';
import type { Preview, PreviewThread } from '../studio.ts';

/** The posts of a thread in the author's own words, saved to the article. */
export function editRoutes({ app, parts, show, done }: Desk, preview: Previews): void {
  const page = (view: EditView) => ({ title: 'Edit posts', section: 'threads', main: editPage(view) }) as const;

  app.get('/threads/:source/edit/:account', async (c) => {
    const source = await knownSource(parts, c);
    const account = c.req.param('account');
    const made = await preview(source, { account });
    const thread = onlyThread(made, account);
    const posts = thread.posts.map(({ bare }) => bare);
    return show(c, page(viewOf(parts, made, thread, { posts, hash: made.fileHash })));
  });

  app.post('/threads/:source/edit/:account', async (c) => {
    const source = await knownSource(parts, c);
    const account = c.req.param('account');
    const form = await c.req.formData();
    const hash = String(form.get('hash'));
    const deed = String(form.get('do') ?? 'look');
    const before = await preview(source, { account });
    const at = ['thread', 'perPlatform', onlyThread(before, account).platform];
    if (deed === 'reset') {
      await save(parts, source, hash, [
        [[...at, 'posts'], undefined],
        [[...at, 'style'], undefined],
      ]);
      return done(c, threadPath(source), 'Spool cuts it again.');
    }
    const { recut } = await import('../data/recut.ts');
    const posts = recut(postsIn(form), deed, before.article.language);
    const filled = posts.map((text) => text.trim()).filter((text) => text !== '');
    if (filled.length === 0) throw new InputError({ where: source, problem: 'a thread needs at least one post' });
    const made = await preview(source, { account, posts: filled });
    const thread = onlyThread(made, account);
    const isPossible = thread.faults.length === 0;
    const isChanged = made.fileHash !== hash;
    if (deed !== 'save' || !isPossible) {
      return show(c, page(viewOf(parts, made, thread, { posts, hash })), isPossible ? 200 : 422);
    }
    if (isChanged) {
      return show(c, page(viewOf(parts, made, thread, { posts, hash: made.fileHash, isChanged })), 409);
    }
    await save(parts, source, hash, [
      [[...at, 'style'], 'manual'],
      [[...at, 'posts'], filled],
    ]);
    return done(c, threadPath(source), `Saved to ${source}.`);
  });
}

/** Browsers send line ends as CR LF. */
function postsIn(form: FormData): readonly string[] {
  const written = form.getAll('post').map((text) => String(text).replace(/\r\n?/g, '\n'));
  return written.length === 0 ? [''] : written;
}

function onlyThread({ threads }: Preview, account: string): PreviewThread {
  const [thread] = threads;
  if (thread === undefined)
    throw new InputError({ where: 'accounts', problem: 'there is no such account:', value: account });
  return thread;
}

function viewOf(
  parts: DeskParts,
  preview: Preview,
  thread: PreviewThread,
  written: { readonly posts: readonly string[]; readonly hash: string; readonly isChanged?: boolean },
): EditView {
  const handle = parts.config().accounts.find(({ id }) => id === thread.account)?.handle ?? thread.account;
  const { author, source } = preview.article;
  return {
    ...{ preview, thread, posts: written.posts, fileHash: written.hash, isChanged: written.isChanged ?? false },
    isManual: thread.chosen.style === 'manual',
    poster: { name: author ?? handle, handle, platform: thread.platform, source },
    platformName: parts.platform(thread.platform).name,
  };
}
