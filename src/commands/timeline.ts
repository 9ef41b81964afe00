import type { TimelinePost } from '../store/timeline.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './program.ts';
import { type Call, openSetting } from './setting.ts';
import { box, count, printable, wrap } from './show/text.ts';
import { readStore } from './with-store.ts';

/** Threads shown, the newest first. */
const LIMIT = 20;
const MOST_WIDTH = 72;

/** The rehearsals as a follower would meet them. To look is to view: every post shown counts one. */
export async function timeline(call: Call, options: { readonly json?: boolean }): Promise<ExitCode> {
  const { home } = openSetting(call);
  const posts = await readStore(home, (store) => store.timeline(LIMIT, true), []);
  const threads = [...Map.groupBy(posts, (post) => post.delivery).values()];
  call.io.out(options.json ? JSON.stringify(timelineDocument(threads), null, 2) : timelineText(threads, call.io));
  return 0;
}

/** `spool timeline --json`, version 1: the contract that scripts rely on. */
function timelineDocument(threads: readonly (readonly TimelinePost[])[]) {
  return {
    version: 1,
    threads: threads.map((posts) => ({
      delivery: posts[0]?.delivery,
      account: posts[0]?.account,
      platform: posts[0]?.platform,
      posts: posts.map(({ text, atMs, views }) => ({ text, at: new Date(atMs).toISOString(), views })),
    })),
  };
}

function timelineText(threads: readonly (readonly TimelinePost[])[], io: Io): string {
  if (threads.length === 0) return 'The local timeline is empty: nothing has been rehearsed yet.';
  return threads.map((posts) => threadText(posts, io)).join('\n\n');
}

function threadText(posts: readonly TimelinePost[], io: Io): string {
  const width = Math.min(io.width, MOST_WIDTH);
  const cards = posts.flatMap((post) => {
    const at = new Date(post.atMs).toISOString().slice(0, 19).replace('T', ' ');
    return box(wrap(printable(post.text), width - 4), width, `${at} UTC`, count(post.views, 'view'), io.paint);
  });
  const [first] = posts;
  return [io.paint('bold', `${first?.account} (${first?.platform}, rehearsal) ${first?.delivery}`), ...cards].join(
    '\n',
  );
}
