import type { Rules } from '../../thread/rules.ts';
import { entities } from './entities.ts';
import { weightedLength } from './weight.ts';

/** Weighted characters of a post without a paid plan (twitter-text, configuration version 3). */
const LIMIT = 280;

/** X refuses a post that holds one of these (twitter-text's `hasInvalidCharacters`). */
const REFUSED = /[\ufffe\uffff\ufeff]/;

/** X as the thread room sees it. A link counts as 23, so a post may hold far more UTF-16 units than its limit. */
export const xRules: Rules = {
  platform: 'x',
  measure: (text) => ({ value: weightedLength(text), limit: LIMIT, unit: 'weighted characters' }),
  fits: (text) => !REFUSED.test(text) && weightedLength(text) <= LIMIT,
  facets: false,
  entities,
  maxImages: 4,
  numbering: '{n}/{total}',
  awkwardLengths: [],
};
