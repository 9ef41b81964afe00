import { describe, expect, it } from 'vitest';
import { lastCatchUps, planSlots, type Tick } from '../../src/schedule/due.ts';
import { decidedFrom, type MissedPolicy, type Watched } from '../../src/schedule/lateness.ts';
import { describeMissed } from '../../src/schedule/missed.ts';
import { slotAt } from '../../src/schedule/slots.ts';
import { timing } from './making.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Tuesday 24 November 2026, 09:00 in London. */
const NINE = Date.UTC(2026, 10, 24, 9);

function watch(cron: string, changes: Partial<Watched> & { id?: string; then?: MissedPolicy['then'] } = {}): Watched {
  const { id = 'daily', then = 'latest', ...rest } = changes;
  return {
    timing: timing(cron, 'Europe/London', id),
    accounts: ['x'],
    policy: { withinMs: HOUR, then },
    oneOffs: [],
    decidedMs: NINE - 3 * HOUR,
    decided: new Set(),
    ...rest,
  };
}

function tick(nowMs: number, watched: readonly Watched[], changes: Partial<Tick> = {}) {
  const plan = planSlots({ watched, nowMs, lastTickMs: null, lastCatchUpMs: new Map(), ...changes });
  return {
    ...plan,
    dueTimes: plan.due.map(
      ({ slot, catchUp }) => `${slot.schedule} ${slot.localTime.slice(11)}${catchUp ? ' late' : ''}`,
    ),
    missedTimes: plan.missed.map(({ slot, reason }) => `${slot.localTime.slice(11)} ${reason}`),
  };
}

const nine = 'daily@2026-11-24T09:00[Europe/London]';

describe('a slot', () => {
  it('is due from its instant on, and not before', () => {
    const daily = watch('0 9 * * *');
    expect(tick(NINE - 1, [daily]).due).toEqual([]);
    expect(tick(NINE, [daily])).toMatchObject({ dueTimes: ['daily 09:00'], missed: [], nextMs: NINE + DAY });
    expect(tick(NINE, [daily]).due[0]).toMatchObject({ lateMs: 0, catchUp: false });
  });

  it('up to a minute late is on time', () => {
    expect(tick(NINE + MINUTE, [watch('0 9 * * *')]).dueTimes).toEqual(['daily 09:00']);
    expect(tick(NINE + MINUTE + 1, [watch('0 9 * * *')]).dueTimes).toEqual(['daily 09:00 late']);
  });

  it('that is decided never comes again, whatever the mark says', () => {
    expect(tick(NINE, [watch('0 9 * * *', { decided: new Set([nine]) })])).toMatchObject({ due: [], missed: [] });
  });

  it('before the schedule was first seen is neither due nor missed', () => {
    expect(tick(NINE + HOUR, [watch('*/5 * * * *', { decidedMs: NINE + HOUR })])).toMatchObject({
      due: [],
      missed: [],
      runs: [],
    });
  });

  it('leaves the mark at the tick, so that what was decided is not looked at again', () => {
    expect(tick(NINE + 5, [watch('0 9 * * *')]).decidedMs).toEqual(new Map([['daily', NINE + 5]]));
  });

  it('comes once a tick of one schedule, the newest, even where two are on time', () => {
    const plan = tick(NINE + MINUTE, [watch('* * * * *', { decidedMs: NINE - 1 })]);
    expect(plan).toMatchObject({ dueTimes: ['daily 09:01'], missedTimes: ['09:00 superseded'] });
  });

  it('comes together with that of another schedule at the same instant', () => {
    const plan = tick(NINE, [watch('0 9 * * *', { id: 'a' }), watch('0 9 * * 2', { id: 'b' })]);
    expect(plan.dueTimes).toEqual(['a 09:00', 'b 09:00']);
  });
});

describe('a slot found late', () => {
  it('is caught up within an hour, and reported after that', () => {
    expect(tick(NINE + HOUR, [watch('0 9 * * *')])).toMatchObject({ dueTimes: ['daily 09:00 late'], missed: [] });
    const plan = tick(NINE + HOUR + 1, [watch('0 9 * * *')]);
    expect(plan).toMatchObject({ due: [], missedTimes: ['09:00 too-late'] });
    expect(plan.missed[0]?.why).toBe('found 1 hour after its time, later than 1 hour');
  });

  it('gives way to a newer one of its schedule, late or on time', () => {
    const late = tick(NINE + 50 * MINUTE, [watch('0,30 8-9 * * *')]);
    expect(late).toMatchObject({ dueTimes: ['daily 09:30 late'] });
    expect(late.missedTimes).toEqual(['08:00 too-late', '08:30 too-late', '09:00 superseded']);
    expect(late.missed.at(-1)?.why).toBe('a newer slot of its schedule, 2026-11-24 09:30, took its place');
    const onTime = tick(NINE + 30 * MINUTE, [watch('0,30 8-9 * * *')]);
    expect(onTime).toMatchObject({ dueTimes: ['daily 09:30'] });
    expect(onTime.missedTimes).toEqual(['08:00 too-late', '08:30 superseded', '09:00 superseded']);
  });

  it('gives way to a newer one that was served before a crash', () => {
    const served = new Set(['daily@2026-11-24T09:30[Europe/London]']);
    const plan = tick(NINE + 40 * MINUTE, [watch('0,30 9 * * *', { decided: served })]);
    expect(plan).toMatchObject({ due: [], missedTimes: ['09:00 superseded'] });
  });

  it('is reported and not served where the policy is to skip', () => {
    const plan = tick(NINE + 20 * MINUTE, [watch('0 9 * * *', { then: 'skip' })]);
    expect(plan).toMatchObject({ due: [], missedTimes: ['09:00 skipped'], waiting: [] });
    expect(plan.missed[0]?.why).toBe('found 20 minutes after its time, and its schedule skips late slots');
  });

  it('leaves its article to the next slot where the policy says so', () => {
    const plan = tick(NINE + 20 * MINUTE, [watch('0 9 * * *', { then: 'next-slot' })]);
    expect(plan).toMatchObject({ due: [], missedTimes: ['09:00 next-slot'] });
    expect(plan.missed[0]?.why).toBe('found 20 minutes after its time; its article goes at the next slot');
  });
});

describe('catching up on one account', () => {
  const [a, b, c] = ['10', '20', '30'].map((minute) => watch(`${minute} 8 * * *`, { id: `at-${minute}` }));
  const all = [a, b, c].filter((each) => each !== undefined);
  const nowMs = NINE - 20 * MINUTE;

  it('goes one slot at a time across all its schedules, the newest first', () => {
    const plan = tick(nowMs, all);
    expect(plan.dueTimes).toEqual(['at-30 08:30 late']);
    expect(plan.waiting.map(({ slot, againMs }) => [slot.schedule, againMs - nowMs])).toEqual([
      ['at-20', 15 * MINUTE],
      ['at-10', 15 * MINUTE],
    ]);
    expect(plan.nextMs).toBe(nowMs + 15 * MINUTE);
  });

  it('keeps the mark in front of a slot that waits', () => {
    const { decidedMs } = tick(nowMs, all);
    expect(decidedMs.get('at-20')).toBe(Date.UTC(2026, 10, 24, 8, 20) - 1);
    expect(decidedMs.get('at-30')).toBe(nowMs);
  });

  it('keeps fifteen minutes apart', () => {
    const lastCatchUpMs = new Map([['x', nowMs - 15 * MINUTE + 1]]);
    expect(tick(nowMs, all, { lastCatchUpMs }).due).toEqual([]);
    expect(tick(nowMs + 1, all, { lastCatchUpMs }).dueTimes).toEqual(['at-30 08:30 late']);
  });

  it('reports at once what could only go too late', () => {
    const crowded = tick(nowMs + 20 * MINUTE, all);
    expect(crowded).toMatchObject({ dueTimes: ['at-30 08:30 late'], missedTimes: ['08:10 crowded'] });
    expect(crowded.missed[0]?.why).toBe('other slots of its accounts went first until more than 1 hour had passed');
  });

  it('never goes in the same tick as a slot that is on time', () => {
    const plan = tick(NINE, [watch('0 9 * * *'), watch('30 8 * * *', { id: 'late' })]);
    expect(plan.dueTimes).toEqual(['daily 09:00']);
    expect(plan.waiting.map(({ slot }) => slot.schedule)).toEqual(['late']);
    const after = tick(NINE + 5000, [watch('0 9 * * *', { decidedMs: NINE }), watch('30 8 * * *', { id: 'late' })]);
    expect(after.dueTimes).toEqual(['late 08:30 late']);
  });

  it('does not hold up another account', () => {
    const other = watch('20 8 * * *', { id: 'other', accounts: ['bluesky'] });
    expect(tick(nowMs, [...all, other]).dueTimes).toEqual(['at-30 08:30 late', 'other 08:20 late']);
  });

  it('is remembered in what the store knows', () => {
    const past = [
      { schedule: 'at-10', slotMs: NINE, decidedMs: NINE + 10 * MINUTE, outcome: 'served' },
      { schedule: 'at-10', slotMs: NINE + HOUR, decidedMs: NINE + HOUR + 5000, outcome: 'served' },
      { schedule: 'at-20', slotMs: NINE, decidedMs: NINE + 3 * HOUR, outcome: 'missed' },
    ];
    expect(lastCatchUps(past, all)).toEqual(new Map([['x', NINE + 10 * MINUTE]]));
  });

  it('is not held up by a record of the future, which a wrong clock left', () => {
    expect(tick(nowMs, all, { lastCatchUpMs: new Map([['x', nowMs + DAY]]) }).dueTimes).toEqual(['at-30 08:30 late']);
  });
});

describe('a one-off', () => {
  const oneOff = slotAt({ id: 'daily', zone: 'Europe/London' }, '2026-11-24T08:50', 'test');

  it('is due at its own instant beside the slots of its schedule', () => {
    const daily = watch('0 9 * * *', { oneOffs: [oneOff] });
    expect(tick(NINE - HOUR, [daily]).next.map((slot) => slot.localTime)).toEqual(['2026-11-24T08:50']);
    expect(tick(oneOff.utcMs, [daily]).dueTimes).toEqual(['daily 08:50']);
  });

  it('at a slot of its schedule is one slot with it', () => {
    const same = slotAt({ id: 'daily', zone: 'Europe/London' }, '2026-11-24T09:00', 'test');
    expect(tick(NINE, [watch('0 9 * * *', { oneOffs: [same, same] })]).dueTimes).toEqual(['daily 09:00']);
  });

  it('found late is not superseded by a slot of its schedule, but takes its turn', () => {
    const plan = tick(NINE, [watch('0 9 * * *', { oneOffs: [oneOff] })]);
    expect(plan).toMatchObject({ dueTimes: ['daily 09:00'], missed: [] });
    expect(plan.waiting.map(({ slot }) => slot.key)).toEqual([oneOff.key]);
    expect(plan.decidedMs.get('daily')).toBe(NINE);
  });

  it('saved after its time is caught up or reported, once, though the mark is past it', () => {
    const late = watch('0 9 * * *', { oneOffs: [oneOff], decidedMs: NINE });
    expect(tick(NINE + MINUTE, [late]).dueTimes).toEqual(['daily 08:50 late']);
    expect(tick(NINE + DAY / 2, [late]).missedTimes).toEqual(['08:50 too-late']);
    expect(tick(NINE + DAY / 2, [{ ...late, decided: new Set([oneOff.key]) }])).toMatchObject({ due: [], missed: [] });
    expect(decidedFrom(late, NINE + MINUTE)).toBeLessThan(oneOff.utcMs);
  });
});

describe('a clock', () => {
  it('that goes back two hours repeats nothing and loses nothing', () => {
    const served = watch('0 * * * *', { decidedMs: NINE, decided: new Set([nine]) });
    const back = { lastTickMs: NINE };
    expect(tick(NINE - 2 * HOUR, [served], back)).toMatchObject({ due: [], missed: [], nextMs: NINE + HOUR });
    expect(tick(NINE + HOUR, [served], back).dueTimes).toEqual(['daily 10:00']);
  });

  it('that leaps forward two days makes one line, not a burst', () => {
    const plan = tick(NINE + 2 * DAY + 5 * HOUR, [watch('0 9 * * *'), watch('*/10 * * * *', { id: 'often' })]);
    expect(plan.dueTimes).toEqual(['often 14:00']);
    expect(describeMissed(plan.missed, plan.runs)).toBe(
      '338 slots were missed: daily 3 from 2026-11-24 09:00 to 2026-11-26 09:00 (found 5 hours after its time, later than 1 hour); ' +
        'often 335 from 2026-11-24 06:10 to 2026-11-26 13:50 (a newer slot of its schedule, 2026-11-26 14:00, took its place)',
    );
  });

  it('that was ten years ahead and was mended does not stop the schedule', () => {
    const ahead = watch('0 9 * * *', { decidedMs: NINE + 3650 * DAY });
    const plan = tick(NINE, [ahead], { lastTickMs: NINE + 3650 * DAY });
    expect(plan.dueTimes).toEqual(['daily 09:00']);
    expect(decidedFrom(ahead, NINE)).toBe(NINE - DAY);
  });
});

describe('missed slots', () => {
  /** A year of minutes on the wall clock lacks the hour that the clocks leap over. */
  it('of a year of minutes are listed up to a hundred and counted beyond', () => {
    const plan = tick(NINE + 365 * DAY, [watch('* * * * *', { decidedMs: NINE })]);
    expect(plan.missed).toHaveLength(100);
    expect(plan.runs).toMatchObject([
      { schedule: 'daily', count: 365 * 1440 - 60 - 101, first: { localTime: '2026-11-24T09:01' } },
    ]);
    expect(plan.runs[0]?.last.localTime).toBe('2027-11-24T07:19');
    expect(describeMissed(plan.missed, plan.runs).length).toBeLessThan(250);
  });

  it('are said in one line, whether none, one, or those of a newsroom', () => {
    expect(describeMissed([], [])).toBe('');
    const one = tick(NINE + 2 * HOUR, [watch('0 9 * * *')]);
    expect(describeMissed(one.missed, one.runs)).toBe(
      '1 slot was missed: daily 2026-11-24 09:00 (found 2 hours after its time, later than 1 hour)',
    );
    const schedules = Array.from({ length: 50 }, (_, index) => watch('0 9 * * *', { id: `s${index}` }));
    const many = tick(NINE + 2 * HOUR, schedules);
    expect(describeMissed(many.missed, many.runs)).toMatch(/^50 slots were missed: s0 .*; 45 more schedules$/);
  });
});
