import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startXProcess } from '../servers/x-process.ts';
import { xClient } from './client.ts';
import { trouble } from './platform.ts';

test('the stand-in runs as a process of its own and is steered over its control port', async () => {
  const x = await startXProcess({ creditsUsd: 1 });
  onTestFinished(() => x.stop());
  const client = xClient(x.port);
  const { data } = await client.v2.tweet('from another process');
  await x.tell({ do: 'metrics', id: data.id, metrics: { impressions: 42 } });
  const read = await client.v2.singleTweet(data.id, { 'tweet.fields': ['public_metrics'] });
  expect(read.data.public_metrics?.impression_count).toBe(42);
  await x.tell({ do: 'fault', fault: { do: 'cut', at: 'committed' }, aim: { on: 'create' } });
  expect((await trouble(client.v2.tweet('cut off'))).kind).toBe('request');
  await x.tell({ do: 'clock', aheadMs: 86_400_000 });
  await x.tell({ do: 'post', post: { text: 'by hand' } });
  await x.tell({ do: 'delete', id: data.id });
  const { truth, totalUsd, faultsSeen } = await x.tell({ do: 'settings', change: { creditsUsd: 0 } });
  expect(truth.map((post) => post.text)).toEqual(['from another process', 'cut off', 'by hand']);
  expect((truth[2]?.at ?? 0) - (truth[1]?.at ?? 0)).toBeGreaterThan(80_000_000);
  expect([totalUsd, faultsSeen]).toEqual([0.035, { 'cut committed': 1 }]);
  expect((await trouble(client.v2.tweet('no credits'))).status).toBe(402);
});

test('it stops when its parent dies', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const parent = spawn(process.execPath, ['-e', orphanMaker, main], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  const { pid } = JSON.parse(line);
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false);
}, 60_000);

/** A parent that starts the stand-in, passes its ready line on and then does nothing. */
const orphanMaker = `
  const child = require('node:child_process').spawn(process.execPath, [process.argv[1]]);
  child.stdout.pipe(process.stdout);
  setInterval(() => {}, 1000);
`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
