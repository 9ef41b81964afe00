import { expect, test } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import type { Hindrance } from '../../../src/publisher.ts';
import type { Image } from '../../../src/thread/thread.ts';
import { bills, deliveryOf, planned, type Stage, sending, stage } from './stage.ts';

const MEBIBYTE = 1024 * 1024;
const HOUR = 3_600_000;

const picture: Image = { source: 'images/a.png', alt: 'Two spools of thread' };

/** Loads pictures of these bytes and this type, and counts how often. */
function loading(bytes: Uint8Array, mimeType = 'image/png') {
  const asked: string[] = [];
  const loadMedia = async (source: string) => {
    asked.push(source);
    return { bytes, mimeType, width: 1, height: 1 };
  };
  return { asked, loadMedia };
}

/** The post that a picture's plan makes. */
function withPictures(...images: readonly Image[]) {
  return deliveryOf(planned(['see'], images));
}

const uploads = ({ x }: Stage) => x.requests.filter((name) => name === 'media-initialize').length;

test('a picture arrives byte for byte with its alternative text, and X is not sent the plan’s place-holders', async () => {
  const bytes = Buffer.from(Array.from({ length: 2.5 * MEBIBYTE }, (_, index) => index % 251));
  const on = await stage({}, loading(bytes));
  const verdict = await on.publisher.send(sending(withPictures(picture, { source: 'b.png', alt: ' ' }), 0, on));
  expect(verdict.kind).toBe('sent');
  const [first, second] = on.x.truth[0]?.mediaIds ?? [];
  expect(on.x.media.get(first ?? '')).toMatchObject({ altText: 'Two spools of thread', category: 'tweet_image' });
  expect(on.x.media.get(first ?? '')?.bytes.equals(bytes)).toBe(true);
  expect(on.x.media.get(first ?? '')?.segments.size).toBe(3);
  expect(on.x.media.get(second ?? '')?.altText).toBe('');
  expect(bills(on).ours).toEqual({ 'alt text': 1, post: 1 });
  expect(bills(on).theirs).toEqual(bills(on).ours);
});

test('a long alternative text is cut between characters, and X takes it', async () => {
  const on = await stage();
  const alt = '👩‍👩‍👧'.repeat(400);
  expect((await on.publisher.send(sending(withPictures({ source: 'a', alt }), 0, on))).kind).toBe('sent');
  const kept = on.x.media.get(on.x.truth[0]?.mediaIds[0] ?? '')?.altText ?? '';
  expect(kept).toMatch(/^(?:👩‍👩‍👧)+…$/u);
  expect(kept.length).toBeGreaterThan(980);
});

test('pre-flight uploads all pictures; the posts then carry them, once', async () => {
  const { asked, loadMedia } = loading(Buffer.from('x'));
  const on = await stage({}, { loadMedia });
  const delivery = withPictures(picture);
  const { publisher } = on;
  expect(await publisher.preflight?.(delivery, on.clock.nowMs())).toBeNull();
  expect([asked.length, uploads(on)]).toEqual([1, 1]);
  expect((await publisher.send(sending(delivery, 0, on))).kind).toBe('sent');
  expect(uploads(on)).toBe(1);
  on.x.settings.duplicates = 'off';
  expect((await publisher.send(sending(delivery, 0, on))).kind).toBe('sent');
  expect(uploads(on)).toBe(2);
});

test('a post that was too late to leave finds its pictures uploaded at the next attempt', async () => {
  const on = await stage();
  const delivery = withPictures(picture);
  const late = { ...sending(delivery, 0, on), mayLeave: () => false };
  expect((await on.publisher.send(late)).kind).toBe('not-sent');
  expect((await on.publisher.send(sending(delivery, 0, on))).kind).toBe('sent');
  expect(uploads(on)).toBe(1);
});

test('pictures whose time at X is over are uploaded anew, and so are those of a post whose outcome was unknown', async () => {
  const on = await stage();
  const delivery = withPictures(picture);
  await on.publisher.preflight?.(delivery, on.clock.nowMs());
  on.clock.pass(24 * HOUR);
  on.x.fault({ do: 'cut', at: 'read' }, { on: 'create' });
  expect((await on.publisher.send(sending(delivery, 0, on))).kind).toBe('unknown');
  expect(uploads(on)).toBe(2);
  expect((await on.publisher.send(sending(delivery, 0, on))).kind).toBe('sent');
  expect(uploads(on)).toBe(3);
});

test('an animated picture alone is processed first, and one that fails is the author’s', async () => {
  const on = await stage(
    { processing: { ms: 3_000, checkAfterSecs: 1, fails: false } },
    { ...loading(Buffer.from('gif'), 'image/gif') },
  );
  const publisher = on.restart({ pause: async (ms) => on.clock.pass(ms) });
  expect((await publisher.send(sending(withPictures(picture), 0, on))).kind).toBe('sent');
  expect(on.x.media.get(on.x.truth[0]?.mediaIds[0] ?? '')?.category).toBe('tweet_gif');
  on.x.settings.processing = { ms: 0, checkAfterSecs: 0, fails: true };
  const failed = await publisher.send(sending(deliveryOf(planned(['two'], [picture])), 0, on));
  expect(failed).toMatchObject({ kind: 'give-up', mendable: true, why: 'X could not process a picture of post 1' });
});

test('a picture that is never done being processed is given up for now', async () => {
  const on = await stage({ processing: { ms: 3_000, checkAfterSecs: 0, fails: false } });
  const verdict = await on.publisher.send(sending(withPictures(picture), 0, on));
  expect(verdict).toMatchObject({ kind: 'not-sent', why: 'X is still processing a picture of post 1' });
});

test.for([
  ['too large', Buffer.alloc(5 * MEBIBYTE + 1), 'image/png', /has 5242881 bytes; X takes 5242880 at most/],
  ['of another type', Buffer.from('x'), 'image/avif', /is of the type image\/avif; X takes JPEG, PNG, WebP and GIF/],
  ['empty', Buffer.alloc(0), 'image/png', /is empty/],
] as const)('a picture that is %s stops the thread before its first post', async ([, bytes, mimeType, words]) => {
  const on = await stage({}, loading(bytes, mimeType));
  const hindrance = await on.publisher.preflight?.(withPictures(picture), on.clock.nowMs());
  expect(hindrance).toMatchObject({ kind: 'give-up', mendable: true, why: expect.stringMatching(words) });
  expect(uploads(on)).toBe(0);
});

test('a picture that cannot be had says which and why, and nothing of an error that was not made for the author', async () => {
  const missing = async () => {
    throw new InputError({ where: 'posts/images/a.png', problem: 'there is no such file' });
  };
  const on = await stage({}, { loadMedia: missing });
  const told = await on.publisher.preflight?.(withPictures(picture), on.clock.nowMs());
  expect(told).toMatchObject({
    kind: 'give-up',
    why: expect.stringMatching(/posts\/images\/a.png: there is no such file/),
  });
  const odd = async () => {
    throw Object.assign(new Error('a stack of secrets'), { code: 'EACCES' });
  };
  const untold = await on.restart({ loadMedia: odd }).preflight?.(withPictures(picture), on.clock.nowMs());
  expect(untold).toMatchObject({ why: 'a picture of post 1, images/a.png, cannot be had: EACCES' });
});

test('whatever goes wrong with an upload, nothing is posted and nothing is unknown', async () => {
  const on = await stage();
  const endpoints = ['media-initialize', 'media-append', 'media-finalize', 'media-metadata'] as const;
  const kinds = new Map<string, Hindrance['kind']>();
  for (const endpoint of endpoints) {
    for (const fault of [
      { do: 'cut', at: 'committed' },
      { do: 'garble' },
      { do: 'fail', status: 503, committed: true, body: 'html' },
      { do: 'refuse', problem: 'tooManyRequests' },
      { do: 'refuse', problem: 'notPermitted' },
      { do: 'refuse', problem: 'unauthorized' },
    ] as const) {
      on.x.fault(fault, { on: endpoint });
      const verdict = await on.restart().send(sending(withPictures(picture), 0, on));
      const name = fault.do === 'refuse' ? fault.problem : fault.do;
      if (verdict.kind !== 'sent' && verdict.kind !== 'unknown') kinds.set(`${endpoint} ${name}`, verdict.kind);
    }
  }
  expect(kinds.size).toBe(endpoints.length * 6);
  expect(on.x.truth).toEqual([]);
  expect(kinds.get('media-append unauthorized')).toBe('give-up');
  expect(kinds.get('media-append tooManyRequests')).toBe('wait');
  expect(kinds.get('media-append cut')).toBe('not-sent');
});
