import type { Schedule } from '../../config/config.ts';
import type { WrittenConfig } from '../../config/edit.ts';
import type { CalendarMonth, OnDay } from '../../schedule/calendar.ts';
import { durationInWords } from '../../schedule/duration.ts';
import type { Explanation } from '../../schedule/explain.ts';
import type { Month } from '../data/money.ts';
import { type Html, html, path, query } from '../html.ts';
import { threadPath } from '../parts/sheet.ts';
import type { Times } from '../parts/time.ts';
import { shortened } from '../parts/words.ts';

/** Something on a day of the calendar. */
export interface Entry extends OnDay {
  readonly kind: 'goes' | 'none' | 'past' | 'change';
  /** `09:00` */
  readonly clock: string;
  readonly utcMs: number;
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
}

export function schedulesPage(view: Schedules, times: Times): Html {
  return html`<div class="head"><div><h1>Schedules</h1><p class="lead">When articles go out, and where. Kept in config/spool.yaml, with your comments.</p></div>
<div class="actions"><a class="button main" href="/schedules/new">Add a schedule</a></div></div>
${list(view, times)}
${calendar(view, times)}
${manners(view)}`;
}

function list({ schedules }: Schedules, times: Times): Html {
  if (schedules.length === 0)
    return html`<p class="empty">There is no schedule yet. <a href="/schedules/new">Add the first.</a></p>`;
  return html`<div class="cards">${schedules.map(({ schedule, explained }) => card(schedule, explained, times))}</div>`;
}

function card(schedule: Schedule, { words, next, warnings }: Explanation, times: Times): Html {
  const { id, accounts, cron, missed, jitterMs, approve, since } = schedule;
  const [first] = next;
  return html`<section class="card" aria-labelledby="schedule-${id}"><header><h2 id="schedule-${id}"><a href="${path('schedules', 'of', id)}">${id}</a></h2><code>${cron}</code></header>
<p>${words}.</p>
<p class="facts"><span>${articlesInWords(schedule)} to ${accounts.join(', ')}</span>${first === undefined ? '' : html`<span>next ${times.away(first.utcMs)}</span>`}<span>late by up to ${durationInWords(missed.withinMs)}: ${MISSED[missed.then]}</span>${jitterMs > 0 ? html`<span>up to ${durationInWords(jitterMs)} later at random</span>` : ''}${approve ? html`<span>asks for your approval</span>` : ''}${since === null ? '' : html`<span>articles since ${since}</span>`}</p>
${warnings.length === 0 ? '' : html`<ul class="quiet">${warnings.map((each) => html`<li>⚠ ${each}.</li>`)}</ul>`}</section>`;
}

const MISSED = {
  latest: 'it still goes out',
  skip: 'it is left out',
  'next-slot': 'it goes in the next slot',
} as const;

function articlesInWords({ articles }: Schedule): string {
  if (articles === 'next') return 'the next article';
  if (articles === 'evergreen') return 'evergreen articles';
  if ('file' in articles) return articles.file;
  if ('tag' in articles) return `the next article tagged “${articles.tag}”`;
  return 'evergreen articles';
}

/** Shown of one day. */
const PER_DAY = 4;

function calendar({ month, calendar: { title, weekdays, weeks }, toldUntilMs }: Schedules, times: Times): Html {
  const link = (to: string, words: string) =>
    html`<a class="button" href="/schedules${query({ month: to })}#calendar">${words}</a>`;
  return html`<section id="calendar" aria-labelledby="month"><div class="month-nav">${link(month.before, '← Before')}<h2 id="month">${title}</h2>${link(month.after, 'After →')}</div>
<table class="calendar"><caption class="hidden">What goes out in ${title}, by the clock of ${times.zone}</caption><thead><tr>${weekdays.map((day) => html`<th scope="col">${day}</th>`)}</tr></thead>
<tbody>${weeks.map((week) => html`<tr>${week.map((day) => html`<td class="${day.inMonth ? '' : 'other'}${day.isToday ? ' today' : ''}${day.entries.length === 0 ? ' bare' : ''}"><span class="day">${day.day}</span>${dayList(day.entries)}</td>`)}</tr>`)}</tbody></table>
${toldUntilMs === null ? '' : html`<p class="quiet">What each slot would publish is told until ${times.at(toldUntilMs)}.</p>`}</section>`;
}

function dayList(entries: readonly Entry[]): Html | '' {
  if (entries.length === 0) return '';
  const more = entries.length - PER_DAY;
  return html`<ul>${entries
    .slice(0, PER_DAY)
    .map(
      ({ kind, clock, words, source }) =>
        html`<li class="${kind}">${clock} ${source === null ? html`<span dir="auto">${shortened(words, 70)}</span>` : html`<a href="${threadPath(source)}" dir="auto">${shortened(words, 60)}</a>`}</li>`,
    )}${more > 0 ? html`<li class="none">and ${more} more</li>` : ''}</ul>`;
}

function manners({ manners: written, accounts, hash }: Schedules): Html {
  return html`<section aria-labelledby="manners"><h2 id="manners">Manners</h2>
<p class="lead">When nothing goes out on any account, whatever the schedules say.</p>
${mannersForm(written, null, hash)}
${accounts.map(({ id, manners: own }) => {
  const isOwn = Object.keys(own).length > 0;
  return html`<details${isOwn ? html` open` : ''}><summary>${id}: ${isOwn ? 'says otherwise' : 'as above'}</summary><p class="quiet">What stands here holds for ${id} instead of the above; empty: as above.</p>${mannersForm(own, id, hash)}</details>`;
})}</section>`;
}

/** @param account id; `null` for all */
function mannersForm(written: Readonly<Record<string, unknown>>, account: string | null, hash: string): Html {
  const of = account === null ? '' : html`<span class="hidden"> of ${account}</span>`;
  const value = (key: string) => {
    const said = written[key];
    return said === undefined ? '' : Array.isArray(said) ? said.join(', ') : String(said);
  };
  const field = (key: string, words: string, hint: string, size: number) => {
    const id = account === null ? key : `${key}-of-${account}`;
    return html`<div class="field"><label for="${id}">${words}${of}<span class="hint">${hint}</span></label><input id="${id}" name="${key}" value="${value(key)}" size="${size}"></div>`;
  };
  return html`<form class="fields" method="post" action="/schedules/manners"><input type="hidden" name="hash" value="${hash}">${account === null ? '' : html`<input type="hidden" name="account" value="${account}">`}
<div class="choices">${field('quiet', 'Quiet hours', '22:00-07:00', 12)}${field('apart', 'Least time between threads', '45m, 3h', 8)}${field('perDay', 'Most a day', '1 to 100', 5)}${field('blackout', 'Days off', '2026-12-24..2026-12-26, 2027-01-01', 26)}
<button>Save${account === null ? ' manners' : html` for ${account}`}</button></div></form>`;
}
