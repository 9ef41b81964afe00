import { describe, expect, it } from 'vitest';
import { describeMoved, movedSlots } from '../../src/schedule/moved.ts';

const key = 'daily@2027-07-01T09:00[Europe/London]';
const nowMs = Date.UTC(2027, 6, 1, 8);

describe('a slot written down under an older tzdata', () => {
  it('whose instant is the same has not moved', () => {
    expect(movedSlots([{ key, utcMs: nowMs }], 'store')).toEqual([]);
  });

  it('whose instant is another is shown as a change', () => {
    const [moved] = movedSlots([{ key, utcMs: nowMs + 3_600_000 }], 'store');
    expect(moved).toEqual({ key, zone: 'Europe/London', wasMs: nowMs + 3_600_000, nowMs });
    expect(moved === undefined ? '' : describeMoved(moved, '2026b', '2026c')).toBe(
      `${key} moves from 2027-07-01T09:00Z to 2027-07-01T08:00Z, which is 2027-07-01 09:00 in Europe/London: time zone data 2026b became 2026c`,
    );
  });
});
