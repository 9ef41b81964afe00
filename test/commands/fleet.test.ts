import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { HOST, newDelivery } from '../deliveries.ts';
import { runHere } from './here.ts';
import { TestHome } from './spool.ts';

let home: TestHome;
beforeEach(() => {
  home = new TestHome();
});
afterEach(() => home.remove());

const spool = (...args: readonly string[]) => runHere(home, args, 120);

/** One worker in the middle of a send, one that stopped, one that is gone, and an account that waits. */
async function fill(): Promise<void> {
  const store = openStore(home.file('data'));
  const nowMs = Date.now();
  await store.beat(
    { ...HOST, owner: 'one', name: 'web-1', pid: 11, version: '1.2.3', startedMs: nowMs - 90_000 },
    nowMs,
  );
  await store.beat({ ...HOST, owner: 'two', name: 'web-2' }, nowMs - 1_000);
  await store.leave('two', nowMs);
  await store.beat({ ...HOST, owner: 'three', name: 'web-3' }, nowMs - 120_000);
  // Killed, and started anew under the same name and number.
  await store.beat({ ...HOST, owner: 'one before', name: 'web-1', pid: 11 }, nowMs - 95_000);
  for (const account of ['x', 'y']) {
    await store.addDelivery(newDelivery({ id: account, account, createdMs: nowMs - 3_000 }));
  }
  const lease = await store.takeLease('x/rehearsal', 'one', nowMs, 60_000);
  if (lease === null) throw new Error('no lease');
  await store.recordIntent({ delivery: 'x', step: 0, attempt: 1, atMs: nowMs }, lease);
  await store.close();
}

test('spool status --all tells what every worker does, which are gone, and what waits', async () => {
  await fill();
  const { out } = await spool('status', '--all', '--json');
  const document = JSON.parse(out);
  expect(document).toMatchObject({ version: 1, queue: { waiting: 1, longestWaitSeconds: expect.any(Number) } });
  expect(document.deliveries).toHaveLength(2);
  expect(document.hosts).toMatchObject([
    { name: 'web-1', pid: 11, version: '1.2.3', standing: 'working', at: [{ what: 'x/rehearsal', sending: true }] },
    { name: 'web-2', standing: 'stopped', at: [] },
    { name: 'web-3', standing: 'gone', at: [] },
  ]);
  const text = (await spool('status', '--all')).out;
  expect(text).toMatch(
    /^web-1 {2}process 11 {2}version 1\.2\.3 {2}working .*\n {2}x\/rehearsal, sending\nweb-2 .* stopped /,
  );
  expect(text).toMatch(/web-3 .* gone .*\n1 account with something due waits, /);
});

test('without --all nothing is told of workers, and without a store there are none', async () => {
  expect(JSON.parse((await spool('status', '--all', '--json')).out)).toMatchObject({
    ...{ deliveries: [], hosts: [], queue: { waiting: 0, longestWaitSeconds: null } },
  });
  await fill();
  expect(Object.keys(JSON.parse((await spool('status', '--json')).out))).not.toContain('hosts');
});
