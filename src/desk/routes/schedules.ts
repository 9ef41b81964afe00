import {
  readWrittenConfig,
  saveManners,
  saveSchedule,
  type WrittenConfig,
  type WrittenSchedule,
} from '../../config/edit.ts';
import { type Fault, InputError } from '../../errors.ts';
import { monthCalendar } from '../../schedule/calendar.ts';
import { parseCron } from '../../schedule/cron.ts';
import { DAY_MS } from '../../schedule/duration.ts';
import { type Explanation, explainSchedule } from '../../schedule/explain.ts';
import { localIso } from '../../schedule/local.ts';
import { transitions } from '../../schedule/offsets.ts';
import { parseZone } from '../../schedule/zone.ts';
import type { Desk } from '../app.ts';
import { coming } from '../data/coming.ts';
import { type Month, monthOf } from '../data/money.ts';
import { formOf, type ScheduleForm, schedulePage } from '../pages/schedule.ts';
import { type Entry, schedulesPage } from '../pages/schedules.ts';
import { timesIn } from '../parts/time.ts';
import type { DeskParts } from '../parts.ts';

/** How far ahead it is told what each slot would publish, in days. */
const AHEAD = 45;

export function scheduleRoutes({ app, parts, show, done }: Desk): void {
  const times = () => timesIn(parts.config().timezone, parts.clock.nowMs());
  const written = () => readWrittenConfig(parts.home.config);

  app.get('/schedules', async (c) => {
    const { timezone, schedules } = parts.config();
    const nowMs = parts.clock.nowMs();
    const month = monthOf(c.req.query('month'), timezone, nowMs);
    const calendar = monthCalendar({
      ...month,
      entries: await entriesOf(parts, month),
      today: times().date(nowMs),
    });
    const { hash, manners, accounts } = written();
    const explained = schedules.map((schedule) => ({
      schedule,
      explained: explain(schedule.cron, schedule.timezone, nowMs, 1),
    }));
    const toldUntilMs = month.untilMs > nowMs + AHEAD * DAY_MS ? nowMs + AHEAD * DAY_MS : null;
    const main = schedulesPage(
      { month, calendar, schedules: explained, manners, accounts, hash, toldUntilMs },
      times(),
    );
    return show(c, { title: 'Schedules', section: 'schedules', main });
  });

  const page = async (id: string | null, form: ScheduleForm, hash: string, faults: readonly Fault[]) => {
    const { accounts, timezone } = parts.config();
    const { entries } = await parts.library.scan();
    const view = {
      ...{ form, id, hash, accounts, faults },
      zone: timezone,
      zones: Intl.supportedValuesOf('timeZone'),
      files: entries.map(({ head }) => head.source),
      explained: tryExplain(form.cron, form.timezone || timezone, parts.clock.nowMs()),
    };
    return { title: id ?? 'A new schedule', section: 'schedules', main: schedulePage(view, times()) } as const;
  };

  app.post('/schedules/look', async (c) => {
    const form = formFrom(await c.req.formData());
    return show(c, await page(null, form, '', []));
  });

  app.post('/schedules/manners', async (c) => {
    const form = await c.req.formData();
    const of = String(form.get('account') ?? '');
    const manners = MANNERS.map((key) => [key, mannerOf(key, String(form.get(key) ?? '').trim())] as const);
    saveManners(parts.home.config, {
      hash: String(form.get('hash')),
      account: of === '' ? null : of,
      manners: Object.fromEntries(manners),
      platforms: parts.platformIds,
    });
    return done(c, '/schedules#manners', 'Saved to config/spool.yaml.');
  });

  app.get('/schedules/new', async (c) => {
    const { hash } = written();
    const { accounts } = parts.config();
    return show(c, await page(null, { ...formOf(null), accounts: accounts.map(({ id }) => id) }, hash, []));
  });

  app.get('/schedules/of/:id', async (c) => {
    const { hash, ...config } = written();
    const schedule = find(config, c.req.param('id'));
    return show(c, await page(schedule.id, formOf(schedule), hash, []));
  });

  const save = async (id: string | null, data: FormData) => {
    const form = formFrom(data);
    const hash = String(data.get('hash'));
    const before = id === null ? null : find(written(), id);
    if (data.get('do') === 'look') return { page: await page(id, form, hash, []), isSaved: false };
    try {
      saveSchedule(parts.home.config, { hash, id, schedule: writtenOf(form, before), platforms: parts.platformIds });
      return { page: null, isSaved: true };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { page: await page(id, form, hash, error.faults), isSaved: false };
    }
  };

  app.post('/schedules/new', async (c) => {
    const { page: shown, isSaved } = await save(null, await c.req.formData());
    return shown === null ? done(c, '/schedules', SAVED) : show(c, shown, isSaved ? 200 : 422);
  });

  app.post('/schedules/of/:id', async (c) => {
    const { page: shown } = await save(c.req.param('id'), await c.req.formData());
    return shown === null ? done(c, '/schedules', SAVED) : show(c, shown, 422);
  });

  app.post('/schedules/of/:id/remove', async (c) => {
    const id = c.req.param('id');
    const hash = String((await c.req.formData()).get('hash'));
    saveSchedule(parts.home.config, { hash, id, schedule: null, platforms: parts.platformIds });
    return done(c, '/schedules', `${id} is removed. The worker takes the change up within seconds.`);
  });
}

const SAVED = 'Saved to config/spool.yaml. The worker takes the change up within seconds.';
const MANNERS = ['quiet', 'apart', 'perDay', 'blackout'] as const;

function mannerOf(key: (typeof MANNERS)[number], text: string): unknown {
  if (text === '') return undefined;
  if (key === 'blackout')
    return text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return key === 'perDay' ? Number(text) : text;
}

function find({ schedules }: Pick<WrittenConfig, 'schedules'>, id: string): WrittenSchedule {
  const schedule = schedules.find((each) => each.id === id);
  if (schedule !== undefined) return schedule;
  throw new InputError({ where: 'config/spool.yaml', problem: 'there is no such schedule (any more):', value: id });
}

function explain(cron: string, zone: string, nowMs: number, count: number): Explanation {
  return explainSchedule({ id: 'explained', cron: parseCron(cron, 'When'), zone }, nowMs, count);
}

function tryExplain(cron: string, zone: string, nowMs: number): Explanation | readonly Fault[] {
  try {
    return explain(cron, parseZone(zone, 'Time zone'), nowMs, 5);
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
}

const CHOICES = ['next', 'evergreen', 'file', 'tag', 'as-written'] as const;

function formFrom(data: FormData): ScheduleForm {
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
function writtenOf(form: ScheduleForm, before: WrittenSchedule | null): WrittenSchedule {
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

/** What was, what comes, and when the clocks change, by the author's clock. */
async function entriesOf(parts: DeskParts, { fromMs, untilMs }: Month): Promise<readonly Entry[]> {
  const { timezone, schedules } = parts.config();
  const nowMs = parts.clock.nowMs();
  const isShown = (ms: number) => ms >= fromMs - 7 * DAY_MS && ms < untilMs + 7 * DAY_MS;
  const at = (utcMs: number) => {
    const local = localIso(timezone, utcMs);
    return { local, utcMs, clock: local.slice(11, 16) };
  };
  const ahead = untilMs <= nowMs ? [] : await coming(parts, Math.min(AHEAD, Math.ceil((untilMs - nowMs) / DAY_MS)));
  const next = ahead.map(({ slot, article, blocked }): Entry => {
    const source = article?.path ?? null;
    const words = article?.title ?? `${slot.schedule}: ${blocked ?? 'nothing'}`;
    return { ...at(slot.utcMs), kind: article === null ? 'none' : 'goes', words, source };
  });
  const past = (await parts.store.slots(500)).map(({ slotMs, schedule, outcome, why }): Entry => {
    const words = outcome === 'served' ? `${schedule}: went out` : `${schedule}: ${why ?? outcome}`;
    return { ...at(slotMs), kind: outcome === 'served' ? 'past' : 'none', words, source: null };
  });
  const zones = [...new Set([timezone, ...schedules.map((schedule) => schedule.timezone)])];
  const changes = zones.flatMap((zone) =>
    transitions(zone, fromMs, untilMs).map(({ atMs, beforeMs, afterMs }): Entry => {
      const words = `clocks go ${afterMs > beforeMs ? 'forward' : 'back'} in ${zone}`;
      return { ...at(atMs), kind: 'change', words, source: null };
    }),
  );
  return [...toldOnce([...past, ...next]), ...changes].filter(({ utcMs }) => isShown(utcMs));
}

/** Slots of one day that publish nothing for the same reason are told once. */
function toldOnce(entries: readonly Entry[]): readonly Entry[] {
  const groups = Map.groupBy(entries, ({ kind, local, words, utcMs }) =>
    kind === 'none' ? `${local.slice(0, 10)} ${words}` : `${utcMs} ${words}`,
  );
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (first === undefined || more.length === 0) return first ?? [];
    return [{ ...first, words: `and ${more.length} more: ${first.words}` }];
  });
}
