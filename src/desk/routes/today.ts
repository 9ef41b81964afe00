import type { Desk } from '../app.ts';
import { coming } from '../data/coming.ts';
import { moneyOf } from '../data/money.ts';
import { troublesOf } from '../data/troubles.ts';
import { type Today, todayPage } from '../pages/today.ts';
import { timesIn } from '../parts/time.ts';
import type { DeskParts } from '../parts.ts';

/** How far "next" looks ahead, in days. */
const AHEAD = 7;
const SHOWN = 6;

export function todayRoutes({ app, parts, show }: Desk): void {
  app.get('/', async (c) => {
    const times = timesIn(parts.config().timezone, parts.clock.nowMs());
    const main = todayPage(await readToday(parts), times);
    return show(c, { title: 'Today', section: 'today', main, isLive: true });
  });
}

async function readToday(parts: DeskParts): Promise<Today> {
  const { store, library, config } = parts;
  const out = await store.deliveriesIn(['published'], SHOWN);
  const { entries, faults } = await library.scan();
  const { schedules } = config();
  return {
    next: await coming(parts, AHEAD),
    asking: await store.deliveriesIn(['held', 'needs-author', 'failed', 'uncertain'], 20),
    underWay: await store.deliveriesIn(['publishing', 'waiting', 'planned', 'unpublishing'], 10),
    out: await Promise.all(out.map(async (delivery) => ({ delivery, snapshots: await store.snapshots(delivery.id) }))),
    paused: await store.pausedAccounts(),
    troubles: await troublesOf(parts),
    money: await moneyOf(parts),
    faults,
    articles: entries.length,
    schedules: schedules.length,
  };
}
