/** From what stands in the schedule's form to what is written into the file. Pure. */
import type { WrittenSchedule } from '../../config/edit.ts';
import type { ScheduleForm } from '../pages/schedule.ts';

const CHOICES = ['next', 'evergreen', 'file', 'tag', 'as-written'] as const;

export function formFrom(data: FormData): ScheduleForm {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  return {
    id: text('id'),
    cron: text('cron').replace(/\s+/g, ' '),
    timezone: text('timezone'),
    articles: CHOICES.find((each) => each === text('articles')) ?? 'next',
    which: text('which'),
    coolDown: text('coolDown'),
    repeats: text('repeats'),
    since: text('since'),
    accounts: data.getAll('account').map(String),
    within: text('within'),
    then: text('then'),
    jitter: text('jitter'),
    approve: data.get('approve') === 'yes',
  };
}

/** The schedule as it is to be written: what the form does not know stays, and defaults are not spelled out anew. */
export function writtenOf(form: ScheduleForm, before: WrittenSchedule | null): WrittenSchedule {
  const { id, cron, timezone, since, accounts, within, then, jitter, approve } = form;
  const isUsualMissed = within === '1h' && then === 'latest';
  const change: Record<string, unknown> = {
    id,
    cron,
    timezone: timezone === '' ? undefined : timezone,
    articles: form.articles === 'next' && before !== null ? before.articles && 'next' : articlesOf(form, before),
    since: since === '' ? undefined : since,
    accounts: isSameSet(before?.accounts, accounts) ? before?.accounts : accounts,
    missed: isUsualMissed && before?.missed === undefined ? undefined : { within, then },
    jitter: jitter === '' || (jitter === '0s' && before?.jitter === undefined) ? undefined : jitter,
    approve: approve || (before?.approve === undefined ? undefined : false),
  };
  const all = Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(all), id };
}

/** Another order of the same is no change. */
function isSameSet(before: unknown, after: readonly string[]): boolean {
  return Array.isArray(before) && before.length === after.length && before.every((each) => after.includes(each));
}

function articlesOf({ articles, which, coolDown, repeats }: ScheduleForm, before: WrittenSchedule | null): unknown {
  if (articles === 'as-written') return before?.articles;
  if (articles === 'file' || articles === 'tag') return { [articles]: which };
  if (articles !== 'evergreen') return articles;
  const said = [
    ['tag', which],
    ['coolDown', coolDown],
    ['repeats', repeats === '' ? '' : Number(repeats)],
  ] as const;
  const settings = said.filter(([, value]) => value !== '');
  return settings.length === 0 ? 'evergreen' : { evergreen: Object.fromEntries(settings) };
}

const MANNERS = ['quiet', 'apart', 'perDay', 'blackout'] as const;

/** Manners as they are written; `undefined` where nothing was said. */
export function mannersFrom(data: FormData): Readonly<Record<string, unknown>> {
  return Object.fromEntries(MANNERS.map((key) => [key, mannerOf(key, String(data.get(key) ?? '').trim())]));
}

function mannerOf(key: (typeof MANNERS)[number], text: string): unknown {
  if (text === '') return undefined;
  if (key === 'blackout')
    return text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return key === 'perDay' ? Number(text) : text;
}
