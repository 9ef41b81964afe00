import { DAY_MS } from '../../src/schedule/duration.ts';
import { articleOf, Stage } from '../worker/stage.ts';
import { figure, median } from './print.ts';

/** A worker with nothing to do, 50 schedules and 200 articles: one tick, and one in which slots come. */
export async function benchTick(): Promise<void> {
  const stage = new Stage({ articles: { tag: 'none' } });
  try {
    const [schedule] = stage.config.schedules;
    if (schedule === undefined) throw new Error('no schedule');
    const schedules = Array.from({ length: 50 }, (_, index) => ({
      ...schedule,
      id: `s${index}`,
      cron: `${index} 9 * * *`,
    }));
    stage.config = { ...stage.config, schedules };
    stage.add(...Array.from({ length: 200 }, (_, index) => articleOf(`posts/${index}.md`)));
    const worker = stage.worker('bench');
    await worker.tick();
    figure('an idle tick', median(await ticks(stage, worker, 5_000, 200)), 'ms', { most: 10 });
    figure('a tick with slots', median(await ticks(stage, worker, DAY_MS, 50)), 'ms', { most: 200 });
  } finally {
    await stage.close();
  }
}

async function ticks(
  stage: Stage,
  worker: ReturnType<Stage['worker']>,
  everyMs: number,
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let tick = 0; tick < count; tick++) {
    stage.clock.pass(everyMs);
    const start = performance.now();
    await worker.tick();
    times.push(performance.now() - start);
  }
  return times;
}
