import { z } from 'zod';
import { strictObject } from '../../yaml.ts';
import { duration } from './values.ts';

export const waiting = strictObject({
  request: duration.default('30s').describe('After this a request is given up, its outcome unknown.'),
  stale: duration.default('5s').describe('A request that has not left so long after it was decided never leaves.'),
  retry: duration.default('5s').describe('First pause before sending again what was not taken; it doubles each time.'),
  retryMost: duration.default('15m').describe('Longest such pause.'),
  giveUp: duration.default('24h').describe('A thread not finished so long after its first post is handed to you.'),
  resends: z.int().min(0).max(5).default(2).describe('How often a post that provably never arrived is sent again.'),
  reread: duration.default('30s').describe('Pause after a look at the platform that failed.'),
  absence: strictObject({
    reads: z
      .int()
      .min(1)
      .max(10)
      .default(2)
      .describe('How many looks must not show a post before it counts as absent.'),
    apart: duration.default('1m').describe('Least time between two of them.'),
    after: duration.default('15m').describe('The last at least so long after the request could still have arrived.'),
  })
    .prefault({})
    .describe('When X’s "it is not there" is believed. Shorter times risk a post that appears twice.'),
  lease: duration.default('20s').describe('A worker that dies holds its accounts up for so long.'),
  alarm: duration.default('30m').describe('A half thread without progress for so long is told loudly.'),
});
