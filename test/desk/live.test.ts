import { expect, test } from 'vitest';
import { createLive } from '../../src/desk/live.ts';

const failed = (why: string) => ({ event: 'failed', what: 'a trial', why }) as const;

function open(startMs = 1000) {
  let pulse: (() => void) | null = null;
  const live = createLive(
    () => startMs,
    (_, work) => {
      pulse = work;
      return () => {
        pulse = null;
      };
    },
  );
  return { live, beat: () => pulse?.(), isBeating: () => pulse !== null };
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read();
  return new TextDecoder().decode(value);
}

function reader(stream: ReadableStream<Uint8Array> | null) {
  if (stream === null) throw new Error('refused');
  return stream.getReader();
}

test('a page is told what happens, and nothing twice when it connects again', async () => {
  const { live } = open();
  live.emit(failed('first'));
  const page = reader(live.stream(null));
  expect(await next(page)).toContain('retry: 2000');
  live.emit(failed('second'));
  expect(await next(page)).toContain('id: 1002\ndata: {"id":1002');
  await page.cancel();
  live.emit(failed('third'));
  live.emit(failed('fourth'));
  const again = reader(live.stream(1002));
  expect([await next(again), await next(again), await next(again)].join('')).toMatch(/third[\s\S]*fourth/);
});

test('a text from outside stays one message', async () => {
  const { live } = open();
  const page = reader(live.stream(null));
  await next(page);
  live.emit(failed('a\n\ndata: {"id":9}\nid: 7\r\nevent: x'));
  const message = await next(page);
  expect(message.match(/\n/g)).toHaveLength(3);
});

test('a worker that starts anew goes on from greater numbers', () => {
  const [before, after] = [open(1000).live, open(9000).live];
  before.emit(failed('x'));
  after.emit(failed('y'));
  expect(Number(after.recent()[0]?.id)).toBeGreaterThan(Number(before.recent()[0]?.id));
});

test('listeners and memory are bounded, and nothing beats when nobody listens', async () => {
  const { live, isBeating, beat } = open();
  const streams = Array.from({ length: 24 }, () => live.stream(null));
  expect(streams.every((stream) => stream !== null)).toBe(true);
  expect(live.stream(null)).toBeNull();
  beat();
  await streams[0]?.cancel();
  expect(live.stream(null)).not.toBeNull();
  for (let index = 0; index < 1000; index += 1) live.emit(failed(String(index)));
  expect(live.recent()).toHaveLength(50);
  expect(isBeating()).toBe(false);
});

test('closing ends every stream', async () => {
  const { live } = open();
  const page = reader(live.stream(null));
  await next(page);
  live.close();
  expect((await page.read()).done).toBe(true);
});
