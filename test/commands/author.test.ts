import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { wrongs } from '../live/judge.ts';
import { article, type BlueskyRecord, type LiveWorld, liveWorld, SHORT_WAITING } from '../live/world.ts';
import { type Bluesky, sharedPds } from '../servers/bluesky.ts';
import { runHere } from './here.ts';
import { printed, TestHome } from './spool.ts';

let bluesky: Bluesky;
beforeAll(async () => {
  bluesky = await sharedPds();
});

/** A busy machine may take seconds to load what a command needs; a lease, and patience with a server, must outlast that. */
const SETTINGS = SHORT_WAITING.replace(/lease: .*/, 'lease: 10s').replace(/request: .*/, 'request: 30s');
const WRITE = 'com.atproto.repo.applyWrites';
const FILE = 'posts/half.md';
const FOREVER = Number.POSITIVE_INFINITY;
/** No read of the platform succeeds, so that what is uncertain stays so. */
const UNREADABLE = { do: 'fail', status: 503, committed: false, body: '' } as const;

/** Publishes a thread of three posts by hand; answers its delivery as it stands then. */
async function publish(world: LiveWorld, account: string): Promise<Delivery> {
  world.home.write(FILE, article('Half a thread', 3));
  await runHere(world.home, ['publish', FILE, '--account', account, '--yes']);
  return only(world);
}

async function only({ deliveries }: LiveWorld): Promise<Delivery> {
  const [delivery] = await deliveries();
  if (delivery === undefined) throw new Error('there is no delivery');
  return delivery;
}

/** Runs the worker until it has printed this, and stops it. */
async function workUntil({ home }: LiveWorld, pattern: RegExp): Promise<string> {
  const worker = home.start('run');
  await printed(worker, pattern);
  const closed = new Promise((resolve) => worker.child.once('close', resolve));
  worker.child.kill('SIGTERM');
  await closed;
  return worker.output.out;
}

const texts = ({ x }: LiveWorld) => x.truth.filter(({ deletedAt }) => deletedAt === null).map(({ text: said }) => said);
const creates = ({ x }: LiveWorld) => x.requests.filter((name) => name === 'create').length;
const rootOf = (records: readonly BlueskyRecord[]) => records.find(({ value }) => value.reply === undefined);

describe('adopt', () => {
  test('a post on X whose answer was lost is adopted by its address, and the thread goes on under it', async () => {
    const world = await liveWorld(bluesky, { settings: SETTINGS });
    const { x, home } = world;
    x.fault({ do: 'cut', at: 'committed' }, { on: 'create', skip: 1 });
    x.fault(UNREADABLE, { on: 'timeline', times: FOREVER });
    const { id, state, receipts } = await publish(world, 'x');
    expect([state, receipts.length]).toEqual(['uncertain', 1]);
    x.faults.clear();
    const [first, second] = x.truth;
    const stranger = x.postByHand({ text: 'of somebody else', authorId: '1234', username: 'stranger' });
    const address = (post: string | undefined) => `https://x.com/spool_test/status/${post}`;
    for (const wrong of ['https://x.com/spool_test', address(stranger.id), address(first?.id), address('17')]) {
      const refused = await runHere(home, ['adopt', id, wrong]);
      expect(refused, wrong).toMatchObject({ code: 2, err: expect.stringContaining(wrong) });
    }
    expect((await only(world)).receipts).toHaveLength(1);
    expect(await runHere(home, ['adopt', id, address(second?.id)])).toMatchObject({ code: 0, out: /2 posts known/ });
    await workUntil(world, /published/);
    x.deleteByHand(stranger.id);
    expect(await wrongs(world)).toEqual([]);
    expect(texts(world)).toHaveLength(3);
    expect(await runHere(home, ['adopt', id, address(second?.id)])).toMatchObject({ code: 2 });
  });

  test('a post on X that the author wrote by hand takes the place of one that X refuses', async () => {
    const world = await liveWorld(bluesky, { settings: SETTINGS });
    const { x, home } = world;
    x.fault({ do: 'refuse', problem: 'invalidUrl' }, { on: 'create', skip: 1 });
    const { id, state, receipts } = await publish(world, 'x');
    expect(state).toBe('needs-author');
    const byHand = x.postByHand({ text: 'in other words', parentId: receipts[0]?.id ?? null });
    const adopted = await runHere(home, ['adopt', id, `https://twitter.com/spool_test/status/${byHand.id}?s=20`]);
    expect(adopted).toMatchObject({ code: 0 });
    await workUntil(world, /published/);
    expect(x.truth.map(({ parentId }) => parentId)).toEqual([null, x.truth[0]?.id, byHand.id]);
  });

  test('a thread on Bluesky whose answer was lost is adopted by the address of its first post', async () => {
    const world = await liveWorld(bluesky, { settings: SETTINGS });
    world.proxy.fault({ do: 'cut', at: 'committed' }, { on: WRITE });
    world.proxy.fault(UNREADABLE, { on: 'com.atproto.repo.getRecord', times: FOREVER });
    const { id, state } = await publish(world, 'bluesky');
    expect(state).toBe('uncertain');
    world.proxy.faults.clear();
    const rkey = rootOf(await world.records())
      ?.uri.split('/')
      .at(-1);
    const address = `https://bsky.app/profile/${world.bluesky.handle}/post/${rkey}`;
    expect(await runHere(world.home, ['adopt', id, `${address}x`])).toMatchObject({ code: 2 });
    expect(await runHere(world.home, ['adopt', id, address])).toMatchObject({ code: 0, out: /3 posts known/ });
    await workUntil(world, /published/);
    expect(await wrongs(world)).toEqual([]);
    expect(world.proxy.requests.filter((name) => name === WRITE)).toHaveLength(1);
  });
});

describe('unpublish', () => {
  test('takes a thread on X down from its end, and a worker goes on where a kill -9 stopped it', async () => {
    const world = await liveWorld(bluesky, { settings: SETTINGS });
    const { x, home } = world;
    const { id } = await publish(world, 'x');
    const asked = await runHere(home, ['unpublish', id]);
    expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    const { child } = home.start('unpublish', id, '--yes');
    const gone = new Promise((resolve) => child.once('close', resolve));
    let deletes = 0;
    x.on('request', async ({ name, stage }) => {
      if (name !== 'delete' || stage !== 'committed' || ++deletes !== 2) return;
      child.kill('SIGKILL');
      await gone;
    });
    await gone;
    expect(texts(world)).toHaveLength(1);
    expect((await only(world)).state).toBe('unpublishing');
    await workUntil(world, /unpublished/);
    const at = x.truth.map(({ deletedAt }) => deletedAt ?? FOREVER);
    expect(at).toEqual(at.toSorted((a, b) => b - a));
    expect(at).not.toContain(FOREVER);
    expect(await runHere(home, ['status'])).toMatchObject({ code: 0, out: expect.stringMatching(/unpublished/) });
    expect(await runHere(home, ['unpublish', id, '--yes'])).toMatchObject({ code: 2 });
  });

  test('takes a thread on Bluesky down in one commit', async () => {
    const world = await liveWorld(bluesky, { settings: SETTINGS });
    const { id } = await publish(world, 'bluesky');
    expect(await world.records()).toHaveLength(3);
    expect(await runHere(world.home, ['unpublish', id, '--yes'])).toMatchObject({ code: 0, out: /unpublished/ });
    expect(await world.records()).toEqual([]);
    expect(world.proxy.requests.filter((name) => name === WRITE)).toHaveLength(2);
  });

  test('takes a rehearsal off the local timeline without asking', async () => {
    const home = new TestHome();
    onTestFinished(() => home.remove());
    await runHere(home, ['publish', 'posts/a-bus-every-ten-minutes.md', '--account', 'x']);
    const id = /^\w{8}/.exec((await runHere(home, ['status'])).out)?.[0] ?? '';
    expect(await home.json('timeline')).toMatchObject({ threads: [{ delivery: id }] });
    expect(await runHere(home, ['unpublish', id])).toMatchObject({ code: 0, out: /unpublished/ });
    expect(await home.json('timeline')).toMatchObject({ threads: [] });
  });
});

describe('a thread that stands half-way', () => {
  /** Its second post is refused until credits are there. */
  async function half(settings = SETTINGS): Promise<LiveWorld & { readonly id: string }> {
    const world = await liveWorld(bluesky, { settings });
    world.x.fault({ do: 'refuse', problem: 'creditsDepleted' }, { on: 'create', skip: 1, times: FOREVER });
    const { id, state, why } = await publish(world, 'x');
    expect([state, why]).toEqual(['needs-author', expect.stringContaining('credits are used up')]);
    return { ...world, id };
  }

  test('goes on after "retry", even where it is older than a thread is carried on by itself', async () => {
    const world = await half();
    age(world, 25 * 3_600_000);
    expect(await runHere(world.home, ['retry', world.id])).toMatchObject({ code: 0 });
    world.x.faults.clear();
    await workUntil(world, /published/);
    expect(await wrongs(world)).toEqual([]);
    expect(texts(world)).toHaveLength(3);
    expect(await runHere(world.home, ['retry', world.id])).toMatchObject({ code: 2, err: /published takes no retry/ });
  });

  test('is ended by "cancel": what is out stays, and nothing follows', async () => {
    const world = await half();
    expect(await runHere(world.home, ['cancel', world.id])).toMatchObject({ code: 0 });
    world.x.faults.clear();
    const sent = creates(world);
    // A worker that has looked at what is due: the other thread is out.
    world.home.write('articles/next.md', article('The next thread', 2));
    await world.enqueue('articles/next.md', ['x']);
    await workUntil(world, /published/);
    expect(creates(world) - sent).toBe(2);
    expect(await world.home.json('status')).toMatchObject({
      deliveries: expect.arrayContaining([expect.objectContaining({ id: world.id, state: 'cancelled' })]),
    });
  });

  test('is loud once: a line, the author’s command, the webhook, and the exit code of "status"', async () => {
    const posted: unknown[] = [];
    const webhook = createServer(async (request, response) => {
      posted.push(JSON.parse(await text(request)));
      response.end();
    });
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void webhook.close());
    const port = Object(webhook.address()).port;
    const keep = "require('node:fs').appendFileSync('told.jsonl', require('node:fs').readFileSync(0))";
    const command = JSON.stringify([process.execPath, '-e', keep]);
    const world = await half(`${SETTINGS}  alarm: 1s\nnotify: { command: ${command} }\n`);
    await sleep(1_000);
    const said: string[] = [];
    // The second worker finds it told already.
    for (const start of ['first', 'second']) {
      const worker = world.home.startWith({ SPOOL_WEBHOOK: `http://127.0.0.1:${port}/${start}` }, 'run');
      await printed(worker, start === 'first' ? /HALF A THREAD/ : /published/);
      // The command is a process of its own.
      for (let rounds = 0; rounds < 600 && toldOf(world).length === 0; rounds++) await sleep(100);
      const closed = new Promise((resolve) => worker.child.once('close', resolve));
      worker.child.kill('SIGTERM');
      await closed;
      said.push(worker.output.out);
      expect(await world.home.spool('status')).toMatchObject({ code: 1, out: expect.stringContaining(world.id) });
      world.home.write(`articles/${start}.md`, article(`Another thread after the ${start}`, 2));
      await world.enqueue(`articles/${start}.md`, ['bluesky']);
    }
    const alarm = { event: 'half-thread', delivery: world.id, sent: 1, of: 3, state: 'needs-author' };
    expect(toldOf(world)).toMatchObject([{ ...alarm, text: expect.stringMatching(/^HALF A THREAD/) }]);
    expect(posted).toMatchObject([alarm]);
    expect(said.join('').match(/HALF A THREAD/g)).toHaveLength(1);
  });

  test.each([
    ['no longer says live', (settings: string) => settings.replace('live: true', 'live: false'), /live: true/],
    ['is gone', (settings: string) => settings.replace(/^ {2}- \{ id: x,.*\n/m, ''), /no such account|live: true/],
  ])('goes no further when its account %s, and says why', async (_, edit, why) => {
    const world = await half();
    const config = world.home.file('config/spool.yaml');
    world.home.write('config/spool.yaml', edit(readFileSync(config, 'utf8')));
    world.x.faults.clear();
    const sent = creates(world);
    expect(await runHere(world.home, ['retry', world.id])).toMatchObject({ code: 0 });
    await workUntil(world, /needs-author/);
    expect(creates(world)).toBe(sent);
    expect(await only(world)).toMatchObject({ state: 'needs-author', why: expect.stringMatching(why) });
  });
});

/** As if everything had been tried so much earlier. */
function age({ home }: LiveWorld, ms: number): void {
  const database = new DatabaseSync(home.file('data/spool.db'));
  database.prepare('UPDATE attempt SET intent_ms = intent_ms - ?').run(ms);
  database.close();
}

function toldOf({ home }: LiveWorld): unknown[] {
  try {
    return readFileSync(home.file('told.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  } catch {
    return [];
  }
}

test('a pause in the middle of a thread is obeyed before its next post, and the thread goes on when it ends', async () => {
  const patient = SHORT_WAITING.replace(/request: .*/, 'request: 60s').replace(/lease: .*/, 'lease: 60s');
  const world = await liveWorld(bluesky, { settings: patient });
  const { x, home } = world;
  world.home.write(FILE, article('Half a thread', 3));
  await world.enqueue(FILE, ['x']);
  const worker = home.start('run');
  let isPaused = false;
  x.on('request', async ({ name, stage }) => {
    if (isPaused || name !== 'create' || stage !== 'committed') return;
    isPaused = true;
    await runHere(home, ['pause', 'x']);
  });
  await printed(worker, /post 1 of 3/);
  // Another account is not held up, and shows that the worker has ticked since.
  world.home.write('articles/other.md', article('Another thread', 2));
  await world.enqueue('articles/other.md', ['bluesky']);
  await printed(worker, /published/);
  expect(creates(world)).toBe(1);
  await runHere(home, ['resume', 'x']);
  await printed(worker, /x \w+ "Half a thread": published/);
  expect(await wrongs(world)).toEqual([]);
});
