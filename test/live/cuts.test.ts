import { beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/delivery/delivery.ts';
import type { NewDelivery } from '../../src/store/deliveries.ts';
import { newDelivery } from '../deliveries.ts';
import { stage as blueskyStage, planned as plannedForBluesky } from '../platforms/bluesky-live/stage.ts';
import { planned as plannedForX, planOf, stage as xStage } from '../platforms/x-live/stage.ts';
import { type Bluesky, sharedPds } from '../servers/bluesky.ts';
import { type CutFault, type CutPoint, cutPoints } from '../servers/faults.ts';
import { bring, fileStore, inProcess } from './bring.ts';
import { blueskyWrongs, xWrongs } from './judge.ts';

const CLOSED: readonly CutFault[] = cutPoints.map((at) => ({ do: 'cut', at }));
const RESET: readonly CutFault[] = cutPoints.map((at) => ({ do: 'cut', at, reset: true }));

const words = ({ at, reset }: CutFault) => `${at}${reset ? ' with a reset' : ''}`;

/** The real server is slow: the same points with a reset are for the night. */
const isLong = process.env.LONG === '1';

let deliveries = 0;

function live(platform: string, plan: Omit<Plan, 'costUsd'>, createdMs: number): NewDelivery {
  const named = { id: `cut${++deliveries}`, platform, account: platform, live: true };
  return newDelivery({ ...named, plan: { ...plan, costUsd: 0 }, createdMs });
}

describe('X', () => {
  const picture = { source: 'a.png', alt: 'a picture', width: 1, height: 1 };

  /** A thread of three posts, the first with a picture; `first`: where its first post is cut as well. */
  async function run(on: string, skip: number, fault: CutFault, first: CutPoint | null): Promise<readonly string[]> {
    const { x, clock, publisher } = await xStage({ duplicates: 'off' });
    const posts = plannedForX(['the first post', 'the second post', 'the third post'], [picture]);
    if (first !== null) x.fault({ do: 'cut', at: first }, { on: 'create' });
    x.fault(fault, { on, skip });
    const made = live('x', { posts, steps: planOf(posts).steps }, clock.nowMs());
    const delivery = await bring(inProcess(fileStore(), clock, publisher), clock, made);
    const seen = [...x.faults.seen.values()].reduce((sum, times) => sum + times, 0);
    return [
      ...xWrongs([delivery], x.truth),
      ...(delivery.state === 'published' ? [] : [`left ${delivery.state}: ${delivery.why}`]),
      ...(x.truth.length === 3 ? [] : [`${x.truth.length} posts are there`]),
      ...(seen === (first === null ? 1 : 2) ? [] : [`${seen} faults happened`]),
    ];
  }

  test.each([
    ['me', 0, null],
    ['media-initialize', 0, null],
    ['media-append', 0, null],
    ['media-finalize', 0, null],
    ['media-metadata', 0, null],
    ['create', 0, null],
    ['create', 1, null],
    ['create', 2, null],
    ['timeline', 0, 'committed'],
    ['timeline', 1, 'read'],
  ] as const)('a thread survives its request %s (%i before it) cut at any point', async (on, skip, first) => {
    for (const fault of [...CLOSED, ...RESET]) expect(await run(on, skip, fault, first), words(fault)).toEqual([]);
  });
});

describe('Bluesky', () => {
  let bluesky: Bluesky;
  beforeAll(async () => {
    bluesky = await sharedPds();
  });

  async function run(method: string, skip: number, fault: CutFault, isLost: boolean): Promise<readonly string[]> {
    const { proxy, clock, publisher, records } = await blueskyStage(bluesky);
    const card = { url: 'https://example.org/a', title: 'A', description: '', image: 'a.png' };
    const posts = plannedForBluesky([`one ${deliveries}`, `two ${deliveries}`, `three ${deliveries}`], { card });
    if (isLost) proxy.fault({ do: 'cut', at: 'committed' }, { on: 'com.atproto.repo.applyWrites' });
    proxy.fault(fault, { on: `com.atproto.${method}`, skip });
    const made = live('bluesky', { posts, steps: [[0, 1, 2]] }, clock.nowMs());
    const delivery = await bring(inProcess(fileStore(), clock, publisher), clock, made);
    const [shown, seen] = [await records(), [...proxy.faults.seen.values()].reduce((sum, times) => sum + times, 0)];
    return [
      ...blueskyWrongs([delivery], shown),
      ...(delivery.state === 'published' ? [] : [`left ${delivery.state}: ${delivery.why}`]),
      ...(shown.length === 3 ? [] : [`${shown.length} posts are there`]),
      ...(seen === (isLost ? 2 : 1) ? [] : [`${seen} faults happened`]),
    ];
  }

  test.each([
    ['server.createSession', 0, false],
    ['repo.uploadBlob', 0, false],
    ['repo.applyWrites', 0, false],
    ['repo.getRecord', 0, true],
    ['repo.getRecord', 2, true],
  ] as const)(
    'a thread survives its request %s (%i before it) cut at any point',
    { timeout: 120_000 },
    async (...at) => {
      const [method, skip, isLost] = at;
      for (const fault of isLong ? [...CLOSED, ...RESET] : CLOSED)
        expect(await run(method, skip, fault, isLost), words(fault)).toEqual([]);
    },
  );
});
