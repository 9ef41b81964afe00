import { DAY_MS } from '../../schedule/duration.ts';
import { localIso } from '../../schedule/local.ts';
import { transitions } from '../../schedule/offsets.ts';
import type { Entry } from '../pages/schedules.ts';
import type { DeskParts } from '../parts.ts';
import { coming } from './coming.ts';
import type { Month } from './money.ts';

/** How far ahead it is told what each slot would publish, in days. */
export const AHEAD = 45;

/** What was, what comes, and when the clocks change, by the author's clock. */
export async function entriesOf(parts: DeskParts, { fromMs, untilMs }: Month): Promise<readonly Entry[]> {
  const { timezone, schedules } = parts.config();
  const nowMs = parts.clock.nowMs();
  const isShown = (ms: number) => ms >= fromMs - 7 * DAY_MS && ms < untilMs + 7 * DAY_MS;
  const at = (utcMs: number) => {
    const local = localIso(timezone, utcMs);
    return { local, utcMs, clock: local.slice(11, 16) };
  };
  const ahead = untilMs <= nowMs ? [] : await coming(parts, Math.min(AHEAD, Math.ceil((untilMs - nowMs) / DAY_MS)));
  const next = ahead.map(({ slot, article, blocked }): Entry => {
    const own = { ...at(slot.utcMs), schedule: slot.schedule };
    if (article === null) return { ...own, kind: 'none', words: blocked ?? 'nothing', source: null };
    return { ...own, kind: 'goes', words: article.title, source: article.path };
  });
  const past = (await parts.store.slots(500)).map(({ slotMs, schedule, outcome, why }): Entry => {
    const isOut = outcome === 'served';
    const words = isOut ? 'went out' : (why ?? outcome);
    return { ...at(slotMs), schedule, kind: isOut ? 'past' : 'none', words, source: null };
  });
  const zones = [...new Set([timezone, ...schedules.map((schedule) => schedule.timezone)])];
  const changes = zones.flatMap((zone) =>
    transitions(zone, fromMs, untilMs).map(({ atMs, beforeMs, afterMs }): Entry => {
      const words = `clocks go ${afterMs > beforeMs ? 'forward' : 'back'} in ${zone}`;
      return { ...at(atMs), schedule: null, kind: 'change', words, source: null };
    }),
  );
  return [...past, ...next, ...changes].filter(({ utcMs }) => isShown(utcMs));
}
