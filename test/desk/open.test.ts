import { request } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { openDesk } from '../../src/desk/desk.ts';
import { anyPort, Stage } from './stage.ts';

const stage = new Stage();
afterAll(() => stage.close());

test('a port that is taken is passed over, and every desk answers on loopback only', async () => {
  const one = await openDesk(stage.parts, anyPort());
  const port = Number(new URL(one?.address ?? '').port);
  const other = await openDesk(stage.parts, anyPort(port));
  expect(new URL(other?.address ?? '').hostname).toBe('127.0.0.1');
  expect(new URL(other?.address ?? '').port).not.toBe(String(port));
  for (const desk of [one, other]) expect((await fetch(desk?.address ?? '')).status).toBe(200);
  await one?.close();
  await other?.close();
});

test('a name that is pointed at this machine is refused on the wire too', async () => {
  const desk = await openDesk(stage.parts, anyPort());
  const { port } = new URL(desk?.address ?? '');
  const status = await new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/', headers: { Host: `evil.example:${port}` } }, ({ statusCode }) =>
      resolve(statusCode),
    )
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
  await desk?.close();
});

test('closing ends the streams of pages that are open', async () => {
  const desk = await openDesk(stage.parts, anyPort());
  const answer = await fetch(`${desk?.address}events`);
  const reader = answer.body?.getReader();
  await reader?.read();
  await desk?.close();
  const ended = await reader?.read().then(
    ({ done }) => done,
    () => true,
  );
  expect(ended).toBe(true);
});
