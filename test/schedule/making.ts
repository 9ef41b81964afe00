import * as fc from 'fast-check';
import { InputError } from '../../src/errors.ts';
import { parseCron } from '../../src/schedule/cron.ts';
import type { Timing } from '../../src/schedule/slots.ts';

/** A schedule's timing from a cron expression. */
export function timing(cron: string, zone: string, id = 'daily'): Timing {
  return { id, cron: parseCron(cron, 'test'), zone };
}

/** The message of the InputError that `work` throws; anything else fails the test. */
export function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

/** Zones with every kind of clock change: at midnight, by half an hour, by two hours, to the south, around Ramadan, none. */
export const ZONES = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'Antarctica/Troll',
  'Asia/Beirut',
  'America/Scoresbysund',
  'America/Havana',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'UTC',
] as const;

export const anyZone = fc.constantFrom(...ZONES);

function field(min: number, max: number): fc.Arbitrary<string> {
  const value = fc.integer({ min, max });
  const step = fc.integer({ min: 1, max });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const item = fc.oneof(
    value.map(String),
    range,
    step.map((by) => `*/${by}`),
    fc.tuple(range, step).map(([part, by]) => `${part}/${by}`),
  );
  return fc.oneof(
    fc.constant('*'),
    item,
    fc.array(item, { minLength: 2, maxLength: 4 }).map((items) => items.join(',')),
  );
}

/** Cron expressions that occur, in all their forms. */
export const anyCron = fc
  .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7))
  .map((fields) => fields.join(' '))
  .filter((text) => {
    try {
      parseCron(text, 'test');
      return true;
    } catch {
      return false;
    }
  });

const START = Date.UTC(2024, 0, 1);
/** Instants of the years 2024 to 2030, on whole minutes and off them. */
export const anyInstant = fc.integer({ min: START, max: Date.UTC(2031, 0, 1) });
