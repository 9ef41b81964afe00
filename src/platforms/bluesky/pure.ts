import type { Platform } from '../../platform.ts';
import { recordOf } from './format.ts';
import { blueskyRules } from './rules.ts';

/** Bluesky without its network. A thread leaves in one commit, whole or not at all; sending is free. */
export const bluesky: Platform = {
  id: 'bluesky',
  name: 'Bluesky',
  rules: blueskyRules,
  payload: recordOf,
  steps: (posts) => [Array.from({ length: posts }, (_, index) => index)],
  cost: () => ({ usd: 0, lines: [], pricesAsOf: null }),
  reportsImpressions: false,
  secrets: ['APP_PASSWORD'],
};
