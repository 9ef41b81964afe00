import { DAY_MS, MINUTE_MS } from '../../src/schedule/duration.ts';
import { measureDue, newReadingMemory } from '../../src/worker/measure.ts';
import { newDelivery } from '../deliveries.ts';
import { ReadingStage } from '../worker/readings.ts';
import { figure, median } from './print.ts';

const YEARS = 10;
const A_DAY = 2;

/** Ten years of two threads a day, all read to their end but those of the last month: a look, and an idle tick. */
export async function benchReadings(): Promise<void> {
  const on = new ReadingStage();
  try {
    const untilMs = on.clock.nowMs() + YEARS * 365 * DAY_MS;
    for (let count = 0; on.clock.nowMs() < untilMs; count++) {
      await on.store.addDelivery(
        newDelivery({ id: `d${count}`, occasion: `${count}`, live: true, state: 'publishing' }),
      );
      const receipts = Array.from({ length: 9 }, (_, index) => {
        return { index, id: `${count}-${index}`, uri: null, url: null, cid: null, atMs: on.clock.nowMs() };
      });
      const outcome = { delivery: `d${count}`, step: 0, attempt: 1, outcome: 'sent', receipts } as const;
      await on.store.recordOutcome(outcome, { state: 'published', why: null, untilMs: null, atMs: on.clock.nowMs() });
      if (untilMs - on.clock.nowMs() > 29 * DAY_MS) await on.store.addSnapshots(`d${count}`, 29 * DAY_MS, []);
      on.clock.pass(DAY_MS / A_DAY);
    }
    const parts = on.parts('bench');
    const memory = newReadingMemory();
    await measureDue(parts, memory);
    await measureDue(parts, memory);
    const times = async (everyMs: number): Promise<readonly number[]> => {
      const taken: number[] = [];
      for (let tick = 0; tick < 200; tick++) {
        on.clock.pass(everyMs);
        const start = performance.now();
        await measureDue(parts, memory);
        taken.push(performance.now() - start);
      }
      return taken;
    };
    figure('a tick with nothing to read', median(await times(50)), 'ms', { most: 0.1 });
    figure('a look at what is to be read, once a minute', median(await times(MINUTE_MS)), 'ms', { most: 5 });
  } finally {
    await on.stage.close();
  }
}
