import type { Stage, StageEvent } from '../servers/faulty-server.ts';
import type { Random } from '../servers/random.ts';

/** When a worker is killed: at a stage of one of its requests, or so long after its start. */
export type Blow =
  | {
      readonly kind: 'stage';
      readonly site: 'x' | 'bluesky';
      /** `null`: any request of this site. */
      readonly on: string | null;
      /** Such requests of this worker that pass before. */
      readonly skip: number;
      readonly stage: Stage;
      /** The platform never carries the request out. */
      readonly isLost: boolean;
    }
  | { readonly kind: 'time'; readonly afterMs: number };

const STAGES = ['received', 'read', 'committed', 'half-body', 'answered'] as const;

export const WRITES = { x: 'create', bluesky: 'com.atproto.repo.applyWrites' } as const;

/** So many blows have an aim: every stage of the request that matters on each platform. All others are drawn. */
export const AIMED = 10;

export function blowAt(number: number, random: Random): Blow {
  const stage = STAGES[number % 5] ?? 'read';
  if (number < 5) return { kind: 'stage', site: 'x', on: WRITES.x, skip: number % 3, stage, isLost: false };
  if (number < 10) return { kind: 'stage', site: 'bluesky', on: WRITES.bluesky, skip: 0, stage, isLost: false };
  if (random() < 0.15) return { kind: 'time', afterMs: Math.floor(random() * 3000) };
  const site = random() < 0.65 ? 'x' : 'bluesky';
  const isWrite = random() < 0.6;
  const drawn = STAGES[Math.floor(random() * STAGES.length)] ?? 'read';
  return {
    ...{ kind: 'stage', site, stage: drawn, on: isWrite ? WRITES[site] : null },
    skip: isWrite && site === 'bluesky' ? 0 : Math.floor(random() * 3),
    isLost: (drawn === 'received' || drawn === 'read') && random() < 0.4,
  };
}

/** Recognises the moment of a blow among the events of its site. */
export function isMoment(blow: Blow & { kind: 'stage' }): (event: StageEvent) => boolean {
  let passed = 0;
  let aimed: number | null = null;
  return ({ request, name, stage }) => {
    if (blow.on !== null && name !== blow.on) return false;
    if (stage === 'received') {
      if (passed === blow.skip) aimed = request;
      passed++;
    }
    return request === aimed && stage === blow.stage;
  };
}
