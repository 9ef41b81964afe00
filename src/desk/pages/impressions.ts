import type { Comparison } from '../../report/comparison.ts';
import type { Standing } from '../../report/glance.ts';
import type { ImportedStanding } from '../../report/imported/history.ts';
import type { Estimate } from '../../report/interval.ts';
import type { MonthReport } from '../../report/month.ts';
import { NO_IMPRESSIONS, NUMBER_NAMES, type Numbers, sharedEngagement } from '../../report/numbers.ts';
import type { Money, Month } from '../data/money.ts';
import { type Html, html, query, safeHref } from '../html.ts';
import { barChart } from '../parts/chart.ts';
import { sentence } from '../parts/delivery.ts';
import type { Times } from '../parts/time.ts';
import { age, count, dollars, grouped, orDash, shortened } from '../parts/words.ts';

export interface Impressions {
  readonly month: Month;
  readonly report: MonthReport;
  readonly money: Money;
  platformName(id: string): string;
}

/** Threads listed on the page; the file has all. */
const LISTED = 60;

export function impressionsPage(view: Impressions, times: Times): Html {
  const { month, report } = view;
  const link = (to: string, words: string) =>
    html`<a class="button" href="/impressions${query({ month: to, kind: report.kind })}">${words}</a>`;
  return html`<div class="head"><div><h1>Impressions</h1><p class="lead">What your threads earned. A dash stands where a platform tells no such number; none is made up.</p></div>
<div class="actions"><a class="button" href="/impressions.csv${query({ month: month.name, kind: report.kind })}">Download as CSV</a></div></div>
<div class="month-nav">${link(month.before, '← Before')}<h2>${monthName(month)}</h2>${link(month.after, 'After →')}</div>
${kinds(view)}
${report.standings.length === 0 ? html`<p class="empty">No thread went out in ${monthName(month)}.</p>` : html`${totals(view)}${blueskyNote(report.platforms)}${table(view, times)}${comparisons(view)}${beside(view)}`}
${spending(view)}
${imported(view, times)}`;
}

function monthName({ year, month }: Month): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1),
  );
}

function kinds({ month, report: { kind, leftOut } }: Impressions): Html {
  const words = {
    live: 'What went out live.',
    rehearsal: 'Rehearsals: the views are your own, on the desk’s timeline.',
    simulated: 'Simulated: these numbers are made up to show what reports look like.',
  }[kind];
  return html`<p>${words} ${leftOut.map(({ kind: other, threads }) => html`<a href="/impressions${query({ month: month.name, kind: other })}">${count(threads, `${other === 'rehearsal' ? 'rehearsed' : other} thread`)} of this month</a> `)}</p>`;
}

function totals({ report: { total }, platformName }: Impressions): Html {
  return html`<dl class="figures">${total.map(
    ({
      platform,
      threads,
      posts,
      numbers,
    }) => html`<div><dt>${platformName(platform)}</dt><dd>${orDash(numbers.impressions)}<small>impressions of ${count(threads, 'thread')}, ${count(posts, 'post')}</small></dd></div>
<div><dt>${platformName(platform)}, engagement</dt><dd>${orDash(sharedEngagement(numbers))}<small>${['likes', 'reposts', 'replies'].map((name) => `${orDash(numberOf(numbers, name))} ${name}`).join(', ')}</small></dd></div>`,
  )}</dl>`;
}

function numberOf(numbers: Numbers, name: string): number | null {
  const known = NUMBER_NAMES.find((each) => each === name);
  return known === undefined ? null : numbers[known];
}

export function blueskyNote(platforms: readonly string[]): Html | '' {
  return platforms.includes('bluesky') ? html`<p class="note">${NO_IMPRESSIONS}.</p>` : '';
}

function table({ report: { standings }, platformName }: Impressions, times: Times): Html {
  const rows = standings.toSorted((a, b) => b.thread.firstMs - a.thread.firstMs);
  return html`<h2>The threads</h2><div class="scroll" tabindex="0" role="region" aria-label="The month’s threads"><table><caption>${count(rows.length, 'thread')}, the newest first, each as last read${rows.length > LISTED ? html`; ${LISTED} shown, all in the file` : ''}</caption>
<thead><tr><th scope="col" class="wide">Article</th><th scope="col">Platform</th><th scope="col">Out</th><th scope="col" class="number">Posts</th>${NUMBER_NAMES.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${rows.slice(0, LISTED).map((each) => row(each, platformName, times))}</tbody></table></div>`;
}

function row({ thread, numbers }: Standing, platformName: (id: string) => string, times: Times): Html {
  const { id, title, platform, account, firstMs, sent } = thread;
  return html`<tr><th scope="row" class="wide"><a href="/impressions/${id}" dir="auto">${title}</a></th><td>${platformName(platform)}${account === platform ? '' : html` <small>${account}</small>`}</td><td>${times.at(firstMs)}</td><td class="number">${sent}</td>${NUMBER_NAMES.map((name) => html`<td class="number">${orDash(numbers[name])}</td>`)}</tr>`;
}

const BY = {
  slot: 'By slot',
  weekday: 'By day of the week',
  hour: 'Best hours',
  opening: 'By how the first post opens',
  length: 'By length',
} as const;

function comparisons({
  report: { comparisons: all, compared, ofYear, since, ageMs },
  platformName,
}: Impressions): Html {
  const shown = all.filter(({ groups }) => groups.length > 1);
  const judged = shown.filter(isJudged);
  const young = shown.filter((each) => !isJudged(each));
  return html`<h2>Posts compared</h2><p class="lead">${count(compared.length, 'thread')} of ${grouped(ofYear)} ${since === null ? 'of the last twelve months' : `since ${since}, the newest`}, each as it stood after ${age(ageMs)}. The bar is the median; the line across its end is where the true one lies, 19 times of 20.</p>
${shown.length === 0 ? html`<p class="empty">Too few threads to compare yet.</p>` : ''}
${judged.length === 0 ? '' : html`<div class="columns">${judged.map((each) => comparison(each, platformName))}</div>`}
${young.length === 0 ? '' : html`<details class="young"><summary>${count(young.length, 'comparison')} with too few threads to say anything yet</summary><div class="columns">${young.map((each) => comparison(each, platformName))}</div></details>`}`;
}

function isJudged({ groups }: Comparison): boolean {
  return groups.some(({ interval }) => interval !== null);
}

function comparison(
  { by, platform, measure, perPost, groups, verdict }: Comparison,
  platformName: (id: string) => string,
): Html {
  const what = `${measure}${perPost ? ' a post' : ''}`;
  const bars = groups.flatMap(({ name, median, interval }) =>
    median === null ? [] : [{ name, value: median, span: interval }],
  );
  return html`<section><h3>${BY[by]}, ${platformName(platform)}</h3><p>${sentence(verdict)}</p>${barChart(bars, `Median ${what}`)}
<details><summary>As a table</summary><table><thead><tr><th scope="col">Group</th><th scope="col" class="number">Threads</th><th scope="col" class="number">Median</th><th scope="col">19 of 20</th></tr></thead><tbody>${groups.map(({ name, count: threads, median, interval }) => html`<tr><th scope="row">${name}</th><td class="number">${threads}</td><td class="number">${orDash(median)}</td><td>${interval === null ? 'too few to say' : `${grouped(interval.low)} to ${grouped(interval.high)}`}</td></tr>`)}</tbody></table></details></section>`;
}

function beside({ report: { beside: both }, platformName }: Impressions): Html | '' {
  if (both === null || both.articles === 0) return '';
  const [first, second] = both.platforms;
  const [one, other] = [platformName(first), platformName(second)];
  return html`<h2>${one} beside ${other}</h2><div class="scroll" tabindex="0" role="region" aria-label="${one} beside ${other}"><table><caption>${count(both.articles, 'article')} that went to both; medians of what both report</caption><thead><tr><th scope="col">Number</th><th scope="col" class="number">${one}</th><th scope="col" class="number">${other}</th><th scope="col" class="number">${one} ahead</th><th scope="col" class="number">${other} ahead</th></tr></thead>
<tbody>${both.rows.map(({ number, first: a, second: b, firstAhead, secondAhead }) => html`<tr><th scope="row">${number}</th><td class="number">${orDash(a.median)}</td><td class="number">${orDash(b.median)}</td><td class="number">${firstAhead}</td><td class="number">${secondAhead}</td></tr>`)}</tbody></table></div>`;
}

/** The log from before Spool: it is never added to anything. */
function imported({ report: { imported: history } }: Impressions, times: Times): Html | '' {
  if (history === null) return '';
  const { posts, firstMs, lastMs, impressions, likes, best } = history;
  return html`<section aria-labelledby="imported"><h2 id="imported">From before Spool</h2><p class="lead">${count(posts, 'imported post')} of ${times.date(firstMs)} to ${times.date(lastMs)}, single posts and replies among them, out of your archive or analytics. They are counted nowhere else.</p>
<dl class="figures">${estimate(impressions, 'impressions')}${estimate(likes, 'likes')}</dl>
<div class="scroll" tabindex="0" role="region" aria-label="The most seen imported posts"><table><caption>The most seen</caption><thead><tr><th scope="col" class="wide">Post</th><th scope="col">Posted</th><th scope="col" class="number">impressions</th><th scope="col" class="number">likes</th></tr></thead>
<tbody>${best.map((post) => importedRow(post, times))}</tbody></table></div></section>`;
}

function estimate({ count: known, median, interval }: Estimate, what: string): Html {
  const sure =
    interval === null ? 'too few to say more' : `19 of 20: ${grouped(interval.low)} to ${grouped(interval.high)}`;
  return html`<div><dt>Median ${what}</dt><dd>${orDash(median)}<small>${median === null ? `the files tell no ${what}` : `${sure}; ${grouped(known)} known`}</small></dd></div>`;
}

function importedRow({ text, url, postedMs, numbers }: ImportedStanding, times: Times): Html {
  const href = safeHref(url);
  const words = shortened(text, 90);
  return html`<tr><th scope="row" class="wide" dir="auto">${href === null ? words : html`<a href="${href}" rel="noopener noreferrer" target="_blank">${words}</a>`}</th><td>${times.at(postedMs)}</td><td class="number">${orDash(numbers.impressions)}</td><td class="number">${orDash(numbers.likes)}</td></tr>`;
}

function spending({ report: { spending: spent }, money }: Impressions): Html {
  if (spent === null || spent.lines.length === 0) {
    return html`<h2>Cost</h2><p class="quiet">Nothing was charged in this month. Rehearsals and Bluesky are free; budget: ${dollars(money.sendMostUsd)} for sending, ${dollars(money.readMostUsd)} for reading numbers.</p>`;
  }
  const { sendUsd, readUsd, lines, usdPerThousand } = spent;
  return html`<h2>Cost</h2><dl class="figures"><div><dt>Sending</dt><dd>${dollars(sendUsd)}<small>of ${dollars(money.sendMostUsd)} a month</small></dd></div><div><dt>Reading numbers</dt><dd>${dollars(readUsd)}<small>of ${dollars(money.readMostUsd)} a month</small></dd></div>${usdPerThousand === null ? '' : html`<div><dt>A thousand impressions</dt><dd>${dollars(usdPerThousand)}</dd></div>`}</dl>
<ul class="bullets">${lines.map(({ purpose, what, count: times, usd }) => html`<li>${grouped(times)} × ${what} (${purpose}): ${dollars(usd)}</li>`)}</ul>`;
}
