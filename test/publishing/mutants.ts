/** One rule broken by hand: what stands in the source, and what is put in its place. */
export interface Mutant {
  readonly name: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  /** Path under `src/`. */
  readonly file: string;
  /** Has to stand there exactly once. */
  readonly find: string;
  readonly replace: string;
}

const one = (name: string, file: string, find: string, replace: string): Mutant => ({
  name,
  edits: [{ file, find, replace }],
});

const SEND = 'worker/send.ts';
const DECIDE = 'delivery/decide.ts';
const STORE = 'stores/sql/deliveries.ts';
const ATTEMPTS = 'stores/sql/attempts.ts';

export const MUTANTS: readonly Mutant[] = [
  one(
    'sends without an intent',
    SEND,
    "if (!(await store.recordIntent(intent, lease, sealed.plan))) return 'rests';",
    '',
  ),
  one(
    'does not wait until the intent is durable',
    SEND,
    "if (!(await store.recordIntent(intent, lease, sealed.plan))) return 'rests';",
    'store.recordIntent(intent, lease, sealed.plan).catch(() => {});',
  ),
  one('lets a stale request leave', SEND, 'return sinceMs >= 0 && sinceMs <= timing.staleMs;', 'return true;'),
  one('trusts a clock that was set back', SEND, 'sinceMs >= 0 && sinceMs <=', 'sinceMs <='),
  one(
    'does not store the sealed plan',
    SEND,
    'recordIntent(intent, lease, sealed.plan)',
    'recordIntent(intent, lease)',
  ),
  one(
    'sends again without looking',
    DECIDE,
    "if (last && (last.outcome === null || last.outcome === 'unknown'))",
    'if (false && last)',
  ),
  one(
    'takes an attempt that a crash cut off for not sent',
    DECIDE,
    "(last.outcome === null || last.outcome === 'unknown')",
    "last.outcome === 'unknown'",
  ),
  one(
    'believes one read',
    DECIDE,
    'spaced(attempt.absentMs, settling.apartMs) >= settling.reads',
    'attempt.absentMs.length > 0',
  ),
  {
    name: 'believes reads that follow at once',
    edits: [
      { file: DECIDE, find: 'spaced(attempt.absentMs, settling.apartMs)', replace: 'attempt.absentMs.length' },
      { file: DECIDE, find: 'Math.max(quarantineEndMs, last + settling.apartMs)', replace: 'quarantineEndMs' },
    ],
  },
  one(
    'does not wait for late arrivals',
    DECIDE,
    'lastArrivalMs(attempt, timing) + settling.quarantineMs;\n  const last = attempt.absentMs',
    'attempt.intentMs;\n  const last = attempt.absentMs',
  ),
  one(
    'forgets how long a request may take',
    DECIDE,
    'attempt.intentMs + timing.staleMs + timing.requestMs',
    'attempt.intentMs',
  ),
  one(
    'begins at the end',
    DECIDE,
    'delivery.plan.steps.findIndex((indices) =>',
    'delivery.plan.steps.findLastIndex((indices) =>',
  ),
  one('sends again and again', DECIDE, 'absences > timing.resends', 'absences > 50'),
  one('never gives up', DECIDE, 'first && nowMs - first.intentMs > timing.giveUpMs', 'first && nowMs < 0'),
  one(
    'takes threads down from the front',
    DECIDE,
    'plan.steps.findLastIndex((indices) => indices.some(isThere))',
    'plan.steps.findIndex((indices) => indices.some(isThere))',
  ),
  one(
    'takes silence for a refusal',
    'delivery/stand.ts',
    "verdict.kind === 'sent' || verdict.kind === 'unknown' ? verdict.kind",
    "verdict.kind === 'sent' ? verdict.kind",
  ),
  one(
    'takes a refused copy for a refusal',
    'platforms/x/meanings.ts',
    "if (earlier.length > 0) return { kind: 'unknown',",
    "if (earlier.length > 0) return { kind: 'give-up', mendable: true,",
  ),
  one(
    'counts reads that failed',
    'worker/look.ts',
    "if (sighting.kind === 'absent') {",
    "if (sighting.kind !== 'conflict') {",
  ),
  one(
    'does not count resends',
    'worker/look.ts',
    "outcome: 'absent', receipts: []",
    "outcome: 'not-sent', receipts: []",
  ),
  one('loses receipts', ATTEMPTS, '...outcome.receipts.map((receipt) => receiptOf(delivery, receipt)),', ''),
  one(
    'revives what was cancelled',
    ATTEMPTS,
    ' stateChange(delivery, OPEN_STATES, change),',
    " stateChange(delivery, ['cancelled', ...OPEN_STATES], change),",
  ),
  one('lets a new thread overtake one that rests', STORE, 'OR NOT EXISTS (', 'OR 1 = 1 OR NOT EXISTS ('),
  one(
    'forgets the lease',
    ATTEMPTS,
    'AND EXISTS (SELECT 1 FROM lease WHERE name = ? AND owner = ? AND fence = ? AND until_ms > ?)',
    'AND (? || ? || ? || ?) IS NOT NULL',
  ),
  one(
    'forgets that it was stopped',
    ATTEMPTS,
    'WHERE id = ? AND state IN (',
    "WHERE id = ? AND state IN ('cancelled', 'unpublishing', 'unpublished', ",
  ),
  one(
    'takes leases that others hold',
    'stores/sql/leases.ts',
    'WHERE lease.owner = excluded.owner OR lease.until_ms <= ?',
    'WHERE 1 = 1 OR lease.until_ms <= ?',
  ),
  one('does not renew its lease', 'worker/lease.ts', 'clock.every(leaseMs / RENEWALS,', 'clock.every(leaseMs * 1_000,'),
  one(
    'never raises an alarm',
    'worker/alarm.ts',
    'if (!isStuck(delivery, nowMs, timing.alarmMs)) continue;',
    'if (delivery !== null) continue;',
  ),
  {
    name: 'does not obey a pause',
    edits: [
      { file: SEND, find: 'isPaused(await store.pausedAccounts(), work.delivery.account)', replace: 'false' },
      { file: ATTEMPTS, find: "WHERE account IN ('*', delivery.account)", replace: "WHERE account = 'nobody'" },
      {
        file: 'worker/publish-on.ts',
        find: 'isPaused(await parts.store.pausedAccounts(), lane.account)',
        replace: 'false',
      },
    ],
  },
];
