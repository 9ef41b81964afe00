import { bareId, fileOf, HOUSE } from '../../author-id.ts';
import type { Account } from '../../config/config.ts';
import type { WrittenSchedule } from '../../config/edit.ts';
import type { Fault } from '../../errors.ts';
import { DEFAULT_EVERGREEN } from '../../schedule/choose.ts';
import { durationInWords } from '../../schedule/duration.ts';
import type { Explanation } from '../../schedule/explain.ts';
import { type Html, html, options, path, query } from '../html.ts';
import { faultList } from '../parts/faults.ts';
import type { Times } from '../parts/time.ts';

/** What stands in the form, as text. */
export interface ScheduleForm {
  readonly id: string;
  readonly cron: string;
  /** Empty: that of the whole file. */
  readonly timezone: string;
  readonly articles: 'next' | 'evergreen' | 'file' | 'tag' | 'as-written';
  /** The file or the tag. */
  readonly which: string;
  /** Of evergreen articles; empty: as usual. */
  readonly coolDown: string;
  readonly repeats: string;
  readonly since: string;
  readonly accounts: readonly string[];
  readonly within: string;
  readonly then: string;
  readonly jitter: string;
  readonly approve: boolean;
}

export interface ScheduleView {
  readonly form: ScheduleForm;
  readonly author: string;
  /** Its full id so far; `null` for a new one. */
  readonly id: string | null;
  readonly hash: string;
  /** Its author's. */
  readonly accounts: readonly Account[];
  readonly zone: string;
  readonly zones: readonly string[];
  readonly files: readonly string[];
  readonly explained: Explanation | readonly Fault[];
  readonly faults: readonly Fault[];
}

export function schedulePage(view: ScheduleView, times: Times): Html {
  const { form, author, id, hash, accounts, zone, zones, files, faults } = view;
  const action = id === null ? '/schedules/new' : path('schedules', 'of', id);
  return html`<p class="crumbs"><a href="/schedules${query({ author })}">Schedules${author === HOUSE ? '' : html` of ${author}`}</a></p>
<h1>${id === null ? html`A new schedule${author === HOUSE ? '' : html` of ${author}`}` : id}</h1>
${faults.length === 0 ? '' : html`<div class="note bad" role="alert"><p>Not saved:</p>${faultList(faults)}</div>`}
<form class="fields" method="post" action="${action}" data-answer="#explained" data-ask="/schedules/look" data-keep>
<input type="hidden" name="hash" value="${hash}"><input type="hidden" name="author" value="${author}">
<div class="field"><label for="id">Its name<span class="hint">Lower-case letters, digits and hyphens: weekday-mornings</span></label><input id="id" name="id" type="text" required pattern="[a-z0-9][a-z0-9\\-]{0,39}" value="${form.id}" autocomplete="off"></div>
<div class="field"><label for="cron">When<span class="hint">Minute, hour, day of the month, month, day of the week. <code>0 9 * * 1-5</code>: weekdays at nine; <code>30 8,17 * * *</code>: twice a day; <code>0 10 1 * *</code>: every first of the month.</span></label><input id="cron" name="cron" type="text" class="mono" required value="${form.cron}" autocomplete="off" spellcheck="false" aria-describedby="explained"></div>
<div class="field"><label for="timezone">Time zone<span class="hint">Empty: ${zone}, as everywhere</span></label><input id="timezone" name="timezone" type="text" list="zones" value="${form.timezone}" autocomplete="off"><datalist id="zones">${zones.map((each) => html`<option value="${each}"></option>`)}</datalist></div>
<div id="explained" role="status">${explainedPart(view.explained, times)}</div>
<div class="actions"><button name="do" value="look" formnovalidate>What does that mean?</button></div>
<fieldset><legend>Which articles</legend>
${radio('next', 'The oldest that has not gone out yet', form)}${radio('evergreen', 'Evergreen: old ones come round again', form)}
${radio('tag', 'Only those with this tag', form)}${radio('file', 'Always this file', form)}${form.articles === 'as-written' ? radio('as-written', 'As it is written in the file', form) : ''}
<div class="field"><label for="which">Tag or file<span class="hint">For evergreen articles a tag, or empty for all</span></label><input id="which" name="which" type="text" list="files" value="${form.which}" autocomplete="off"><datalist id="files">${files.slice(0, 100).map((each) => html`<option value="${each}"></option>`)}</datalist></div>
<div class="choices"><div class="field"><label for="coolDown">Evergreen: again after<span class="hint">Empty: ${durationInWords(DEFAULT_EVERGREEN.coolDownMs)}</span></label><input id="coolDown" name="coolDown" size="8" value="${form.coolDown}" placeholder="90d"></div>
<div class="field"><label for="repeats">How often again<span class="hint">Empty: ${DEFAULT_EVERGREEN.maxRepeats} times</span></label><input id="repeats" name="repeats" type="number" min="0" max="1000" value="${form.repeats}"></div></div>
<div class="field"><label for="since">Only articles since<span class="hint">Empty: since it was first seen live</span></label><input id="since" name="since" type="date" class="short" value="${form.since}"></div></fieldset>
<fieldset><legend>To which accounts</legend>${accounts.map(({ id: full, live }) => [bareId(full), live] as const).map(([account, live]) => html`<p><label><input type="checkbox" name="account" value="${account}"${form.accounts.includes(account) ? html` checked` : ''}> ${account} <span class="quiet">(${live ? 'live' : 'rehearsal'})</span></label></p>`)}</fieldset>
<fieldset><legend>When the machine was off at its time</legend>
<div class="choices"><div class="field"><label for="within">Late by at most<span class="hint">15m, 1h, 2d</span></label><input id="within" name="within" size="6" value="${form.within}"></div>
<div class="field"><label for="then">Then</label><select id="then" name="then">${options(THEN, form.then)}</select></div></div></fieldset>
<fieldset><legend>The rest</legend><div class="field"><label for="jitter">Later at random by at most<span class="hint">0s: on the minute</span></label><input id="jitter" name="jitter" size="6" value="${form.jitter}"></div>
<p><label><input type="checkbox" name="approve" value="yes"${form.approve ? html` checked` : ''}> Hold each delivery until I approve it</label></p></fieldset>
<div class="actions"><button class="main" name="do" value="save">Save to ${fileOf(author)}</button><a href="/schedules${query({ author })}">Leave it</a></div>
</form>
${id === null ? '' : html`<h2>Remove it</h2><p>Deliveries it made stay, and go out.</p><form method="post" action="${path('schedules', 'of', id, 'remove')}"><input type="hidden" name="hash" value="${hash}"><button class="danger">Remove ${id} from ${fileOf(author)}</button></form>`}`;
}

const THEN = [
  ['latest', 'send the latest one missed'],
  ['skip', 'leave it out'],
  ['next-slot', 'let the next slot take it'],
] as const;

function radio(value: ScheduleForm['articles'], words: string, { articles }: ScheduleForm): Html {
  return html`<p><label><input type="radio" name="articles" value="${value}"${value === articles ? html` checked` : ''}> ${words}</label></p>`;
}

/** A cron expression in words with its next dates; or what is wrong with it. */
function explainedPart(explained: Explanation | readonly Fault[], times: Times): Html {
  if (!('words' in explained)) return html`<div class="note warn">${faultList(explained)}</div>`;
  const { words, next, warnings } = explained;
  return html`<div class="note"><p><strong>${words}.</strong></p><ol class="bullets">${next.map(({ utcMs, local, shifted }) => html`<li>${localWords(local)}${local.endsWith(`[${times.zone}]`) ? '' : html`, for you ${times.at(utcMs)}`} <span class="quiet">${times.off(utcMs)}</span>${shifted ? ' (moved by the clock change)' : ''}</li>`)}</ol>
${warnings.map((each) => html`<p>⚠ ${each}.</p>`)}</div>`;
}

const LOCAL = new Intl.DateTimeFormat('en-GB', {
  ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
});

/** `Tue, 24 Nov 2026, 09:00`, by the schedule's clock. @param local `2026-11-24T09:00:00+00:00[Europe/London]` */
function localWords(local: string): string {
  return `${LOCAL.format(Date.parse(`${local.slice(0, 10)}T00:00Z`))}, ${local.slice(11, 16)}`;
}

/** What the form shows of a schedule as it is written. */
export function formOf(written: WrittenSchedule | null): ScheduleForm {
  const text = (value: unknown, otherwise = '') => (value === undefined || value === null ? otherwise : String(value));
  const { id, cron, timezone, since, accounts, missed, jitter, approve }: Readonly<Record<string, unknown>> =
    written ?? {};
  const { within, then } =
    typeof missed === 'object' && missed !== null ? Object.fromEntries(Object.entries(missed)) : {};
  return {
    id: text(id),
    cron: text(cron, '0 9 * * 1-5'),
    timezone: text(timezone),
    ...choiceOf(written?.articles),
    since: text(since),
    accounts: Array.isArray(accounts) ? accounts.map(String) : [],
    within: text(within, '1h'),
    then: text(then, 'latest'),
    jitter: text(jitter, '0s'),
    approve: approve === true,
  };
}

const NOTHING_CHOSEN = { which: '', coolDown: '', repeats: '' };

function choiceOf(articles: unknown): Pick<ScheduleForm, 'articles' | 'which' | 'coolDown' | 'repeats'> {
  if (articles === undefined || articles === 'next') return { ...NOTHING_CHOSEN, articles: 'next' };
  if (articles === 'evergreen') return { ...NOTHING_CHOSEN, articles };
  if (typeof articles === 'object' && articles !== null) {
    if ('file' in articles) return { ...NOTHING_CHOSEN, articles: 'file', which: String(articles.file) };
    if ('tag' in articles) return { ...NOTHING_CHOSEN, articles: 'tag', which: String(articles.tag) };
    if ('evergreen' in articles && typeof articles.evergreen === 'object' && articles.evergreen !== null) {
      const { tag = '', coolDown = '', repeats = '' } = Object.fromEntries(Object.entries(articles.evergreen));
      return { articles: 'evergreen', which: String(tag), coolDown: String(coolDown), repeats: String(repeats) };
    }
  }
  return { ...NOTHING_CHOSEN, articles: 'as-written' };
}
