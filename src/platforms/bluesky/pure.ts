import type { Platform } from '../../platform.ts';
import { recordOf, unresolvedMentions } from './format.ts';
import { didIn, resolveAddress } from './resolve.ts';
import { blueskyRules } from './rules.ts';

/** Bluesky without its network. A thread leaves in one commit, whole or not at all; sending is free. */
export const bluesky: Platform = {
  id: 'bluesky',
  name: 'Bluesky',
  rules: blueskyRules,
  payload: recordOf,
  steps: (posts) => [Array.from({ length: posts }, (_, index) => index)],
  // app.bsky.embed.images and app.bsky.embed.external, maxSize.
  pictures: {
    image: { maxBytes: 2_000_000, formats: ['jpeg', 'png', 'webp'], maxSide: 2000 },
    thumbnail: { maxBytes: 1_000_000, formats: ['jpeg', 'png', 'webp'], maxSide: 1200 },
  },
  unresolved: unresolvedMentions,
  resolving: { address: resolveAddress, read: didIn },
  // com.atproto.repo.applyWrites takes 200 writes a commit; one is kept for the gate.
  mostPosts: 199,
  cost: () => ({ usd: 0, lines: [], pricesAsOf: null }),
  reportsImpressions: false,
  secrets: ['APP_PASSWORD'],
};
