import type { Fault } from '../errors.ts';
import { parseDuration } from '../schedule/duration.ts';
import { NO_MANNERS, parseBlackout, parseQuietHours } from '../schedule/manners.ts';
import { parseZone } from '../schedule/zone.ts';
import { attempt } from './attempt.ts';
import type { Manners } from './config.ts';

/** As written, for all accounts or for one. */
export interface WrittenManners {
  readonly quiet?: string | undefined;
  readonly blackout?: readonly string[] | undefined;
  readonly apart?: string | undefined;
  readonly perDay?: number | undefined;
  readonly timezone?: string | undefined;
}

/** Where a value stands in the file, for messages. */
type At = (...path: PropertyKey[]) => string;

/** Everything that means nothing. */
export function mannersFaults({ quiet, blackout = [], timezone }: WrittenManners, at: At): Fault[] {
  return [
    ...attempt(() => quiet === undefined || parseQuietHours(quiet, at('quiet'))),
    ...blackout.flatMap((dates, index) => attempt(() => parseBlackout(dates, at('blackout', index)))),
    ...attempt(() => timezone === undefined || parseZone(timezone, at('timezone'))),
  ];
}

/** What an account says wins, key by key, over what is said for all. Both have passed `mannersFaults`. */
export function resolveManners(account: WrittenManners, all: WrittenManners, timezone: string): Manners {
  const quiet = account.quiet ?? all.quiet;
  const blackout = account.blackout ?? all.blackout ?? [];
  const apart = account.apart ?? all.apart;
  return {
    zone: parseZone(account.timezone ?? all.timezone ?? timezone, 'manners'),
    quiet: quiet === undefined ? NO_MANNERS.quiet : parseQuietHours(quiet, 'manners'),
    blackout: blackout.map((dates) => parseBlackout(dates, 'manners')),
    minApartMs: apart === undefined ? NO_MANNERS.minApartMs : parseDuration(apart, 'manners'),
    perDay: account.perDay ?? all.perDay ?? NO_MANNERS.perDay,
  };
}
