import { afterEach, expect, test } from 'vitest';
import { comingSegments } from '../../src/schedule/moved.ts';
import { Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** The clock changes of London as an older time zone data would have had them: summer time ends a week earlier. */
function olderRules(nowMs: number) {
  return comingSegments('Europe/London', nowMs).map((segment) => ({
    ...segment,
    fromMs: segment.offsetMs === 0 && segment.fromMs > nowMs ? segment.fromMs - 7 * 86_400_000 : segment.fromMs,
    untilMs: segment.offsetMs === 0 ? segment.untilMs : segment.untilMs - 7 * 86_400_000,
  }));
}

test('new time zone data that moves coming slots is told in one line, once, with the first that moves', async () => {
  stage = new Stage({}, '[x]');
  const nowMs = stage.clock.nowMs();
  await stage.store.rememberZones([{ zone: 'Europe/London', version: '2026a', segments: olderRules(nowMs) }]);
  await stage.worker('one').tick();
  const told = stage.told('slots-moved');
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    summary: expect.stringMatching(
      /^mornings@2027-10-24T09:00\[Europe\/London\] moves from 2027-10-24T09:00Z to 2027-10-24T08:00Z, .*: time zone data 2026a became 2026b, and 6 more of the coming year move too$/,
    ),
  });
  await stage.worker('restarted').tick();
  expect(stage.told('slots-moved')).toHaveLength(1);
});

test('new time zone data that moves nothing is not told, and is written down', async () => {
  stage = new Stage({}, '[x]');
  await stage.worker('one').tick();
  stage.zoneData = '2027a';
  await stage.worker('two').tick();
  expect(stage.told('slots-moved')).toEqual([]);
  expect((await stage.store.rememberedZones()).map(({ zone, version }) => [zone, version])).toEqual([
    ['Europe/London', '2027a'],
  ]);
});
