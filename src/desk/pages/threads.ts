import type { LibraryFault } from '../../posts/library.ts';
import type { KnownArticle } from '../../schedule/known-article.ts';
import type { ArticleStand } from '../../store/lookups.ts';
import { type Html, html, query } from '../html.ts';
import { modeBadge, stateBadge } from '../parts/delivery.ts';
import { faultList } from '../parts/faults.ts';
import { threadPath } from '../parts/sheet.ts';
import type { Times } from '../parts/time.ts';
import { count } from '../parts/words.ts';

export interface Threads {
  readonly articles: readonly KnownArticle[];
  readonly faults: readonly LibraryFault[];
  /** By article. */
  readonly stands: ReadonlyMap<string, readonly ArticleStand[]>;
  readonly searched: string;
  /** From 1. */
  readonly page: number;
}

export const PER_PAGE = 40;

export function threadsPage(threads: Threads, times: Times): Html {
  const { articles, searched, page, faults } = threads;
  const shown = articles.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  return html`<div class="head"><div><h1>Threads</h1><p class="lead">Every article in posts/, with the thread it becomes on each account.</p></div>
<form class="actions" method="get" action="/threads" role="search" data-answer="#articles"><label for="q">Find</label><input id="q" name="q" type="search" value="${searched}" autocomplete="off"><button>Find</button></form></div>
${faults.length === 0 ? '' : html`<div class="note bad"><p>These files are in posts/ but cannot be read:</p>${faultList(faults.slice(0, 20).flatMap((each) => each.faults))}</div>`}
<div id="articles">${shown.length === 0 ? nothing(searched) : html`<p class="quiet">${count(articles.length, 'article')}</p><ul class="cards">${shown.map((each) => entry(each, threads, times))}</ul>${pages(threads)}`}</div>`;
}

function nothing(searched: string): Html {
  if (searched !== '')
    return html`<p class="empty">No article has “${searched}” in its title, its tags or its name.</p>`;
  return html`<p class="empty">There is no article yet. Put one into posts/: Markdown, a saved page, a Medium export or plain text.</p>`;
}

function entry(article: KnownArticle, { stands }: Threads, times: Times): Html {
  const { id, path, title, tags, published, at, schedule } = article;
  const went = stands.get(id) ?? [];
  const date =
    published === null
      ? null
      : new Date('localMs' in published ? published.localMs : published.utcMs).toISOString().slice(0, 10);
  return html`<li class="card"><header><h2><a href="${threadPath(path)}" dir="auto">${title}</a></h2>${went.length === 0 ? html`<span class="badge">not out yet</span>` : ''}</header>
<p class="facts"><span class="path">${path}</span>${date === null ? '' : html`<time datetime="${date}">${date}</time>`}${at === null ? '' : html`<span>goes out at ${at.replace('T', ' ')}${schedule === null ? '' : ` (${schedule})`}</span>`}${tags.length === 0 ? '' : html`<span dir="auto">${tags.join(', ')}</span>`}</p>
${went.length === 0 ? '' : html`<p class="facts">${went.map(({ account, live, state, atMs }) => html`<span>${account} ${stateBadge(state)} ${live ? modeBadge(live) : ''} ${times.at(atMs)}</span>`)}</p>`}</li>`;
}

function pages({ articles, page, searched }: Threads): Html | '' {
  const last = Math.ceil(articles.length / PER_PAGE);
  if (last <= 1) return '';
  const link = (to: number, words: string) =>
    html`<a class="button" href="/threads${query({ q: searched, page: to })}">${words}</a>`;
  return html`<nav class="actions" aria-label="Pages">${page > 1 ? link(page - 1, 'Newer') : ''}<span>Page ${page} of ${last}</span>${page < last ? link(page + 1, 'Older') : ''}</nav>`;
}
