import type { Account } from '../../config/config.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import { LINK_POLICIES, STYLES } from '../../thread/options.ts';
import type { Warning } from '../../thread/thread.ts';
import { type Html, html, options, path } from '../html.ts';
import { deliveryCard, modeBadge, sentence } from '../parts/delivery.ts';
import { faultList } from '../parts/faults.ts';
import { type Poster, ring, sheet, threadPath } from '../parts/sheet.ts';
import type { Times } from '../parts/time.ts';
import { count, dollars } from '../parts/words.ts';
import type { Choices, Preview, PreviewThread } from '../studio.ts';

export interface ThreadView {
  readonly preview: Preview;
  readonly accounts: readonly Account[];
  /** As people write a platform: `X`. */
  platformName(id: string): string;
  readonly choices: Choices;
  /** The newest first. */
  readonly deliveries: readonly Delivery[];
}

export function threadPage(view: ThreadView, times: Times): Html {
  const { preview, deliveries } = view;
  const { article, warnings, removed } = preview;
  const here = threadPath(article.source);
  return html`<p class="crumbs"><a href="/threads">Threads</a></p>
<div class="head"><div><h1 dir="auto">${article.title}</h1>
<p class="facts">${article.author === null ? '' : html`<span dir="auto">${article.author}</span>`}<span>${count(article.words, 'word')}</span><span>${article.language}</span><span class="path">${article.source}</span>${article.publishedAt === null ? '' : html`<span>${article.publishedAt.slice(0, 10)}</span>`}</p></div>
<div class="actions"><a class="button main" href="${here}/publish">Publish now…</a></div></div>
${went(deliveries.filter(isAsking), 'Needs you', times)}
<h2>As it will look</h2>
${choicesForm(view, here)}
<div id="threads" aria-live="off">
<div class="threads">${preview.threads.map((thread) => threadColumn(thread, view, here))}</div>
${notes(warnings, 'About the article')}
${removed.length === 0 ? '' : html`<details class="warnings"><summary>Left out of the text: ${count(removed.length, 'piece')} of page furniture</summary><ul class="bullets">${removed.map(({ text, why, line }) => html`<li>Line ${line}, ${why}: <span dir="auto">${text}</span></li>`)}</ul></details>`}
</div>
${went(
  deliveries.filter((each) => !isAsking(each)),
  'Where it went',
  times,
)}`;
}

function isAsking({ state }: Delivery): boolean {
  return ['held', 'needs-author', 'failed', 'uncertain'].includes(state);
}

function went(deliveries: readonly Delivery[], title: string, times: Times): Html | '' {
  if (deliveries.length === 0) return '';
  return html`<section><h2>${title}</h2><div class="cards">${deliveries.map((each) => deliveryCard(each, times))}</div></section>`;
}

const STYLE_WORDS = {
  full: 'full: the whole text',
  highlights: 'highlights: its best sentences',
  teaser: 'teaser: one post',
  manual: 'manual: as I write or mark it',
} as const;

const LINK_WORDS = {
  last: 'last: one link, at the end',
  keep: 'keep: each behind its words',
  drop: 'drop: none',
  footnote: 'footnote: gathered at the end',
} as const;

/** A plain form that cuts the article anew; with a script it answers at once. */
function choicesForm({ choices, preview }: ThreadView, here: string): Html {
  const chosen = preview.threads[0]?.chosen;
  const style = choices.style ?? chosen?.style ?? 'highlights';
  return html`<form class="choices" method="get" action="${here}" data-answer="#threads">
<div class="field"><label for="style">Style</label><select id="style" name="style">${options(
    STYLES.map((each) => [each, STYLE_WORDS[each]]),
    style,
  )}</select></div>
<div class="field"><label for="maxPosts">Most posts</label><input id="maxPosts" name="maxPosts" type="number" min="2" max="100" value="${choices.maxPosts ?? chosen?.maxPosts ?? 8}"></div>
<div class="field"><label for="numbering">Numbering</label><select id="numbering" name="numbering">${options(NUMBERINGS, choices.numbering ?? '')}</select></div>
<div class="field"><label for="link">Links in the text on X</label><select id="link" name="link">${options(
    LINK_POLICIES.map((each) => [each, LINK_WORDS[each]]),
    choices.link ?? chosen?.link ?? 'last',
  )}</select></div>
<div class="actions"><button>Cut again</button>
<button formmethod="post" formaction="${here}/choices" title="Writes these into the front matter of ${preview.article.source}">Keep for this article</button>
<a href="${here}">As configured</a></div>
<input type="hidden" name="hash" value="${preview.fileHash}" form="none">
</form>`;
}

const NUMBERINGS = [
  ['', 'as configured'],
  ['none', 'none'],
  ['{n}/{total}', '1/7'],
  ['{n}.', '1.'],
  ['({n}/{total})', '(1/7)'],
  ['🧵 {n}', '🧵 1'],
] as const;

function threadColumn(thread: PreviewThread, view: ThreadView, here: string): Html {
  const { account, platform, live, posts, cost, savedUsd, faults, warnings, chosen } = thread;
  const handle = view.accounts.find(({ id }) => id === account)?.handle ?? account;
  const { author, source } = view.preview.article;
  const poster: Poster = { name: author ?? handle, handle, platform, source };
  return html`<section aria-labelledby="on-${account}">
<div class="thread-head"><h2 id="on-${account}">${view.platformName(platform)}</h2>${account === platform ? '' : html`<span class="quiet">${account}</span>`}${modeBadge(live)}
<span class="quiet">${count(posts.length, 'post')}, ${chosen.style}${cost === null ? '' : `, ${dollars(cost.usd)}`}</span></div>
${faults.length === 0 ? sheet(posts, poster, (index) => under(posts[index])) : html`<div class="note bad"><p>No thread can be made of it:</p>${faultList(faults)}</div>`}
${cost === null || cost.lines.length === 0 ? '' : html`<p class="lines">Cost by the price list of ${cost.pricesAsOf}: ${cost.lines.map(({ what, count: times, usd }) => `${times} × ${what} ${dollars(usd)}`).join(', ')}.${savedUsd > 0 ? ` The link policy saves ${dollars(savedUsd)}.` : ''}</p>`}
<p class="actions"><a class="button" href="${here}${path('edit', account)}">Edit posts and cuts<span class="hidden"> on ${account}</span></a></p>
${notes(warnings, 'To know')}
</section>`;
}

function under(post: PreviewThread['posts'][number] | undefined): Html | '' {
  if (post === undefined) return '';
  const why = sentence(post.why);
  return html`<div class="under">${ring(post.length)}${why.length <= 60 ? html`<span class="cut" dir="auto">${why}</span>` : html`<details class="cut"><summary>Why this, why the cut here</summary><p dir="auto">${why}</p></details>`}</div>`;
}

function notes(warnings: readonly Warning[], title: string): Html | '' {
  if (warnings.length === 0) return '';
  return html`<div class="note warn warnings"><h3>${title}</h3><ul>${warnings.map(({ message, where }) => html`<li><span dir="auto">${sentence(message)}</span> <small>${where}</small></li>`)}</ul></div>`;
}
