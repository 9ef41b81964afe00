// What has to happen in at least one world of a hundred, or the worlds prove nothing about it.

const KILLS = ['takeLease', 'preflight', 'recordIntent', 'send', 'recordOutcome', 'look', 'recordAbsence', 'dropLease'];

/** Counted by the world, the workers and the scene. A kill counts before an effect or after it. */
export const SOMETIMES: readonly string[] = [
  ...[
    'taken',
    'refused',
    'rate-limited',
    'lost-answer',
    'unreadable',
    'never-arrived',
    'reset',
    'late',
    'arrived-late',
  ],
  ...['duplicate-refused', 'not-now', 'look-failed', 'found', 'not-seen', 'stale', 'intent-refused'],
  ...[
    'killed',
    'slept',
    'suspended',
    'clock-set-back',
    'clock-set-forward',
    'paused',
    'lease-busy',
    'lease-taken-over',
  ],
  ...['lease-lost', 'second-thread', 'doubly-unknown', 'sent-again', ...KILLS.map((effect) => `killed at ${effect}`)],
];

export const SOMETIMES_MEDDLED: readonly string[] = [
  ...[
    'forbidden',
    'author: retry',
    'author: adopt',
    'author: cancel',
    'author: unpublish',
    'author: unpublish refused',
  ],
  ...['removal-taken', 'removal-refused', 'removal-rate-limited', 'removal-lost-answer'],
];

export function isSeenOften(seen: ReadonlyMap<string, number>, fault: string, runs: number): boolean {
  return (seen.get(fault) ?? 0) * 100 >= runs;
}
