import { expect, test } from 'vitest';
import { type CutPoint, cutPoints } from '../servers/faults.ts';
import type { StageEvent } from '../servers/faulty-server.ts';
import { xClient } from './client.ts';
import { platform, trouble } from './platform.ts';

const impatient = 150;

test('a connection can be cut at nine points: nothing is committed up to the last byte read, all afterwards', async () => {
  const { x, client } = await platform();
  const committed = new Map<CutPoint, boolean>();
  for (const reset of [false, true]) {
    for (const at of cutPoints) {
      x.fault({ do: 'cut', at, reset });
      const before = x.truth.length;
      const answer = await client.v2.tweet(`${at} ${reset}`).catch(() => undefined);
      if (at !== 'answered') expect(answer).toBeUndefined();
      committed.set(at, x.truth.length > before);
    }
    expect(Object.fromEntries(committed)).toEqual({
      received: false,
      'half-read': false,
      read: false,
      committed: true,
      'half-headers': true,
      headers: true,
      'half-body': true,
      'last-byte': true,
      answered: true,
    });
  }
  await client.v2.tweet('all is well');
});

test('what the published client makes of each kind of failure', async () => {
  const { x, client } = await platform();
  const fate = async (text: string) => {
    const { kind, status } = await trouble(client.v2.tweet(text));
    return [kind, status, x.truth.some((post) => post.text === text)];
  };
  x.fault({ do: 'cut', at: 'half-body' });
  expect(await fate('half an answer')).toEqual(['partial', 201, true]);
  x.fault({ do: 'cut', at: 'headers' });
  expect(await client.v2.tweet('a success without data')).toBeUndefined();
  x.fault({ do: 'garble' });
  expect(await fate('no JSON')).toEqual(['partial', 201, true]);
  x.fault({ do: 'fail', status: 503, committed: false, body: 'problem' });
  expect(await fate('unavailable before')).toEqual(['response', 503, false]);
  x.fault({ do: 'fail', status: 502, committed: true, body: 'html' });
  expect(await fate('bad gateway after')).toEqual(['response', 502, true]);
  x.fault({ do: 'fail', status: 500, committed: true, body: '' });
  expect(await fate('nothing but 500')).toEqual(['response', 500, true]);
  await x.down();
  expect(await fate('nobody listens')).toEqual(['request', undefined, false]);
  await x.up();
  await client.v2.tweet('back again');
});

test('a request that hangs is carried out, or is not, and its client gives up without knowing', async () => {
  const { x } = await platform();
  const client = xClient(x.port, {}, impatient);
  x.fault({ do: 'hang', committed: false });
  expect((await trouble(client.v2.tweet('before'))).kind).toBe('request');
  x.fault({ do: 'hang', committed: true });
  expect((await trouble(client.v2.tweet('after'))).kind).toBe('request');
  await expect.poll(() => x.truth.map((post) => post.text)).toEqual(['after']);
});

test('a late request is carried out after its client has given up', async () => {
  const { x } = await platform();
  const arrived = new Promise<void>((resolve) => {
    x.on('request', (event) => {
      if (event.stage === 'committed') resolve();
    });
  });
  x.fault({ do: 'late', afterMs: 20 });
  expect((await trouble(xClient(x.port, {}, impatient).v2.tweet('late'))).kind).toBe('request');
  expect(x.truth).toEqual([]);
  await arrived;
  expect(x.truth.map((post) => post.text)).toEqual(['late']);
});

test('an answer may come byte by byte', async () => {
  const { x, client } = await platform();
  x.fault({ do: 'slow' });
  expect((await client.v2.tweet('slow')).data.id).toBe(x.truth[0]?.id);
});

test('faults follow a script for one endpoint', async () => {
  const { x, client } = await platform();
  x.faults.script('create', [
    null,
    { do: 'refuse', problem: 'notPermitted' },
    null,
    { do: 'refuse', problem: 'unavailable' },
  ]);
  const statuses: unknown[] = [];
  for (let n = 0; n < 5; n++) {
    await client.v2.me();
    statuses.push(
      await client.v2.tweet(`post ${n}`).then(
        () => 201,
        (error) => error.code,
      ),
    );
  }
  expect(statuses).toEqual([201, 403, 201, 503, 201]);
  expect(Object.fromEntries(x.faults.seen)).toEqual({ 'refuse notPermitted': 1, 'refuse unavailable': 1 });
});

test('a random mix of faults is the same for the same seed, and is counted', async () => {
  const run = async (seed: number) => {
    const { x, client } = await platform({ seed });
    x.fault({ do: 'refuse', problem: 'unavailable' }, { on: 'create', chance: 0.3 });
    x.fault({ do: 'cut', at: 'committed' }, { chance: 0.3 });
    for (let n = 0; n < 30; n++) await client.v2.tweet(`post ${n}`).catch(() => null);
    return { truth: x.truth.map((post) => post.text), seen: Object.fromEntries(x.faults.seen) };
  };
  const [first, again, other] = [await run(1), await run(1), await run(2)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  expect(first.seen['cut committed']).toBeGreaterThan(0);
});

test('a hook hears of every stage and holds the request until it returns', async () => {
  const { x, client } = await platform();
  const heard: string[] = [];
  const posts: number[] = [];
  const off = x.on('request', async ({ stage, name }: StageEvent) => {
    await new Promise((resolve) => setImmediate(resolve));
    heard.push(`${name} ${stage}`);
    posts.push(x.truth.length);
  });
  await client.v2.tweet('one');
  await expect
    .poll(() => heard)
    .toEqual(['received', 'read', 'committed', 'half-body', 'answered'].map((stage) => `create ${stage}`));
  expect(posts).toEqual([0, 0, 1, 1, 1]);
  off();
  await client.v2.tweet('two');
  expect(heard).toHaveLength(5);
});

test('closing ends everything that hangs or is still to come', async () => {
  const { x, client } = await platform();
  x.fault({ do: 'hang', committed: true });
  x.fault({ do: 'late', afterMs: 3_600_000 });
  const hanging = [trouble(client.v2.tweet('one')), trouble(client.v2.tweet('two'))];
  await expect.poll(() => x.requests.length).toBe(2);
  await x.close();
  expect((await Promise.all(hanging)).map((one) => one.kind)).toEqual(['request', 'request']);
  expect(x.truth).toHaveLength(1);
});
