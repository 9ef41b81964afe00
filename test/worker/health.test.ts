import { afterEach, beforeEach, expect, test } from 'vitest';
import { embeddedQueue } from '../../src/queues/embedded/queue.ts';
import { healthOf, healthOfHost } from '../../src/worker/health.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { HOST, newDelivery } from '../deliveries.ts';
import { Stage } from './stage.ts';

const MINUTE = 60_000;

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.close());

const look = () => healthOf(stage.store, stage.clock.nowMs());

test('a store that no worker has looked at is not healthy, one that was just looked at is', async () => {
  expect(await look()).toMatchObject({ isHealthy: false, problems: [expect.stringMatching(/^no worker has run/)] });
  await stage.worker('one').tick();
  expect(await look()).toMatchObject({ isHealthy: true, problems: [] });
});

test('a worker that has not looked for three minutes is not alive', async () => {
  await stage.worker('one').tick();
  stage.clock.pass(3 * MINUTE);
  expect((await look()).isHealthy).toBe(true);
  stage.clock.pass(1);
  expect(await look()).toMatchObject({ isHealthy: false, problems: [expect.stringMatching(/looked for 3 minutes/)] });
});

test('a worker that cannot look does not count as alive, though it runs', async () => {
  await stage.worker('one').tick();
  const library = { scan: () => Promise.reject(new Error('the disk is gone')) };
  const broken = createWorker({ ...stage.parts('one'), library }, embeddedQueue(32));
  for (let minute = 0; minute < 4; minute++) {
    stage.clock.pass(MINUTE);
    await broken.tick();
  }
  expect((await look()).isHealthy).toBe(false);
  expect(stage.told('failed').length).toBeGreaterThan(0);
});

test('a delivery that has been due for ten minutes is overdue, unless its account is paused', async () => {
  await stage.worker('one').tick();
  await stage.store.addDelivery(newDelivery({ id: 'aaaaaaaa', createdMs: stage.clock.nowMs() }));
  stage.clock.pass(10 * MINUTE);
  await stage.store.beat({ ...HOST, owner: 'one' }, stage.clock.nowMs());
  expect(await look()).toMatchObject({
    isHealthy: false,
    overdue: [{ id: 'aaaaaaaa' }],
    problems: ['aaaaaaaa to x has been due for 10 minutes'],
  });
  await stage.store.pause('x', 1);
  expect((await look()).isHealthy).toBe(true);
});

test('a beat far ahead, left by a clock that was wrong, proves nothing', async () => {
  await stage.store.beat({ ...HOST, owner: 'one' }, stage.clock.nowMs() + 60 * MINUTE);
  expect((await look()).problems).toEqual([expect.stringMatching(/lies 1 hour ahead/)]);
});

test('of several hosts each is asked about by name: that another is alive is no comfort', async () => {
  const nowMs = stage.clock.nowMs();
  const here = (name: string) => healthOfHost(stage.store, nowMs, name);
  await stage.store.beat({ ...HOST, owner: 'one', name: 'web 1' }, nowMs);
  await stage.store.beat({ ...HOST, owner: 'two', name: 'web 2' }, nowMs - 4 * MINUTE);
  await stage.store.beat({ ...HOST, owner: 'three', name: 'web 3' }, nowMs);
  await stage.store.leave('three', nowMs);
  expect((await look()).isHealthy).toBe(true);
  expect(await here('web 1')).toMatchObject({ isHealthy: true, problems: [] });
  expect(await here('web 2')).toMatchObject({ isHealthy: false, problems: [expect.stringMatching(/4 minutes/)] });
  expect((await here('web 3')).isHealthy).toBe(false);
  expect((await here('web 4')).isHealthy).toBe(false);
});
