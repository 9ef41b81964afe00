import type { Delivery } from '../../delivery/delivery.ts';
import type { LibraryFault } from '../../posts/library.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import type { ForecastSlot } from '../../worker/forecast.ts';
import type { Money } from '../data/money.ts';
import type { Troubles } from '../data/troubles.ts';
import { type Html, html } from '../html.ts';
import { deliveryCard, deliveryPath, sentence } from '../parts/delivery.ts';
import { faultList } from '../parts/faults.ts';
import { threadPath } from '../parts/sheet.ts';
import type { Times } from '../parts/time.ts';
import { count, dollars, orDash } from '../parts/words.ts';

export interface Today {
  readonly next: readonly ForecastSlot[];
  /** Waiting for the author, the most recent first. */
  readonly asking: readonly Delivery[];
  /** The worker is at them, or comes back to them. */
  readonly underWay: readonly Delivery[];
  readonly out: readonly { readonly delivery: Delivery; readonly snapshots: readonly Snapshot[] }[];
  readonly paused: ReadonlySet<string>;
  readonly faults: readonly LibraryFault[];
  readonly troubles: Troubles;
  readonly money: Money;
  readonly articles: number;
  readonly schedules: number;
}

export function todayPage(today: Today, times: Times): Html {
  const { asking, underWay } = today;
  const needs = asking.length > 0 || troubles(today).length > 0;
  return html`<div class="head"><div><h1>Today</h1><p class="lead">${summary(today)}</p></div></div>
${needs ? html`<section aria-labelledby="needs"><h2 id="needs">Needs you</h2><div class="cards">${troubles(today)}${asking.map((each) => deliveryCard(each, times))}</div></section>` : ''}
<div class="columns">
<section aria-labelledby="next"><h2 id="next">Goes out next</h2>${nextList(today, times)}</section>
<div>
${underWay.length > 0 ? html`<section aria-labelledby="way"><h2 id="way">Under way</h2><div class="cards">${underWay.map((each) => deliveryCard(each, times))}</div></section>` : ''}
<section aria-labelledby="out"><h2 id="out">Just went out</h2>${outList(today, times)}</section>
</div></div>`;
}

function summary({ asking, next, articles }: Today): string {
  const waits =
    asking.length === 0 ? 'Nothing waits for you' : `${count(asking.length, 'delivery', 'deliveries')} waiting for you`;
  const first = next.find(({ article }) => article !== null);
  const goes = first === undefined ? 'nothing is about to go out' : 'the next thread is ready';
  return `${waits}; ${goes}. ${count(articles, 'article')} in posts/.`;
}

function troubles({
  asking,
  paused,
  faults,
  money,
  troubles: { unready, refused, halves, brokenConfig, faulty },
}: Today): readonly Html[] {
  const parts: Html[] = [];
  if (brokenConfig !== null) {
    parts.push(
      html`<div class="note bad"><p>The settings cannot be used as they are: <span dir="auto">${brokenConfig}</span>.</p></div>`,
    );
  }
  for (const words of faulty) parts.push(html`<div class="note bad"><p dir="auto">The ${words}.</p></div>`);
  for (const { id, account, article, receipts, plan } of halves.filter(isUntold(asking))) {
    parts.push(
      html`<div class="note bad"><p>Followers see half a thread on ${account}: ${receipts.length} of ${count(plan.posts.length, 'post')} of <a href="${deliveryPath(id)}" dir="auto">${article.title}</a>.</p></div>`,
    );
  }
  for (const { account, why } of refused) {
    parts.push(
      html`<div class="note bad"><p>${account} was not let in: <span dir="auto">${sentence(why)}</span> <a href="/accounts">Try its credentials under Accounts.</a></p></div>`,
    );
  }
  if (paused.size > 0) {
    const who = paused.has('*') ? 'All accounts are' : `${[...paused].join(', ')} ${paused.size === 1 ? 'is' : 'are'}`;
    parts.push(
      html`<div class="note warn"><p>${who} paused: nothing is sent there. <a href="/accounts">Go on with it under Accounts.</a></p></div>`,
    );
  }
  if (unready.length > 0) {
    parts.push(
      html`<div class="note bad"><p>${unready.join(', ')} cannot sign in: secrets are missing. <a href="/accounts">See which, and what to do.</a></p></div>`,
    );
  }
  if (money.sentUsd >= money.sendMostUsd && money.sendMostUsd > 0) {
    parts.push(
      html`<div class="note bad"><p>The month’s budget for sending is used up: ${dollars(money.sentUsd)} of ${dollars(money.sendMostUsd)}. Raise <code>budget.sendUsd</code> in config/spool.yaml, or wait for the next month.</p></div>`,
    );
  }
  if (money.readUsd >= money.readMostUsd && money.readUsd > 0) {
    parts.push(
      html`<div class="note warn"><p>The month’s budget for reading numbers is used up: ${dollars(money.readUsd)} of ${dollars(money.readMostUsd)}. Raise <code>budget.readUsd</code> in config/spool.yaml, or numbers are read again next month.</p></div>`,
    );
  }
  if (faults.length > 0) {
    parts.push(
      html`<div class="note bad"><p>${faults.length === 1 ? 'An article' : count(faults.length, 'article')} in posts/ cannot be read:</p>${faultList(faults.slice(0, 10).flatMap((each) => each.faults))}</div>`,
    );
  }
  return parts;
}

/** One that asks for the author has a card of its own. */
function isUntold(asking: readonly Delivery[]) {
  return ({ id }: Delivery) => !asking.some((each) => each.id === id);
}

function nextList({ next, schedules, articles }: Today, times: Times): Html {
  if (schedules === 0) {
    return html`<p class="empty">There is no schedule yet. <a href="/schedules/new">Add one</a>, or publish an article now from <a href="/threads">Threads</a>.</p>`;
  }
  const slots = next.filter(({ article }) => article !== null).slice(0, 6);
  if (slots.length === 0) {
    const [first] = next;
    return html`<div class="empty"><p>${articles === 0 ? 'There is no article in posts/ yet: put one there, as Markdown, HTML or plain text.' : 'Nothing is left to publish within a week.'}</p>
${first === undefined ? '' : html`<p>The next slot is ${times.away(first.slot.utcMs)} (${first.slot.schedule})${first.blocked === null ? '' : html`: <span dir="auto">${first.blocked}</span>`}.</p>`}</div>`;
  }
  return html`<ol class="cards">${slots.map((slot) => nextCard(slot, times))}</ol>`;
}

function nextCard({ slot, article, accounts, blocked }: ForecastSlot, times: Times): Html {
  return html`<li class="card"><p>${times.away(slot.utcMs)}</p>
${article === null ? '' : html`<h3><a href="${threadPath(article.path)}" dir="auto">${article.title}</a></h3>`}
<p class="facts"><span>to ${accounts.join(', ')}</span><span>${slot.schedule}</span></p>
${blocked === null ? '' : html`<p class="quiet" dir="auto">${blocked}</p>`}</li>`;
}

function outList({ out }: Today, times: Times): Html {
  if (out.length === 0) return html`<p class="empty">Nothing has gone out yet.</p>`;
  return html`<div class="cards">${out.map(({ delivery, snapshots }) =>
    deliveryCard(delivery, times, firstNumbers(delivery, snapshots)),
  )}</div>`;
}

function firstNumbers({ id, platform }: Delivery, snapshots: readonly Snapshot[]): Html {
  if (snapshots.length === 0) return html`<p class="quiet">No numbers yet: the first reading comes soon.</p>`;
  const last = [...Map.groupBy(snapshots, ({ index }) => index).values()].flatMap((each) => each.at(-1) ?? []);
  const sum = (of: (snapshot: Snapshot) => number | null) => {
    const known = last.map(of).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
  };
  const seen = sum(({ impressions }) => impressions);
  return html`<p class="facts"><span>${orDash(seen)} ${platform === 'bluesky' ? html`<abbr title="Bluesky tells nobody how often a post was seen">views</abbr>` : 'views'}</span>
<span>${orDash(sum(({ likes }) => likes))} likes</span><span>${orDash(sum(({ reposts }) => reposts))} reposts</span><span>${orDash(sum(({ replies }) => replies))} replies</span>
<span><a href="/impressions/${id}">Numbers<span class="hidden"> of this thread</span></a></span></p>`;
}
