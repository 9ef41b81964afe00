import { expect, test } from 'vitest';
import { attempt, bills, deliveryOf, planned, receipt, type Stage, sending, stage } from './stage.ts';

const MINUTE = 60_000;

/** Has X take a post whose answer is lost, and looks for it. */
async function lostAndFound(on: Stage, text: string, parentId: string | null = null) {
  const step = parentId === null ? 0 : 1;
  const receipts = parentId === null ? [] : [receipt(0, parentId, on.clock.nowMs())];
  const delivery = deliveryOf(planned(step === 0 ? [text] : ['root', text]), { receipts });
  on.x.fault({ do: 'cut', at: 'committed' }, { on: 'create' });
  const verdict = await on.publisher.send(sending(delivery, step, on));
  expect(verdict.kind).toBe('unknown');
  const attempts = [attempt(step, 1, on.clock.nowMs())];
  return on.publisher.look({ ...sending(delivery, step, on), delivery: { ...delivery, attempts } });
}

const texts = [
  'plain',
  'R&D: 1 < 2 > 0, &amp; stays &amp;',
  'Cafe\u0301 and na\u0131\u0308ve, decomposed',
  'with https://example.com/a?b=c&d=e in the middle and example.org bare',
  'https://example.com/',
  'a link at the end https://example.com/%C3%A9t%C3%A9#top',
  'two  spaces\n\nand lines\u00a0with\u2009thin ones',
  'word\u2060joiner and zero\u200bwidth, README\u200b.md',
  'family 👨‍👩‍👧‍👦 and a heart ❤️ $AAPL #tag @jack',
  '@jack leads',
  '日本語のスレッド、その一 1/2',
  'مرحبا بالعالم',
  '…',
  '🎉',
  `${'https://example.com/'.padEnd(250, 'x')} ${'words '.repeat(42)}end`,
];

test.for(texts)('%j is known again as the first post, and under its parent', async (text) => {
  const on = await stage();
  expect(await lostAndFound(on, text)).toMatchObject({ kind: 'found', receipts: [{ id: on.x.truth[0]?.id }] });
  const other = await stage();
  const root = other.x.postByHand({ text: 'root' });
  const sighting = await lostAndFound(other, text, root.id);
  const id = other.x.truth[1]?.id;
  const url = `https://x.com/spool_test/status/${id}`;
  const atMs = other.clock.nowMs();
  expect(sighting).toEqual({ kind: 'found', receipts: [{ index: 1, id, url, uri: null, cid: null, atMs }] });
});

test('both spellings of X’s fields are understood', async () => {
  const on = await stage({ spelling: 'new' });
  const root = on.x.postByHand({ text: 'root' });
  expect((await lostAndFound(on, 'with https://example.com', root.id)).kind).toBe('found');
});

test.for(['look & see', '…'])('%j with pictures is known again', async (text) => {
  const on = await stage();
  const delivery = deliveryOf(planned([text], [{ source: 'a.png', alt: '' }]));
  on.x.fault({ do: 'cut', at: 'committed' }, { on: 'create' });
  expect((await on.publisher.send(sending(delivery, 0, on))).kind).toBe('unknown');
  expect((await on.publisher.look(sending(delivery, 0, on))).kind).toBe('found');
});

test('what the author wrote by hand meanwhile is not taken for it', async () => {
  const on = await stage();
  const root = on.x.postByHand({ text: 'root' });
  const nowMs = on.clock.nowMs();
  on.x.postByHand({ text: 'P.S. more to come', parentId: root.id });
  on.x.postByHand({ text: 'second' });
  on.x.postByHand({ text: 'second', parentId: on.x.truth.at(-1)?.id ?? '' });
  const delivery = deliveryOf(planned(['root', 'second']), {
    receipts: [receipt(0, root.id, nowMs)],
    attempts: [attempt(1, 1, nowMs)],
  });
  expect(await on.publisher.look(sending(delivery, 1, on))).toEqual({ kind: 'absent' });
  const first = deliveryOf(planned(['P.S. more to come']), { attempts: [attempt(0, 1, nowMs)] });
  expect(await on.publisher.look(sending(first, 0, on))).toEqual({ kind: 'absent' });
});

test('an older post with the same text is not taken for the first, a clock some minutes off hides nothing', async () => {
  const on = await stage();
  on.x.postByHand({ text: 'evergreen' });
  on.clock.pass(25 * MINUTE);
  const delivery = deliveryOf(planned(['evergreen']), { attempts: [attempt(0, 1, on.clock.nowMs())] });
  expect(await on.publisher.look(sending(delivery, 0, on))).toEqual({ kind: 'absent' });
  const slow = await stage({ now: () => on.clock.nowMs() - 4 * MINUTE });
  slow.x.postByHand({ text: 'evergreen' });
  expect((await on.restart({ service: slow.x.url }).look(sending(delivery, 0, on))).kind).toBe('found');
});

test('of two that are there the first is taken', async () => {
  const on = await stage({ duplicates: 'off' });
  const [one] = [on.x.postByHand({ text: 'twice' }), on.x.postByHand({ text: 'twice' })];
  const delivery = deliveryOf(planned(['twice']), { attempts: [attempt(0, 1, on.clock.nowMs())] });
  expect(await on.publisher.look(sending(delivery, 0, on))).toMatchObject({ receipts: [{ id: one.id }] });
});

test('it is found among hundreds of others, and beyond five hundred nothing is said to be absent', async () => {
  const on = await stage();
  const nowMs = on.clock.nowMs();
  on.x.postByHand({ text: 'ours' });
  for (let count = 0; count < 420; count++) on.x.postByHand({ text: `other ${count}` });
  const ours = deliveryOf(planned(['ours']), { attempts: [attempt(0, 1, nowMs)] });
  const nobodys = deliveryOf(planned(['nobody’s']), { attempts: [attempt(0, 1, nowMs)] });
  expect((await on.publisher.look(sending(ours, 0, on))).kind).toBe('found');
  expect((await on.publisher.look(sending(nobodys, 0, on))).kind).toBe('absent');
  for (let count = 420; count < 520; count++) on.x.postByHand({ text: `other ${count}` });
  expect((await on.publisher.look(sending(nobodys, 0, on))).kind).toBe('unreadable');
});

test('looking costs a thousandth of a dollar a post and nothing where there is none; X is asked once who it is', async () => {
  const on = await stage();
  const root = on.x.postByHand({ text: 'root' });
  const delivery = deliveryOf(planned(['root', 'two']), { receipts: [receipt(0, root.id, on.clock.nowMs())] });
  for (let times = 0; times < 3; times++) await on.publisher.look(sending(delivery, 1, on));
  expect(bills(on).ours).toEqual({ 'user read': 1 });
  on.x.postByHand({ text: 'by hand' });
  for (let times = 0; times < 3; times++) await on.restart().look(sending(delivery, 1, on));
  expect(on.x.requests.filter((name) => name === 'me')).toHaveLength(1);
  expect(bills(on).theirs).toEqual({ 'user read': 1, 'owned read': 1 });
});

test('a remembered user that the token does not belong to is asked for again', async () => {
  const on = await stage();
  on.x.postByHand({ text: 'root' });
  const delivery = deliveryOf(planned(['root']), { attempts: [attempt(0, 1, on.clock.nowMs())] });
  for (const remembered of [
    { id: '77', username: 'spool_test' },
    { id: '1700000000000000001', username: 'an_older_name' },
  ]) {
    const stranger = { recall: async () => remembered, remember: async () => {} };
    expect((await on.restart({ identity: stranger }).look(sending(delivery, 0, on))).kind).toBe('found');
  }
  expect(on.x.requests).toEqual(['me', 'timeline', 'me', 'timeline']);
});

test('a clock that was set back between the intent and the look hides nothing', async () => {
  const on = await stage();
  const intentMs = on.clock.nowMs() + 2 * 60 * MINUTE;
  on.x.postByHand({ text: 'root' });
  const delivery = deliveryOf(planned(['root']), { attempts: [attempt(0, 1, intentMs)] });
  expect((await on.publisher.look(sending(delivery, 0, on))).kind).toBe('found');
});
