import { systemClock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { OpenDesk } from '../desk/desk.ts';
import { createLive, type Live } from '../desk/live.ts';
import type { DeskParts, Picture } from '../desk/parts.ts';
import type { DeskStudio } from '../desk/studio.ts';
import { InputError } from '../errors.ts';
import { pictureAtHand } from '../images/at-hand.ts';
import { platformIds, platformOf } from '../platforms/registry.ts';
import * as deeds from '../worker/author.ts';
import type { WorkerParts } from '../worker/parts.ts';
import type { Studio } from '../worker/studio.ts';
import { giveBackMemory } from './memory.ts';
import type { Setting } from './setting.ts';

/** Hands events on to the desk's pages, whether or not one is open. */
export function newLive(): Live {
  return createLive(systemClock.nowMs, systemClock.every);
}

/**
 * Opens the desk of a running worker and tells where; `null` where it is turned off or cannot be opened: the worker goes
 * on without. What the desk needs is loaded only now.
 * @throws InputError for a SPOOL_DESK_PORT that is none
 */
export async function openDeskOf(
  setting: Setting,
  worker: WorkerParts,
  studio: Studio & DeskStudio,
  live: Live,
): Promise<OpenDesk | null> {
  const port = portOf(setting);
  if (port === null) return null;
  try {
    const { openDesk } = await import('../desk/desk.ts');
    const desk = await openDesk(deskParts(setting, worker, studio, live), port);
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

/** `SPOOL_DESK_PORT` wins over the configuration; `off` opens none, 0 takes any. */
function portOf({ environment, config }: Setting): number | null {
  const written = environment.SPOOL_DESK_PORT || undefined;
  if (written === undefined) return config.deskPort;
  if (written === 'off') return null;
  const port = Number(written);
  if (/^\d{1,5}$/.test(written) && port <= 65_535) return port;
  throw new InputError({
    where: 'environment: SPOOL_DESK_PORT',
    problem: 'is no port:',
    value: written,
    allowed: '1 to 65535, 0 for any, or off',
  });
}

function deskParts(setting: Setting, worker: WorkerParts, studio: Studio & DeskStudio, live: Live): DeskParts {
  const { home } = setting;
  const { store, clock, library } = worker;
  return {
    ...{ home, store, clock, library, studio, live, platformIds },
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
    rest: giveBackMemory,
    picture: (article, source): Picture | null => pictureAtHand(home, article, source),
  };
}
