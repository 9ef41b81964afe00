import { setTimeout as sleep } from 'node:timers/promises';
import { OPEN_STATES, type State } from '../../src/delivery/delivery.ts';
import { printed } from '../commands/spool.ts';
import type { StageEvent } from '../servers/faulty-server.ts';
import type { Random } from '../servers/random.ts';
import { AIMED, type Blow, blowAt, isMoment, WRITES } from './blows.ts';
import { missing, wrongs } from './judge.ts';
import { article, type LiveWorld } from './world.ts';

/** What came of killing the worker of one world again and again. */
export interface Ravaged {
  readonly wrongs: readonly string[];
  /** How often each stage of each request met a blow. */
  readonly met: ReadonlyMap<string, number>;
  /** From the start of a worker until it read or wrote for a thread, in milliseconds, where it lived that long. */
  readonly recoveredMs: readonly number[];
  readonly threads: number;
}

/**
 * A worker has so long to read or write for what was open when it started: on a machine that starts one in the usual
 * time, and as much longer as it takes longer for that.
 */
const RECOVERY_MS = 30_000;
const USUAL_START_MS = 1_500;
/** A blow whose moment does not come once the worker is at work falls after so long, or when nothing is left to do. */
const PATIENCE_MS = 12_000;
/** How often there is nothing to send on the other platform at the same time, unless the blow is aimed at a write. */
const ALONE = 0.5;
const PROGRESS = new Set(['create', 'timeline', 'com.atproto.repo.applyWrites', 'com.atproto.repo.getRecord']);

/** Kills the real worker so many times, then lets one finish what is left. */
export async function ravage(world: LiveWorld, kills: number, random: Random): Promise<Ravaged> {
  const met = new Map<string, number>();
  const recoveredMs: number[] = [];
  const aimed = Array.from({ length: AIMED }, (_, number) => number);
  let threads = 0;
  for (let kill = 0; kill < kills; kill++) {
    const number = aimed.shift() ?? AIMED;
    const blow = blowAt(number, random);
    threads += await provide(world, blow, threads, random);
    const struck = await strike(world, blow);
    if (struck.met === MISSED && number < AIMED) aimed.push(number);
    met.set(struck.met, (met.get(struck.met) ?? 0) + 1);
    if (struck.progressMs !== null) recoveredMs.push(struck.progressMs);
    const stuck = struck.isStuck ? [`nothing was read or sent in time: ${struck.log}`] : [];
    const found = [...stuck, ...(await wrongs(world))].map((wrong) => `kill ${kill} ${JSON.stringify(blow)}: ${wrong}`);
    if (found.length > 0) return { wrongs: found, met, recoveredMs, threads };
  }
  await finish(world);
  return { wrongs: [...(await wrongs(world)), ...(await missing(world))], met, recoveredMs, threads };
}

/** Sees to it that there is something to send where the blow is to fall. */
async function provide(world: LiveWorld, blow: Blow, threads: number, random: Random): Promise<number> {
  const site = blow.kind === 'stage' ? blow.site : 'x';
  const isWrite = blow.kind === 'stage' && blow.on !== null;
  const states: readonly State[] = isWrite ? ['planned'] : OPEN_STATES;
  if ((await world.deliveries()).some(({ platform, state }) => platform === site && states.includes(state))) return 0;
  const file = `articles/thread-${threads}.md`;
  world.home.write(file, article(`Thread ${threads}`, 3 + Math.floor(random() * 3), random() < 0.25));
  await world.enqueue(file, isWrite || random() < ALONE ? [site] : ['x', 'bluesky']);
  return 1;
}

interface Struck {
  readonly met: string;
  readonly progressMs: number | null;
  readonly isStuck: boolean;
  readonly log: string;
}

const MISSED = 'at random';

/** Starts the worker and kills it: at the moment of the blow, or where that does not come, a while later. */
async function strike(world: LiveWorld, blow: Blow): Promise<Struck> {
  const startMs = performance.now();
  const worker = world.home.start('run');
  const { child, output } = worker;
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = () => {
    child.kill('SIGKILL');
    return gone;
  };
  const started = printed(worker, /is running/).then(() => performance.now() - startMs);
  const progress = firstProgress(world, startMs);
  const struck = atMoment(world, blow, kill);
  const timers = new AbortController();
  const late = tooLate(world, blow, started, progress.promise, timers.signal).then(async (isStuck) => {
    await kill();
    return { met: MISSED, isStuck };
  });
  // Both end with an error once the worker is gone, and nobody waits for them then.
  for (const left of [started, late]) left.catch(() => {});
  const result = await Promise.race([struck.promise.then((met) => ({ met, isStuck: false })), late]);
  timers.abort();
  progress.stop();
  struck.stop();
  return { ...result, progressMs: progress.ms(), log: `${output.out}${output.err}` };
}

/** The first request that carries a thread on. */
function firstProgress({ x, proxy }: LiveWorld, startMs: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  let progressMs: number | null = null;
  const watch = ({ name }: StageEvent) => {
    if (!PROGRESS.has(name)) return;
    progressMs ??= performance.now() - startMs;
    resolve();
  };
  const offs = [x.on('request', watch), proxy.on('request', watch)];
  const stop = () => {
    for (const off of offs) off();
  };
  return { promise, ms: () => progressMs, stop };
}

/** Resolves with what was struck once the moment of a blow has come and the worker is gone. */
function atMoment({ x, proxy }: LiveWorld, blow: Blow, kill: () => Promise<void>) {
  const { promise, resolve } = Promise.withResolvers<string>();
  if (blow.kind === 'time') return { promise, stop: () => {} };
  const site = blow.site === 'x' ? x : proxy;
  if (isFaulty(blow)) site.fault({ do: 'cut', at: blow.stage }, aimOf(blow));
  const isNow = isMoment(blow);
  const off = site.on('request', async (event) => {
    if (!isNow(event)) return;
    await kill();
    resolve(`${event.name} ${event.stage}${blow.isLost ? ' lost' : ''}`);
  });
  const stop = () => {
    off();
    site.faults.clear();
  };
  return { promise, stop };
}

/** When to kill a worker whose moment has not come; `true`: it has done nothing in the time it had. */
async function tooLate(
  world: LiveWorld,
  blow: Blow,
  started: Promise<number>,
  progress: Promise<void>,
  signal: AbortSignal,
): Promise<boolean> {
  if (blow.kind === 'time') {
    await sleep(blow.afterMs, undefined, { signal });
    return false;
  }
  const slowness = Math.max(1, (await started) / USUAL_START_MS);
  const deadline = sleep(RECOVERY_MS * slowness, true, { signal });
  const isStuck = await Promise.race([progress.then(() => false), deadline]);
  const patientUntilMs = performance.now() + PATIENCE_MS * slowness;
  while (!isStuck && performance.now() < patientUntilMs && (await isOpen(world)))
    await sleep(300, undefined, { signal });
  return isStuck;
}

function isFaulty(blow: Blow & { kind: 'stage' }): blow is Blow & { kind: 'stage'; stage: 'received' | 'read' } {
  return blow.isLost && (blow.stage === 'received' || blow.stage === 'read');
}

function aimOf({ on, skip }: Blow & { kind: 'stage' }) {
  return on === null ? { skip } : { on, skip };
}

/** A worker that nobody kills brings everything to its end, and stops when it is asked to. */
export async function finish(world: LiveWorld): Promise<void> {
  const worker = world.home.start('run');
  const { child, output } = worker;
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  await printed(worker, /is running/);
  for (let rounds = 0; rounds < 600 && (await isOpen(world)); rounds++) await sleep(300);
  child.kill('SIGTERM');
  const code = await closed;
  if (code !== 0) throw new Error(`the last worker ended with ${code}: ${output.out}${output.err}`);
}

async function isOpen(world: LiveWorld): Promise<boolean> {
  return (await world.deliveries()).some(({ state }) => OPEN_STATES.some((each) => each === state));
}

/** Requests that every run has to have killed a worker at, or it proves nothing. */
export const MUST_MEET = Object.values(WRITES).flatMap((name) =>
  ['received', 'read', 'committed', 'half-body', 'answered'].map((stage) => `${name} ${stage}`),
);
