import type { Platform } from '../../platform.ts';
import { cost } from './cost.ts';
import { bodyOf } from './format.ts';
import { xRules } from './rules.ts';

/** X without its network. */
export const x: Platform = {
  id: 'x',
  name: 'X',
  rules: xRules,
  payload: bodyOf,
  steps: (posts) => Array.from({ length: posts }, (_, index) => [index]),
  mostPosts: null,
  cost,
  // docs.x.com, "Media best practices": images up to 5 MB; X makes its link cards itself.
  pictures: { image: { maxBytes: 5_000_000, formats: ['jpeg', 'png', 'webp', 'gif'] }, thumbnail: null },
  unresolved: () => [],
  resolving: null,
  reportsImpressions: true,
  secrets: ['APP_KEY', 'APP_SECRET', 'ACCESS_TOKEN', 'ACCESS_SECRET'],
};
