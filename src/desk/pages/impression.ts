import type { Delivery } from '../../delivery/delivery.ts';
import { NUMBER_NAMES } from '../../report/numbers.ts';
import type { PostStanding, ThreadReport } from '../../report/thread.ts';
import { type Html, html, query } from '../html.ts';
import { barChart, growthChart } from '../parts/chart.ts';
import { accountName, deliveryPath, modeBadge, sentence } from '../parts/delivery.ts';
import { threadPath } from '../parts/sheet.ts';
import type { Times } from '../parts/time.ts';
import { age, count, dollars, grouped, orDash, shortened } from '../parts/words.ts';
import { blueskyNote } from './impressions.ts';

export interface ImpressionView {
  readonly delivery: Delivery;
  /** When its first post appeared. */
  readonly firstMs: number;
  readonly report: ThreadReport;
  readonly platformName: string;
}

export function impressionPage({ delivery, report, platformName, firstMs }: ImpressionView, times: Times): Html {
  const { article, account, platform, live, plan, id } = delivery;
  const { posts, total, growth, halfLife, measure, readings, lastAgeMs } = report;
  return html`<p class="crumbs"><a href="/impressions">Impressions</a></p>
<div class="head"><div><h1 dir="auto">${article.title}</h1><p class="facts"><span>${accountName(platformName, account)}</span>${modeBadge(live)}<span>out ${times.at(firstMs)}</span><span><a href="${deliveryPath(id)}">Delivery</a></span><span><a href="${threadPath(article.source)}">Article</a></span></p></div>
<div class="actions"><a class="button" href="/impressions.csv${query({ delivery: id })}">Download as CSV</a></div></div>
${
  readings === 0
    ? html`<p class="empty">It has not been read yet: the first reading comes within minutes of the last post.</p>`
    : html`<dl class="figures">${NUMBER_NAMES.map((name) => html`<div><dt>${name}</dt><dd>${orDash(total[name])}</dd></div>`)}
<div><dt>Half of it after</dt><dd>${halfLife === null ? '–' : age(halfLife.ms)}<small>${halfLife === null ? 'too little to say yet' : `of the ${measure} so far`}</small></dd></div><div><dt>Cost of sending</dt><dd>${dollars(live ? plan.costUsd : 0)}</dd></div></dl>
${blueskyNote([platform])}
<div class="columns"><section aria-labelledby="grew"><h2 id="grew">How it grew</h2>${growth.length < 2 ? html`<p class="empty">A curve needs two readings; there is ${count(readings, 'reading')} so far.</p>` : html`${growthChart(growth, measure)}<details><summary>As a table</summary><table><thead><tr><th scope="col">Age</th><th scope="col" class="number">${measure}</th></tr></thead><tbody>${growth.map(({ ageMs, value }) => html`<tr><td>${age(ageMs)}</td><td class="number">${grouped(value)}</td></tr>`)}</tbody></table></details>`}
</section><section aria-labelledby="on"><h2 id="on">Who reads on</h2>${dropOff(report)}</section></div>
<h2>Its posts</h2>${postTable(posts, delivery)}
<p class="quiet">${count(readings, 'reading')}${lastAgeMs === null ? '' : `, the last after ${age(lastAgeMs)}`}.</p>${corrections(posts, times)}`
}`;
}

/** What each post has, beside the first. */
function dropOff({ posts, measure }: ThreadReport): Html {
  const bars = posts.flatMap(({ index, latest, ofFirst }) => {
    const value = measure === 'impressions' ? latest.impressions : ofFirst === null ? null : ofFirst * 100;
    return value === null ? [] : [{ name: `Post ${index + 1}`, value }];
  });
  const what =
    measure === 'impressions' ? 'Impressions of each post.' : 'Engagement of each post, as a share of the first (%).';
  return html`${bars.length < 2 ? html`<p class="empty">There is nothing to set beside one another yet.</p>` : barChart(bars, what)}`;
}

function postTable(posts: readonly PostStanding[], { plan, receipts }: Delivery): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Its posts"><table><caption>Every post as last read</caption><thead><tr><th scope="col">Post</th><th scope="col" class="wide">Text</th>${NUMBER_NAMES.map((name) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col" class="number">of the first</th></tr></thead>
<tbody>${posts.map(({ index, latest, ofFirst, goneMs }) => {
    const text = shortened(plan.posts[index]?.post.text ?? '', 90);
    const url = receipts.find((each) => each.index === index)?.url ?? null;
    return html`<tr><th scope="row">${url === null ? index + 1 : html`<a href="${url}" rel="noopener noreferrer" target="_blank">${index + 1}<span class="hidden"> on the platform</span></a>`}${goneMs === null ? '' : html` <span class="badge bad">gone</span>`}</th><td class="wide" dir="auto">${text}</td>${NUMBER_NAMES.map((name) => html`<td class="number">${orDash(latest[name])}</td>`)}<td class="number">${ofFirst === null ? '–' : `${Math.round(ofFirst * 100)} %`}</td></tr>`;
  })}</tbody></table></div>`;
}

function corrections(posts: readonly PostStanding[], times: Times): Html | '' {
  const all = posts.flatMap(({ index, corrections: own }) => own.map((each) => ({ index, ...each })));
  if (all.length === 0) return '';
  return html`<details><summary>${count(all.length, 'correction')}: numbers that the platform took back</summary><ul class="bullets">${all.map(({ index, atMs, number, from, to }) => html`<li>${times.at(atMs)}: ${sentence(`${number} of post ${index + 1} fell from ${grouped(from)} to ${grouped(to)}`)}</li>`)}</ul></details>`;
}
