import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lane } from '../../src/delivery/lane.ts';
import type { Look, Queue } from '../../src/queue.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { newDelivery } from '../deliveries.ts';
import { Stage } from '../worker/stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  stage.setSchedules();
});
afterEach(() => stage.close());

type Does = (lanes: readonly Lane[], look: Look) => readonly Promise<unknown>[];

/** A queue that does with requests what a test says, and looks that are known to the worker. */
class OddQueue implements Queue {
  readonly #under: Promise<unknown>[] = [];
  readonly #does: Does;
  #look: Look | null = null;

  constructor(does: Does) {
    this.#does = does;
  }

  async add(lanes: readonly Lane[]): Promise<void> {
    if (this.#look !== null) this.#under.push(...this.#does(lanes, this.#look));
  }

  async start(look: Look): Promise<void> {
    this.#look = look;
  }

  async idle(): Promise<void> {
    await Promise.all(this.#under);
  }

  close(): Promise<void> {
    return this.idle();
  }
}

async function threads(count: number): Promise<void> {
  const createdMs = stage.clock.nowMs();
  for (let index = 0; index < count; index++)
    await stage.store.addDelivery(newDelivery({ id: `t${index}`, occasion: `${index}`, createdMs }));
}

/** The delivery of every post that went out, in order. */
function published(): readonly string[] {
  return stage.told('post-sent').flatMap((event) => (event.event === 'post-sent' ? [event.delivery] : []));
}

async function tickTimes(worker: ReturnType<typeof createWorker>, count: number): Promise<void> {
  for (let tick = 0; tick < count; tick++) {
    await worker.tick();
    await worker.idle();
    stage.clock.pass(5_000);
  }
}

const WHOLE = ['t0', 't0', 't0', 't1', 't1', 't1'];

test('a request that comes several times at once, to one host, changes nothing', async () => {
  await threads(2);
  const queue = new OddQueue((lanes, look) => lanes.flatMap((lane) => [look(lane), look(lane), look(lane)]));
  await tickTimes(createWorker(stage.parts('one'), queue), 3);
  expect(published()).toEqual(WHOLE);
});

test('a request that goes to every host changes nothing', async () => {
  await threads(2);
  const looks: Look[] = [];
  const toAll = () => new OddQueue((lanes) => lanes.flatMap((lane) => looks.map((look) => look(lane))));
  const queues = [toAll(), toAll(), toAll()];
  const workers = queues.map((queue, index) => {
    const start = queue.start.bind(queue);
    queue.start = async (look) => {
      looks.push(look);
      await start(look);
    };
    return createWorker(stage.parts(`host ${index}`), queue);
  });
  for (let tick = 0; tick < 3; tick++) {
    await Promise.all(workers.map((worker) => worker.tick()));
    await Promise.all(workers.map((worker) => worker.idle()));
    stage.clock.pass(5_000);
  }
  expect(published()).toEqual(WHOLE);
});

test('a request that comes late, when there is nothing to do, changes nothing', async () => {
  await threads(2);
  const kept: (() => Promise<unknown>)[] = [];
  const queue = new OddQueue((lanes, look) => {
    const looks = lanes.map((lane) => () => look(lane));
    kept.push(...looks);
    return looks.map((once) => once());
  });
  const worker = createWorker(stage.parts('one'), queue);
  await tickTimes(worker, 3);
  for (const again of kept) await again();
  expect(published()).toEqual(WHOLE);
});

test('a queue that never delivers delays what is due, and no more', async () => {
  await threads(2);
  const worker = createWorker(stage.parts('one'), new OddQueue(() => []));
  await tickTimes(worker, 10);
  expect(published()).toEqual([]);
  await tickTimes(worker, 10);
  expect(published()).toEqual(WHOLE);
});
