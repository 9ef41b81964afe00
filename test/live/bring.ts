import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Delivery, OPEN_STATES } from '../../src/delivery/delivery.ts';
import { DEFAULT_TIMING } from '../../src/delivery/timing.ts';
import type { Publisher } from '../../src/publisher.ts';
import type { NewDelivery } from '../../src/store/deliveries.ts';
import type { Store } from '../../src/store.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import type { SpoolEvent } from '../../src/worker/events.ts';
import type { PublishingParts } from '../../src/worker/parts.ts';
import { publish } from '../../src/worker/publish.ts';
import type { WorldClock } from '../publishing/world.ts';

/** A folder for a store, removed when the test ends. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spool-live-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store on a real file, closed when the test ends. */
export function fileStore(folder = dataFolder()): Store {
  const store = openStore(folder);
  onTestFinished(() => store.close());
  return store;
}

/** A worker in this process: its store, one live adapter, and a clock that only moves when told to. */
export function inProcess(
  store: Store,
  clock: WorldClock,
  publisher: Publisher,
  events: SpoolEvent[] = [],
): PublishingParts {
  return {
    ...{ store, clock, timing: DEFAULT_TIMING, owner: 'worker', stopping: new AbortController().signal },
    ...{ emit: (event) => events.push(event), publisherFor: () => publisher, forbids: () => null },
    budget: { sendUsd: 1000 },
  };
}

/** Publishes until it comes to an end or has rested 60 times; the clock passes over every rest. */
export async function bring(parts: PublishingParts, clock: WorldClock, delivery: NewDelivery): Promise<Delivery> {
  await parts.store.addDelivery({ ...delivery, state: 'planned', article: { ...delivery.article, id: delivery.id } });
  return goOn(parts, clock, delivery.id);
}

/** The same for one that the store has. */
export async function goOn(parts: PublishingParts, clock: WorldClock, id: string): Promise<Delivery> {
  for (let round = 0; ; round++) {
    await publish(parts, id);
    const delivery = await parts.store.delivery(id);
    if (delivery === null) throw new Error('the delivery is gone');
    if (round === 60 || !OPEN_STATES.some((open) => open === delivery.state)) return delivery;
    clock.pass(Math.max(1_000, (delivery.untilMs ?? 0) - clock.nowMs()));
  }
}
