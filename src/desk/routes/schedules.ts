import { authorOf, bareId, fileOf, HOUSE, qualify } from '../../author-id.ts';
import { authorIds, servedIn } from '../../config/authors.ts';
import {
  readWrittenConfig,
  saveManners,
  saveSchedule,
  type WrittenConfig,
  type WrittenSchedule,
} from '../../config/edit.ts';
import { settingsPath } from '../../config/folder.ts';
import { type Fault, InputError } from '../../errors.ts';
import { folderNames, ownerOf } from '../../posts/owner.ts';
import { monthCalendar } from '../../schedule/calendar.ts';
import { parseCron } from '../../schedule/cron.ts';
import { DAY_MS } from '../../schedule/duration.ts';
import { type Explanation, explainSchedule } from '../../schedule/explain.ts';
import { parseZone } from '../../schedule/zone.ts';
import type { Desk } from '../app.ts';
import { AHEAD, entriesOf } from '../data/entries.ts';
import { monthOf } from '../data/money.ts';
import { formFrom, mannersFrom, writtenOf } from '../data/schedule-form.ts';
import { query } from '../html.ts';
import { formOf, type ScheduleForm, schedulePage } from '../pages/schedule.ts';
import { schedulesPage } from '../pages/schedules.ts';
import { timesIn } from '../parts/time.ts';
import type { DeskParts } from '../parts.ts';

export function scheduleRoutes({ app, parts, show, done }: Desk): void {
  const times = () => timesIn(parts.config().timezone, parts.clock.nowMs());
  const pathOf = (author: string) => settingsPath(parts.home.config, author);
  const written = (author: string) => readWrittenConfig(pathOf(author), author);

  app.get('/schedules', async (c) => {
    const { timezone, schedules } = parts.config();
    const author = authorIn(parts, c.req.query('author'));
    const nowMs = parts.clock.nowMs();
    const month = monthOf(c.req.query('month'), timezone, nowMs);
    const calendar = monthCalendar({
      ...month,
      entries: await entriesOf(parts, month),
      today: times().date(nowMs),
    });
    const { hash, manners, accounts } = written(author);
    const own = schedules.filter(({ id }) => authorOf(id) === author);
    const explained = own.map((schedule) => ({
      schedule,
      explained: explain(schedule.cron, schedule.timezone, nowMs, 1),
    }));
    const toldUntilMs = month.untilMs > nowMs + AHEAD * DAY_MS ? nowMs + AHEAD * DAY_MS : null;
    const main = schedulesPage(
      {
        month,
        calendar,
        schedules: explained,
        manners,
        accounts,
        hash,
        toldUntilMs,
        author,
        authors: authorsIn(parts),
      },
      times(),
    );
    return show(c, { title: 'Schedules', section: 'schedules', main });
  });

  const page = async ({ author, id }: Edited, form: ScheduleForm, hash: string, faults: readonly Fault[]) => {
    const { accounts, timezone: houseZone } = parts.config();
    const { entries } = await parts.library.scan();
    const names = folderNames(authorIds(parts.config()));
    const timezone = author === HOUSE ? houseZone : written(author).timezone;
    const view = {
      ...{ form, author, hash, faults },
      id: id === null ? null : qualify(author, id),
      accounts: accounts.filter((account) => authorOf(account.id) === author),
      zone: timezone,
      zones: Intl.supportedValuesOf('timeZone'),
      files: entries.map(({ head }) => head.source).filter((source) => ownerOf(source, names) === author),
      explained: tryExplain(form.cron, form.timezone || timezone, parts.clock.nowMs()),
    };
    return { title: view.id ?? 'A new schedule', section: 'schedules', main: schedulePage(view, times()) } as const;
  };

  app.post('/schedules/look', async (c) => {
    const data = await c.req.formData();
    const author = authorIn(parts, String(data.get('author') ?? ''));
    return show(c, await page({ author, id: null }, formFrom(data), '', []));
  });

  app.post('/schedules/manners', async (c) => {
    const form = await c.req.formData();
    const author = authorIn(parts, String(form.get('author') ?? ''));
    const of = String(form.get('account') ?? '');
    saveManners(pathOf(author), {
      author,
      hash: String(form.get('hash')),
      account: of === '' ? null : of,
      manners: mannersFrom(form),
      platforms: parts.platformIds,
    });
    return done(c, `/schedules${query({ author })}#manners`, `Saved to ${fileOf(author)}.`);
  });

  app.get('/schedules/new', async (c) => {
    const author = authorIn(parts, c.req.query('author'));
    const { hash, accounts } = written(author);
    const form = { ...formOf(null), accounts: accounts.map(({ id }) => id) };
    return show(c, await page({ author, id: null }, form, hash, []));
  });

  app.get('/schedules/of/:id', async (c) => {
    const edited = editedOf(parts, c.req.param('id'));
    const { hash, ...config } = written(edited.author);
    return show(c, await page(edited, formOf(find(config, edited)), hash, []));
  });

  const save = async (edited: Edited, data: FormData) => {
    const { author, id } = edited;
    const form = formFrom(data);
    const hash = String(data.get('hash'));
    const before = id === null ? null : find(written(author), edited);
    if (data.get('do') === 'look') return { page: await page(edited, form, hash, []), isSaved: false };
    try {
      const schedule = writtenOf(form, before);
      saveSchedule(pathOf(author), { hash, id, schedule, platforms: parts.platformIds, author });
      return { page: null, isSaved: true };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { page: await page(edited, form, hash, error.faults), isSaved: false };
    }
  };

  app.post('/schedules/new', async (c) => {
    const data = await c.req.formData();
    const author = authorIn(parts, String(data.get('author') ?? ''));
    const { page: shown, isSaved } = await save({ author, id: null }, data);
    return shown === null ? done(c, listOf(author), savedTo(author)) : show(c, shown, isSaved ? 200 : 422);
  });

  app.post('/schedules/of/:id', async (c) => {
    const edited = editedOf(parts, c.req.param('id'));
    const { page: shown } = await save(edited, await c.req.formData());
    return shown === null ? done(c, listOf(edited.author), savedTo(edited.author)) : show(c, shown, 422);
  });

  app.post('/schedules/of/:id/remove', async (c) => {
    const { author, id } = editedOf(parts, c.req.param('id'));
    const hash = String((await c.req.formData()).get('hash'));
    saveSchedule(pathOf(author), { hash, id, schedule: null, platforms: parts.platformIds, author });
    return done(c, listOf(author), `${c.req.param('id')} is removed. The worker takes the change up within seconds.`);
  });
}

/** A schedule in its author's file: its id there, `null` for a new one. */
interface Edited {
  readonly author: string;
  readonly id: string | null;
}

function editedOf(parts: DeskParts, id: string): Edited & { readonly id: string } {
  return { author: authorIn(parts, authorOf(id)), id: bareId(id) };
}

/** Whose settings can be edited, the house's first. */
function authorsIn({ config }: DeskParts): readonly string[] {
  const { hasHouse, authors } = config();
  return [...(hasHouse ? [HOUSE] : []), ...authors.map(({ id }) => id)];
}

/** Only one that there is, and whose name may therefore become a path. @throws InputError for any other */
function authorIn(parts: DeskParts, asked: string | undefined): string {
  const author = asked || (authorsIn(parts)[0] ?? HOUSE);
  if (servedIn(parts.config())(author)) return author;
  throw new InputError({ where: 'config/', problem: 'there is no such author (any more):', value: author });
}

function listOf(author: string): string {
  return `/schedules${query({ author })}`;
}

function savedTo(author: string): string {
  return `Saved to ${fileOf(author)}. The worker takes the change up within seconds.`;
}

function find({ schedules }: Pick<WrittenConfig, 'schedules'>, { author, id }: Edited): WrittenSchedule {
  const schedule = schedules.find((each) => each.id === id);
  if (schedule !== undefined) return schedule;
  const value = id ?? '';
  throw new InputError({ where: fileOf(author), problem: 'there is no such schedule (any more):', value });
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
