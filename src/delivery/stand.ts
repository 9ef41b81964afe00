import { retryMs } from './decide.ts';
import type { Delivery, State } from './delivery.ts';
import type { Timing } from './timing.ts';
import type { Cause, Verdict } from './verdict.ts';

/** Where a verdict leaves a delivery: its state, why in words, and when it is looked at again. */
export interface Stand {
  readonly state: State;
  readonly why: string | null;
  readonly untilMs: number | null;
  /** Absent: nothing of the account's has to be mended. */
  readonly cause?: Cause;
}

/** After one step was sent, or was not. */
export function standAfter(verdict: Verdict, delivery: Delivery, step: number, nowMs: number, timing: Timing): Stand {
  switch (verdict.kind) {
    case 'sent':
      return { state: 'publishing', why: null, untilMs: null };
    case 'unknown':
      return { state: 'uncertain', why: verdict.why, untilMs: null };
    case 'wait':
      return { state: 'waiting', why: verdict.why, untilMs: verdict.untilMs };
    case 'not-sent': {
      const failures = 1 + delivery.attempts.filter((each) => each.step === step && each.outcome === 'not-sent').length;
      return { state: 'waiting', why: verdict.why, untilMs: retryMs(nowMs, failures, timing) };
    }
    case 'give-up': {
      // A thread that has begun is never simply failed: its posts are there, and the author has to know.
      const isForAuthor = verdict.mendable || delivery.receipts.length > 0;
      const { why, cause } = verdict;
      return { state: isForAuthor ? 'needs-author' : 'failed', why, untilMs: null, ...(cause ? { cause } : {}) };
    }
  }
}

/** Before the first step: there are no attempts to count, so pauses grow with the time the delivery has waited. */
export function standBefore(
  hindrance: Exclude<Verdict, { kind: 'sent' }>,
  delivery: Delivery,
  nowMs: number,
  timing: Timing,
): Stand {
  if (hindrance.kind !== 'not-sent') return standAfter(hindrance, delivery, 0, nowMs, timing);
  const waitedMs = nowMs - delivery.createdMs;
  if (waitedMs > timing.giveUpMs) return { state: 'needs-author', why: hindrance.why, untilMs: null };
  const pauseMs = Math.min(timing.backoffMostMs, Math.max(timing.backoffMs, Math.ceil(waitedMs / 2)));
  return { state: 'waiting', why: hindrance.why, untilMs: nowMs + pauseMs };
}

/** After a removal that did not succeed: it goes on by itself, the sooner the likelier that helps. */
export function standAfterRemoval(removal: Exclude<Verdict, { kind: 'sent' }>, nowMs: number, timing: Timing): Stand {
  const pauseMs = removal.kind === 'give-up' ? timing.backoffMostMs : timing.rereadMs;
  const untilMs = removal.kind === 'wait' ? removal.untilMs : nowMs + pauseMs;
  return { state: 'unpublishing', why: removal.why, untilMs };
}

/** What an attempt is recorded as. */
export function outcomeOf(verdict: Verdict): 'sent' | 'not-sent' | 'unknown' {
  return verdict.kind === 'sent' || verdict.kind === 'unknown' ? verdict.kind : 'not-sent';
}
