import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { type Publisher, STALE } from '../../../src/publisher.ts';
import { cutPoints } from '../../servers/faults.ts';
import type { XFault } from '../../x-server/server.ts';
import { attempt, deliveryOf, IMPATIENT, planned, portOf, sending, stage } from './stage.ts';

const MINUTE = 60_000;

/** Sends one post through a fault, then looks whether it is there. */
async function through(fault: XFault, requestMs = 30_000) {
  const on = await stage();
  const publisher = on.restart({ requestMs });
  on.x.fault(fault, { on: 'create' });
  const nowMs = on.clock.nowMs();
  const delivery = deliveryOf(planned(['one & only']), { attempts: [attempt(0, 1, nowMs)] });
  const verdict = await publisher.send({ ...sending(delivery, 0, on), delivery: { ...delivery, attempts: [] } });
  const sighting = await on.restart().look({ delivery, step: 0, nowMs });
  return { verdict, sighting, truth: on.x.truth.map(({ id }) => id), on, delivery };
}

test.for(cutPoints.flatMap((at) => [false, true].map((reset) => ({ do: 'cut', at, reset }) as const)))(
  'a connection cut at $at (reset: $reset) leaves an outcome that looking settles',
  async (fault) => {
    const { verdict, sighting, truth } = await through(fault);
    const isTaken = truth.length === 1;
    expect(isTaken).toBe(cutPoints.indexOf(fault.at) >= cutPoints.indexOf('committed'));
    // All of an answer may arrive before the reset does, or none of it.
    if (fault.at === 'answered') expect(['sent', 'unknown']).toContain(verdict.kind);
    else expect(verdict.kind).toBe('unknown');
    expect(sighting).toMatchObject(isTaken ? { kind: 'found', receipts: [{ id: truth[0] }] } : { kind: 'absent' });
  },
);

test.for<XFault>([
  { do: 'garble' },
  { do: 'fail', status: 500, committed: true, body: '' },
  { do: 'fail', status: 502, committed: true, body: 'html' },
  { do: 'fail', status: 503, committed: true, body: 'problem' },
  { do: 'fail', status: 408, committed: true, body: '' },
  { do: 'fail', status: 403, committed: true, body: 'html' },
])('%j: it may have been taken, and was', async (fault) => {
  const { verdict, sighting, truth } = await through(fault);
  expect(verdict.kind).toBe('unknown');
  expect(sighting).toMatchObject({ kind: 'found', receipts: [{ id: truth[0] }] });
});

test.for<XFault>([
  { do: 'fail', status: 503, committed: false, body: 'problem' },
  { do: 'fail', status: 504, committed: false, body: '' },
])('%j: it may have been taken, and was not', async (fault) => {
  const { verdict, sighting } = await through(fault);
  expect([verdict.kind, sighting.kind]).toEqual(['unknown', 'absent']);
});

test('an answer that never comes is given up in time, whether it was taken or not', async () => {
  const taken = await through({ do: 'hang', committed: true }, IMPATIENT);
  expect(taken.verdict).toMatchObject({ kind: 'unknown', why: "X's answer to post 1 did not come in time" });
  expect(taken.sighting.kind).toBe('found');
  const lost = await through({ do: 'hang', committed: false }, IMPATIENT);
  expect([lost.verdict.kind, lost.sighting.kind]).toEqual(['unknown', 'absent']);
});

test('an answer that trickles in is given up in time too: the time counts for all of it', async () => {
  const { verdict } = await through({ do: 'slow', everyMs: 50 }, IMPATIENT);
  expect(verdict).toMatchObject({ kind: 'unknown', why: "X's answer to post 1 did not come in time" });
});

test('an answer byte by byte is read', async () => {
  const { verdict, truth } = await through({ do: 'slow' });
  expect(verdict).toMatchObject({ kind: 'sent', receipts: [{ id: truth[0] }] });
});

test('a request that arrives after it was given up is found then', async () => {
  const on = await stage();
  const arrived = new Promise<void>((resolve) => {
    on.x.on('request', ({ name, stage: reached }) => {
      if (name === 'create' && reached === 'committed') resolve();
    });
  });
  on.x.fault({ do: 'late', afterMs: 50 }, { on: 'create' });
  const delivery = deliveryOf(planned(['late']), { attempts: [attempt(0, 1, on.clock.nowMs())] });
  const verdict = await on.restart({ requestMs: IMPATIENT }).send(sending(delivery, 0, on));
  expect(verdict.kind).toBe('unknown');
  await arrived;
  expect(await on.publisher.look(sending(delivery, 0, on))).toMatchObject({ kind: 'found' });
});

test('while nobody listens nothing is sent, and nothing is unknown', async () => {
  const on = await stage();
  await on.x.down();
  const verdict = await on.publisher.send(sending(deliveryOf(planned(['one'])), 0, on));
  expect(verdict).toEqual({ kind: 'not-sent', why: 'no connection to X (ECONNREFUSED)' });
});

/** A port of loopback on which a TLS handshake goes wrong. */
async function broken(greet: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    greet(socket);
  });
  return `https://127.0.0.1:${await portOf(server)}`;
}

async function sendTo(service: string, requestMs = 30_000) {
  const on = await stage();
  return on.restart({ service, requestMs }).send(sending(deliveryOf(planned(['one'])), 0, on));
}

test('a handshake that fails, breaks off or never ends has sent nothing', async () => {
  const plain = await broken((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  expect(await sendTo(plain)).toMatchObject({ kind: 'not-sent', why: expect.stringMatching(/^no connection to X \(/) });
  const closing = await broken((socket) => void socket.destroy());
  expect((await sendTo(closing)).kind).toBe('not-sent');
  const sockets: Socket[] = [];
  const silent = await broken((socket) => void sockets.push(socket));
  expect(await sendTo(silent, IMPATIENT)).toEqual({
    kind: 'not-sent',
    why: 'no connection to X (it took too long)',
  });
  for (const socket of sockets) socket.destroy();
});

test('a name that does not exist has sent nothing', async () => {
  expect((await sendTo('https://x.invalid', 5_000)).kind).toBe('not-sent');
});

test('a request that is too late when its connection stands does not leave, and neither does one that was before', async () => {
  const on = await stage();
  const asked: boolean[] = [];
  const late = (fresh: number) => () => asked.push(asked.length < fresh) <= fresh;
  const request = sending(deliveryOf(planned(['one'])), 0, on);
  expect(await on.publisher.send({ ...request, mayLeave: late(1) })).toBe(STALE);
  expect(asked).toEqual([true, false]);
  asked.length = 0;
  expect(await on.publisher.send({ ...request, mayLeave: late(0) })).toBe(STALE);
  expect(asked).toEqual([false]);
  expect(on.x.requests).toEqual([]);
});

test('a machine that falls asleep on an open request gives it up when it wakes', async () => {
  const on = await stage();
  on.x.fault({ do: 'hang', committed: true }, { on: 'create' });
  on.x.on('request', ({ name, stage: reached }) => {
    if (name === 'create' && reached === 'committed') on.clock.jump(2 * 60 * MINUTE);
  });
  const patient = on.restart({ requestMs: 60 * MINUTE });
  expect(await patient.send(sending(deliveryOf(planned(['one'])), 0, on))).toMatchObject({ kind: 'unknown' });
});

test('what was given up is taken back from the network: the connection is reset, not closed', async () => {
  const ended = Promise.withResolvers<unknown>();
  const server = createServer((socket) => {
    socket.once('error', (error) => ended.resolve('code' in error ? error.code : error));
    socket.once('end', () => ended.resolve('closed'));
    socket.resume();
  });
  await sendTo(`http://127.0.0.1:${await portOf(server)}`, IMPATIENT);
  expect(await ended.promise).toBe('ECONNRESET');
});

test('a read that fails says so, and never that a post is absent', async () => {
  const on = await stage();
  const delivery = deliveryOf(planned(['one']), { attempts: [attempt(0, 1, on.clock.nowMs())] });
  await on.publisher.send({ ...sending(delivery, 0, on), delivery: { ...delivery, attempts: [] } });
  const look = (publisher: Publisher) => publisher.look(sending(delivery, 0, on));
  const failures: XFault[] = [
    { do: 'refuse', problem: 'unavailable' },
    { do: 'refuse', problem: 'tooManyRequests' },
    { do: 'refuse', problem: 'unauthorized' },
    { do: 'refuse', problem: 'creditsDepleted' },
    { do: 'garble' },
    { do: 'cut', at: 'headers' },
    { do: 'cut', at: 'half-body' },
    { do: 'cut', at: 'last-byte' },
    { do: 'fail', status: 200, committed: false, body: 'html' },
    { do: 'fail', status: 200, committed: false, body: 'problem' },
    { do: 'fail', status: 404, committed: false, body: '' },
  ];
  for (const fault of failures) {
    for (const on_ of ['me', 'timeline'] as const) {
      on.x.fault(fault, { on: on_ });
      const sighting = await look(on.restart({ identity: { recall: async () => null, remember: async () => {} } }));
      expect([fault, on_, sighting.kind]).toEqual([fault, on_, 'unreadable']);
      on.x.faults.clear();
    }
  }
  expect((await look(on.publisher)).kind).toBe('found');
});
