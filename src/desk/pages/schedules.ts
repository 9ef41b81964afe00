import { fileOf, HOUSE } from '../../author-id.ts';
import type { Schedule } from '../../config/config.ts';
import type { WrittenConfig } from '../../config/edit.ts';
import type { CalendarMonth, OnDay } from '../../schedule/calendar.ts';
import { durationInWords } from '../../schedule/duration.ts';
import type { Explanation } from '../../schedule/explain.ts';
import type { Month } from '../data/money.ts';
import { type Html, html, options, path, query } from '../html.ts';
import { threadPath } from '../parts/sheet.ts';
import type { Times } from '../parts/time.ts';
import { count, shortened } from '../parts/words.ts';

/** Something on a day of the calendar. */
export interface Entry extends OnDay {
  readonly kind: 'goes' | 'none' | 'past' | 'change';
  /** `09:00` */
  readonly clock: string;
  readonly utcMs: number;
  /** `null` for a clock change. */
  readonly schedule: string | null;
  /** The article's title, why there is none, what became of it, or how the clocks change. */
  readonly words: string;
  /** The article's file; `null` for none. */
  readonly source: string | null;
}

export interface Schedules {
  readonly month: Month;
  readonly calendar: CalendarMonth<Entry>;
  readonly schedules: readonly { readonly schedule: Schedule; readonly explained: Explanation }[];
  /** Of all accounts, as written. */
  readonly manners: Readonly<Record<string, unknown>>;
  /** What each says of its own. */
  readonly accounts: WrittenConfig['accounts'];
  readonly hash: string;
  /** How far ahead the calendar tells which article goes; `null` where all of the month is told. */
  readonly toldUntilMs: number | null;
  /** Whose schedules and manners are shown; the calendar is everybody's. */
  readonly author: string;
  /** All that can be chosen from. */
  readonly authors: readonly string[];
}

export function schedulesPage(view: Schedules, times: Times): Html {
  const { author } = view;
  return html`<div class="head"><div><h1>Schedules${author === HOUSE ? '' : html` of ${author}`}</h1><p class="lead">When articles go out, and where. Kept in ${fileOf(author)}, with your comments.</p></div>
<div class="actions"><a class="button main" href="${newPath(author)}">Add a schedule</a></div></div>
${chooser(view)}
${list(view, times)}
${calendar(view, times)}
${manners(view)}`;
}

function newPath(author: string): string {
  return `/schedules/new${query({ author })}`;
}

/** A house with one author has nothing to choose. */
function chooser({ author, authors }: Schedules): Html | '' {
  if (authors.length < 2) return '';
  const names = authors.map((id) => [id, id === HOUSE ? 'the house' : id] as const);
  return html`<form class="choices" method="get" action="/schedules"><div class="field"><label for="author">Whose</label><select id="author" name="author">${options(names, author)}</select></div><button>Show</button></form>`;
}

function list({ schedules, author }: Schedules, times: Times): Html {
  if (schedules.length === 0)
    return html`<p class="empty">There is no schedule yet. <a href="${newPath(author)}">Add the first.</a></p>`;
  return html`<div class="cards">${schedules.map(({ schedule, explained }) => card(schedule, explained, times))}</div>`;
}

function card(schedule: Schedule, { words, next, warnings }: Explanation, times: Times): Html {
  const { id, accounts, cron, missed, jitterMs, approve, since } = schedule;
  const [first] = next;
  return html`<section class="card" aria-labelledby="schedule-${id}"><header><h2 id="schedule-${id}"><a href="${path('schedules', 'of', id)}">${id}</a></h2><code>${cron}</code></header>
<p>${words}.</p>
<p class="facts"><span>${articlesInWords(schedule)} to ${accounts.join(', ')}</span>${first === undefined ? '' : html`<span>next ${times.away(first.utcMs)}</span>`}<span>${missedInWords(missed)}</span>${jitterMs > 0 ? html`<span>up to ${durationInWords(jitterMs)} later at random</span>` : ''}${approve ? html`<span>asks for your approval</span>` : ''}${since === null ? '' : html`<span>articles since ${since}</span>`}</p>
${warnings.length === 0 ? '' : html`<ul class="quiet">${warnings.map((each) => html`<li>⚠ ${each}.</li>`)}</ul>`}</section>`;
}

function missedInWords({ withinMs, then }: Schedule['missed']): string {
  if (then === 'skip') return 'what is missed is left out';
  const late = `up to ${durationInWords(withinMs)} late`;
  return then === 'latest' ? `still goes out ${late}` : `what is missed waits for the next slot, ${late}`;
}

function articlesInWords({ articles }: Schedule): string {
  if (articles === 'next') return 'the next article';
  if (articles === 'evergreen') return 'evergreen articles';
  if ('file' in articles) return articles.file;
  if ('tag' in articles) return `the next article tagged “${articles.tag}”`;
  return 'evergreen articles';
}

/** Shown of one day. */
const PER_DAY = 4;

function calendar({ month, calendar: { title, weekdays, weeks }, toldUntilMs, author }: Schedules, times: Times): Html {
  const link = (to: string, words: string) =>
    html`<a class="button" href="/schedules${query({ month: to, author })}#calendar">${words}</a>`;
  return html`<section id="calendar" aria-labelledby="month"><div class="month-nav">${link(month.before, '← Before')}<h2 id="month">${title}</h2>${link(month.after, 'After →')}</div>
<table class="calendar"><caption class="hidden">What goes out in ${title}, by the clock of ${times.zone}</caption><thead><tr>${weekdays.map((day) => html`<th scope="col">${day}</th>`)}</tr></thead>
<tbody>${weeks.map((week) => html`<tr>${week.map((day) => html`<td class="${day.inMonth ? '' : 'other'}${day.isToday ? ' today' : ''}${day.entries.length === 0 ? ' bare' : ''}"><span class="day">${day.day}</span>${dayList(day.entries)}</td>`)}</tr>`)}</tbody></table>
${reasons(
  weeks.flat().flatMap(({ entries, inMonth }) => (inMonth ? entries : [])),
  times,
)}
${toldUntilMs === null ? '' : html`<p class="quiet">What each slot would publish is told until ${times.at(toldUntilMs)}.</p>`}</section>`;
}

function dayList(entries: readonly Entry[]): Html | '' {
  if (entries.length === 0) return '';
  const lines = [...Map.groupBy(entries, lineOf).values()];
  const more = lines.length - PER_DAY;
  return html`<ul>${lines.slice(0, PER_DAY).map(dayLine)}${more > 0 ? html`<li class="none">and ${more} more</li>` : ''}</ul>`;
}

/** Slots of one schedule and day that publish nothing are one line. */
function lineOf({ kind, schedule, utcMs, words }: Entry): string {
  return kind === 'none' ? `${schedule}` : `${utcMs} ${schedule} ${words}`;
}

function dayLine([first, ...more]: readonly Entry[]): Html | '' {
  if (first === undefined) return '';
  const { kind, clock, schedule, words, source } = first;
  if (source !== null)
    return html`<li class="${kind}">${clock} <a href="${threadPath(source)}" dir="auto">${shortened(words, 60)}</a></li>`;
  if (kind === 'change') return html`<li class="change">${clock} ${words}</li>`;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return html`<li class="${kind}">${clock}${others} <span dir="auto">${shortened(schedule ?? '', 40)}</span>${kind === 'past' ? html` <span class="hidden">${words}</span>✓` : html`<span class="hidden">: nothing goes out</span>`}</li>`;
}

/** Why slots of the month publish nothing: each reason once, however many days it holds. */
function reasons(entries: readonly Entry[], times: Times): Html | '' {
  const none = entries.filter(({ kind }) => kind === 'none');
  const groups = [...Map.groupBy(none, ({ schedule, words }) => `${schedule} ${words}`).values()];
  if (groups.length === 0) return '';
  const line = ([first, ...more]: readonly Entry[]) =>
    first === undefined
      ? ''
      : html`<li>${times.at(first.utcMs)}${more.length === 0 ? '' : ` and ${count(more.length, 'later slot')}`}, ${first.schedule}: <span dir="auto">${shortened(first.words, 240)}</span></li>`;
  const further = groups.length - MOST_REASONS;
  return html`<details class="reasons" open><summary>Where nothing goes out, and why</summary><ul class="bullets">${groups.slice(0, MOST_REASONS).map(line)}${further > 0 ? html`<li>and ${count(further, 'more reason')}</li>` : ''}</ul></details>`;
}

const MOST_REASONS = 8;

function manners({ manners: written, accounts, hash, author }: Schedules): Html {
  return html`<section aria-labelledby="manners"><h2 id="manners">Manners</h2>
<p class="lead">When nothing goes out on any account${author === HOUSE ? '' : html` of ${author}`}, whatever the schedules say.</p>
${mannersForm(written, null, { hash, author })}
${accounts.map(({ id, manners: own }) => {
  const isOwn = Object.keys(own).length > 0;
  return html`<details${isOwn ? html` open` : ''}><summary>${id}: ${isOwn ? 'says otherwise' : 'as above'}</summary><p class="quiet">What stands here holds for ${id} instead of the above; empty: as above.</p>${mannersForm(own, id, { hash, author })}</details>`;
})}</section>`;
}

/** @param account bare id; `null` for all */
function mannersForm(
  written: Readonly<Record<string, unknown>>,
  account: string | null,
  { hash, author }: Pick<Schedules, 'hash' | 'author'>,
): Html {
  const of = account === null ? '' : html`<span class="hidden"> of ${account}</span>`;
  const value = (key: string) => {
    const said = written[key];
    return said === undefined ? '' : Array.isArray(said) ? said.join(', ') : String(said);
  };
  const field = (key: string, words: string, hint: string, size: number) => {
    const id = account === null ? key : `${key}-of-${account}`;
    return html`<div class="field"><label for="${id}">${words}${of}<span class="hint">${hint}</span></label><input id="${id}" name="${key}" value="${value(key)}" size="${size}"></div>`;
  };
  return html`<form class="fields" method="post" action="/schedules/manners"><input type="hidden" name="hash" value="${hash}"><input type="hidden" name="author" value="${author}">${account === null ? '' : html`<input type="hidden" name="account" value="${account}">`}
<div class="choices">${field('quiet', 'Quiet hours', '22:00-07:00', 12)}${field('apart', 'Least time between threads', '45m, 3h', 8)}${field('perDay', 'Most a day', '1 to 100', 5)}${field('blackout', 'Days off', '2026-12-24..2026-12-26, 2027-01-01', 26)}
<button>Save${account === null ? ' manners' : html` for ${account}`}</button></div></form>`;
}
