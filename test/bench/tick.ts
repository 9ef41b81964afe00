import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schedule } from '../../src/config/config.ts';
import { createLibrary, type LibraryRead } from '../../src/posts/library.ts';
import { embeddedQueue } from '../../src/queues/embedded/queue.ts';
import { DAY_MS } from '../../src/schedule/duration.ts';
import type { WorkerParts } from '../../src/worker/parts.ts';
import type { Studio } from '../../src/worker/studio.ts';
import { createWorker, type Worker } from '../../src/worker/worker.ts';
import { articleOf, Stage } from '../worker/stage.ts';
import { writeHistory } from './history.ts';
import { figure, median, print } from './print.ts';

const ARTICLES = 200;
const SCHEDULES = 50;

/** A worker with five years behind it, 50 schedules and 200 articles: what its ticks cost. */
export async function benchTick(): Promise<void> {
  const idle = await withStage(SCHEDULES, async (stage) => {
    const worker = createWorker(onDisk(stage), embeddedQueue(32));
    await worker.tick();
    return median(await ticks(stage, worker, 5_000, 200));
  });
  figure('a tick at which nothing comes, posts/ looked through', idle, 'ms', { most: 10 });
  figure('a tick at which a slot comes, its threads cut by the studio', await servingMs(), 'ms', { most: 10 });
  figure(`a tick that meets ${ARTICLES} new articles, read by the studio`, await droppedMs(), 'ms', { most: 10 });
  await benchGrowth();
}

/** Every schedule has a slot at every tick, and nothing to publish: the most that looking can cost. */
async function benchGrowth(): Promise<void> {
  const costs: number[] = [];
  for (const count of [SCHEDULES, 2 * SCHEDULES, 4 * SCHEDULES]) {
    costs.push(
      await withStage(count, async (stage) => {
        stage.config = { ...stage.config, schedules: stage.config.schedules.map((each) => ({ ...each, ...NOTHING })) };
        const worker = stage.worker('bench');
        await worker.tick();
        return median(await ticks(stage, worker, DAY_MS, 30));
      }),
    );
    print(`  a tick at which ${count} slots come at once: ${costs.at(-1)?.toFixed(1)} ms`);
  }
  const [least = 1, , most = 1] = costs;
  figure('four times the schedules cost', most / least, 'times as much', { most: 4.4 });
}

const NOTHING = { articles: { tag: 'none' }, cron: '30 9 * * *' } as const;

/** Slots one minute apart, so that one comes at a tick. */
function servingMs(): Promise<number> {
  return withStage(SCHEDULES, async (stage) => {
    const parts = stage.parts('bench');
    const worker = createWorker({ ...parts, studio: ready(parts.studio) }, embeddedQueue(32));
    await stage.runUntil(worker, Date.UTC(2026, 10, 25, 9), 12 * 3_600_000);
    const times: number[] = [];
    for (let minute = 0; minute < SCHEDULES; minute++) {
      stage.clock.pass(Date.UTC(2026, 10, 25, 9, minute) + 100 - stage.clock.nowMs());
      const start = performance.now();
      await worker.tick();
      times.push(performance.now() - start);
      await worker.idle();
    }
    return median(times);
  });
}

function droppedMs(): Promise<number> {
  return withStage(SCHEDULES, async (stage) => {
    const times: number[] = [];
    const worker = stage.worker('bench');
    await worker.tick();
    for (let round = 1; round <= 9; round++) {
      stage.add(...Array.from({ length: ARTICLES }, (_, index) => articleOf(`posts/new-${round}-${index}.md`)));
      for (const path of stage.articles.keys()) if (!path.includes(`new-${round}-`)) stage.articles.delete(path);
      stage.add();
      times.push(...(await ticks(stage, worker, 5_000, 1)));
    }
    return median(times);
  });
}

async function withStage<T>(count: number, work: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = new Stage();
  try {
    const [first] = stage.config.schedules;
    if (first === undefined) throw new Error('no schedule');
    const schedules: Schedule[] = Array.from({ length: count }, (_, index) => ({
      ...first,
      id: `s${index}`,
      cron: `${index % 60} 9 * * *`,
    }));
    stage.config = { ...stage.config, schedules };
    writeHistory(stage.folder, schedules.slice(0, SCHEDULES), stage.clock.nowMs());
    stage.add(...Array.from({ length: ARTICLES }, (_, index) => articleOf(`posts/${index}.md`)));
    return await work(stage);
  } finally {
    await stage.close();
  }
}

/** A studio that has cut every thread before: its work is done in a process of its own, and is not the tick's. */
function ready(studio: Studio): Studio {
  const cut = new Map<string, ReturnType<Studio['plan']>>();
  return {
    ...studio,
    plan(source, account, repeat) {
      const plan = cut.get(account) ?? studio.plan(source, account, repeat);
      cut.set(account, plan);
      return plan;
    },
  };
}

/** The same worker with as many real files in a real folder, looked through at every tick. */
function onDisk(stage: Stage): WorkerParts {
  const posts = mkdtempSync(join(stage.folder, 'posts-'));
  for (let index = 0; index < ARTICLES; index++) writeFileSync(join(posts, `${index}.md`), '# An article\n');
  const fault = { source: 'posts/x.md', faults: [] };
  const read = async (paths: readonly string[]): Promise<LibraryRead[]> => paths.map(() => ({ fault }));
  return { ...stage.parts('bench'), library: createLibrary(posts, read) };
}

async function ticks(stage: Stage, worker: Worker, everyMs: number, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let tick = 0; tick < count; tick++) {
    stage.clock.pass(everyMs);
    const start = performance.now();
    await worker.tick();
    times.push(performance.now() - start);
    await worker.idle();
  }
  return times;
}
