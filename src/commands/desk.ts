import { systemClock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { DeskPlace } from '../config/desk.ts';
import type { OpenDesk } from '../desk/desk.ts';
import { createLive, type Live } from '../desk/live.ts';
import type { DeskParts, Picture } from '../desk/parts.ts';
import type { DeskStudio } from '../desk/studio.ts';
import { pictureAtHand } from '../images/at-hand.ts';
import { platformIds, platformOf } from '../platforms/registry.ts';
import * as deeds from '../worker/author.ts';
import type { Happened } from '../worker/happened.ts';
import type { WorkerParts } from '../worker/parts.ts';
import type { Studio } from '../worker/studio.ts';
import { giveBackMemory } from './memory.ts';
import type { Setting } from './setting.ts';

/** Hands events on to the desk's pages, whether or not one is open. */
export function newLive(): Live {
  return createLive(systemClock.nowMs, systemClock.every);
}

interface Watched {
  readonly live: Live;
  readonly happened: Happened;
}

/**
 * Opens the desk of a running worker and tells where; `null` where it is turned off or cannot be opened: the worker goes
 * on without. What the desk needs is loaded only now.
 */
export async function openDeskOf(
  setting: Setting,
  place: DeskPlace | null,
  worker: WorkerParts,
  studio: Studio & DeskStudio,
  watched: Watched,
): Promise<OpenDesk | null> {
  if (place === null) return null;
  try {
    const { openDesk } = await import('../desk/desk.ts');
    const desk = await openDesk(deskParts(setting, worker, studio, watched), place);
    worker.emit({ event: 'desk-opened', address: desk?.address ?? null });
    return desk;
  } catch (error) {
    worker.emit({
      event: 'failed',
      what: 'opening the desk',
      why: error instanceof Error ? error.message : String(error),
    });
    return null;
  }
}

/** Before the memory that the work takes is given back. */
const SOON_MS = 3_000;

function deskParts(
  setting: Setting,
  worker: WorkerParts,
  studio: Studio & DeskStudio,
  { live, happened }: Watched,
): DeskParts {
  const { home } = setting;
  const { store, clock, library } = worker;
  return {
    ...{ home, store, clock, library, studio, live, platformIds },
    emit: worker.emit,
    config: (): Config => setting.config,
    platform: platformOf,
    async act(action, delivery, urls) {
      switch (action) {
        case 'approve':
          return void (await deeds.approve(worker, delivery));
        case 'retry':
          return deeds.retry(worker, delivery);
        case 'cancel':
          return deeds.cancel(worker, delivery);
        case 'adopt':
          return void (await deeds.adopt(worker, delivery, urls));
        case 'unpublish':
          return deeds.unpublish(worker, delivery);
      }
    },
    async checkAccount({ id, platform }) {
      const publisher = await worker.publisherFor({ account: id, platform, live: true });
      return (await publisher.checkAccount?.(clock.nowMs())) ?? null;
    },
    secrets: ({ credentials, platform }) =>
      platformOf(platform).secrets.map((name) => ({
        name: `${credentials}_${name}`,
        isSet: Boolean(setting.environment[`${credentials}_${name}`]),
      })),
    async metrics() {
      const { CONTENT_TYPE } = await import('../report/metrics/exposition.ts');
      const { readMetrics } = await import('../worker/metrics.ts');
      return { text: await readMetrics(store, happened, clock.nowMs()), type: CONTENT_TYPE };
    },
    soon: (work) => void setTimeout(work, SOON_MS).unref(),
    rest: giveBackMemory,
    picture: (article, source): Picture | null => pictureAtHand(home, article, source),
  };
}
