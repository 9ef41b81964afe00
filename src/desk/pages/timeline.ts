import type { Account } from '../../config/config.ts';
import type { PlannedPost } from '../../delivery/delivery.ts';
import type { TimelinePost } from '../../store/timeline.ts';
import { type Html, html } from '../html.ts';
import { deliveryPath } from '../parts/delivery.ts';
import { sheet } from '../parts/sheet.ts';
import type { Times } from '../parts/time.ts';
import { count } from '../parts/words.ts';

export interface ShownThread {
  readonly posts: readonly TimelinePost[];
  /** As planned, with links and pictures; empty where the delivery is gone. */
  readonly planned: readonly PlannedPost[];
  readonly source: string;
}

/** The rehearsals as a follower meets them. */
export function timelinePage(
  threads: readonly ShownThread[],
  accounts: readonly Account[],
  platformName: (id: string) => string,
  times: Times,
): Html {
  return html`<h1>Timeline</h1>
<p class="lead">What your rehearsals look like to a follower. To look is to view: opening this page counts one view for every post on it, and those are the numbers a rehearsal earns.</p>
${threads.length === 0 ? html`<p class="empty">Nothing has been rehearsed yet. An account with <code>live: false</code> publishes here instead of to the network.</p>` : html`<div class="threads">${threads.map((thread) => column(thread, accounts, platformName, times))}</div>`}`;
}

function column(
  { posts, planned, source }: ShownThread,
  accounts: readonly Account[],
  platformName: (id: string) => string,
  times: Times,
): Html | '' {
  const [first] = posts;
  if (first === undefined) return '';
  const handle = accounts.find(({ id }) => id === first.account)?.handle ?? first.account;
  const poster = { name: handle, handle, platform: first.platform, source };
  const shown = posts.map(({ index, text }) => planned[index]?.post ?? { ...PLAIN, text });
  return html`<section aria-labelledby="thread-${first.delivery}"><div class="thread-head"><h2 id="thread-${first.delivery}">${platformName(first.platform)}<span class="hidden">, thread ${first.delivery}</span></h2><span class="quiet">${first.account === first.platform ? '' : `${first.account}, `}${times.away(first.atMs)}</span> <a href="${deliveryPath(first.delivery)}">Delivery<span class="hidden"> ${first.delivery}</span></a></div>
${sheet(shown, poster, (index) => html`<p class="under">${count(posts[index]?.views ?? 0, 'view')}</p>`)}</section>`;
}

const PLAIN = { links: [], mentions: [], hashtags: [], images: [], card: null };
