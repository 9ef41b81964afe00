import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationInWords, formatDuration, parseDuration } from '../../src/schedule/duration.ts';
import { seed } from '../seed.ts';
import { refusal } from './making.ts';

describe('a length of time', () => {
  it.each([
    ['0s', 0],
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['36h', 129_600_000],
    ['3d', 259_200_000],
    [' 15m ', 900_000],
    ['3650d', 315_360_000_000],
  ])('%s is read exactly', (text, ms) => {
    expect(parseDuration(text, 'test')).toBe(ms);
  });

  it.each(['', '5', 'm', '5 m', '1.5h', '-5m', '1h30m', '5M', '5min', '1e3s', '٣d', '5m\n5m', '9'.repeat(1000)])(
    '%j is refused with what is allowed',
    (text) => {
      const message = refusal(() => parseDuration(text, 'config/spool.yaml:12'));
      expect(message).toContain('config/spool.yaml:12: not a length of time');
      expect(message).toContain('such as 90s, 5m, 36h or 3d');
    },
  );

  it('beyond ten years is refused', () => {
    expect(refusal(() => parseDuration('3651d', 'x'))).toContain('beyond ten years "3651d"');
  });

  it('is written so that it is read back the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 * 86_400 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1000), 'test')).toBe(seconds * 1000);
      }),
      { seed },
    );
  });

  it('is written in the largest unit that keeps it exact', () => {
    expect([0, 90_000, 300_000, 129_600_000, 172_800_000].map(formatDuration)).toEqual([
      '0s',
      '90s',
      '5m',
      '36h',
      '2d',
    ]);
  });

  it('is said in words of its largest unit', () => {
    expect([0, 1000, 119_000, 3_600_000, 200_000_000].map(durationInWords)).toEqual([
      '0 seconds',
      '1 second',
      '1 minute',
      '1 hour',
      '2 days',
    ]);
  });
});
