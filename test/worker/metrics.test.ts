import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { metricsPortOf } from '../../src/config/environment.ts';
import { CONTENT_TYPE } from '../../src/report/metrics/exposition.ts';
import type { Tally } from '../../src/report/metrics/tally.ts';
import type { SpoolEvent } from '../../src/worker/events.ts';
import { Happened } from '../../src/worker/happened.ts';
import { serveMetrics } from '../../src/worker/metrics.ts';

const empty: Tally = {
  ...{ deliveries: [], posts: [], absentReads: 0, halfThreads: 0, slotLagsMs: [], costs: [], newest: [], further: 0 },
};
const events: SpoolEvent[] = [];
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  events.length = 0;
  for (const stop of stops.splice(0)) await stop();
});

async function serve(port = 0, tally = async () => empty, happened = new Happened()) {
  const store = { tally, hosts: async () => [], dueLanes: async () => [] };
  const server = await serveMetrics({ store, happened, port, clock: systemClock, emit: (event) => events.push(event) });
  if (server !== null) stops.push(server.stop);
  return server;
}

/** `fetch` sets the host by itself; this one lies about it. */
function ask(port: number, path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}) {
  return new Promise<{ status: number | undefined; type: string | undefined; text: string }>((resolve, reject) => {
    const asked = request({ port, path, method, host: '127.0.0.1', headers: { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, type: response.headers['content-type'], text }));
    });
    asked.on('error', reject).end();
  });
}

test('the worker tells machines what it did and what the store knows', async () => {
  const happened = new Happened();
  const about = { delivery: 'abcdefgh', account: 'x', title: '', live: true, why: null, posts: 1 };
  happened.note({ event: 'state-changed', state: 'uncertain', ...about });
  happened.note({ event: 'state-changed', state: 'published', ...about });
  const server = await serve(0, async () => ({ ...empty, halfThreads: 2 }), happened);
  const { status, type, text } = await ask(server?.port ?? 0, '/metrics');
  expect({ status, type }).toEqual({ status: 200, type: CONTENT_TYPE });
  expect(text).toContain('\nspool_half_threads 2\n');
  expect(text).toContain('\nspool_unknown_outcomes_total 1\n');
  expect(text).toContain('\nspool_events_total{event="state-changed"} 2\n');
  expect(text.endsWith('# EOF\n')).toBe(true);
});

test('nothing else is answered, and nobody who came by another name', async () => {
  const port = (await serve())?.port ?? 0;
  expect((await ask(port, '/')).status).toBe(404);
  expect((await ask(port, '/metrics', { method: 'POST' })).status).toBe(405);
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', '[::2]']) {
    expect((await ask(port, '/metrics', { host })).status).toBe(421);
  }
  expect((await ask(port, '/metrics', { host: `localhost:${port}` })).status).toBe(200);
});

test('a port that is taken, or a store that fails, is told and stops nothing', async () => {
  const port = (await serve())?.port ?? 0;
  expect(await serve(port)).toBeNull();
  expect(events).toMatchObject([{ event: 'failed', what: `serving metrics on port ${port}` }]);
  const failing = await serve(0, async () => {
    throw new Error('no such table');
  });
  expect(await ask(failing?.port ?? 0, '/metrics')).toMatchObject({
    status: 500,
    text: 'the store could not be read\n',
  });
  expect(events.at(-1)).toMatchObject({ event: 'failed', why: 'no such table' });
});

test('machines are answered only where a port is set', () => {
  expect(metricsPortOf({})).toBeNull();
  expect(metricsPortOf({ SPOOL_METRICS_PORT: '' })).toBeNull();
  expect(metricsPortOf({ SPOOL_METRICS_PORT: '9464' })).toBe(9464);
  for (const written of ['-1', '65536', 'nine', '9464 ', '0x10']) {
    expect(() => metricsPortOf({ SPOOL_METRICS_PORT: written })).toThrow(/SPOOL_METRICS_PORT: is no port: "/);
  }
});
