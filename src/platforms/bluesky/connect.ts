import type { Connect } from '../../publisher.ts';
import { blueskyPublisher } from './publisher.ts';

const KEY = 'session';

/** The live adapter of Bluesky from what every adapter is given. Its server settles at once, so `settling` is not used. */
export const connect: Connect = ({ secrets, clock, memory, handle, service, appView, requestMs, loadMedia }) =>
  blueskyPublisher({
    appPassword: secrets.APP_PASSWORD ?? '',
    ...{ handle, service, appView, clock, requestMs, loadMedia },
    sessions: { load: () => memory.recall(KEY), save: (text) => memory.remember(KEY, text) },
    points: { spent: (sinceMs) => memory.spent(sinceMs), add: (atMs, points) => memory.spend(atMs, points) },
  });
