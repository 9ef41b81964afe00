import { describe, expect, it } from 'vitest';
import { bluesky } from '../../../src/platforms/bluesky/pure.ts';
import { x } from '../../../src/platforms/x/pure.ts';

describe('a platform without its network', () => {
  it('says which posts leave together: on X each alone, on Bluesky all at once', () => {
    expect(x.steps(3)).toEqual([[0], [1], [2]]);
    expect(bluesky.steps(3)).toEqual([[0, 1, 2]]);
  });

  it('has one name everywhere', () => {
    for (const { id, rules } of [x, bluesky]) expect(rules.platform).toBe(id);
  });

  it('costs nothing on Bluesky', () => expect(bluesky.cost([])).toEqual({ usd: 0, lines: [], pricesAsOf: null }));
});
