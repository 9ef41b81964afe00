import { durationInWords } from '../schedule/duration.ts';
import { type Attempt, type Delivery, DUE_STATES } from './delivery.ts';
import type { Timing } from './timing.ts';
import type { Settling } from './verdict.ts';

/** What the worker does next for a delivery. */
export type Action =
  /** Record an intent for this step, then send it. */
  | { readonly kind: 'send'; readonly step: number; readonly attempt: number }
  /** Read the platform to find out what became of this attempt. */
  | { readonly kind: 'look'; readonly attempt: Attempt }
  /** The reads so far prove that this attempt never arrived. */
  | { readonly kind: 'absent'; readonly attempt: Attempt }
  /** Take the posts of this step down again. */
  | { readonly kind: 'remove'; readonly step: number }
  | { readonly kind: 'finish-removal' }
  | { readonly kind: 'rest'; readonly untilMs: number }
  | { readonly kind: 'finish' }
  | { readonly kind: 'ask-author'; readonly why: string }
  | { readonly kind: 'nothing' };

/**
 * The next thing to do for a delivery whose account this worker holds. Steps go strictly in order, and a step whose
 * last attempt has no known outcome is looked for before anything else is sent.
 */
export function decide(delivery: Delivery, nowMs: number, settling: Settling, timing: Timing): Action {
  const { state, untilMs } = delivery;
  if (!DUE_STATES.some((each) => each === state)) return { kind: 'nothing' };
  if (untilMs !== null && nowMs < untilMs)
    return state === 'unpublishing' ? { kind: 'nothing' } : { kind: 'rest', untilMs };
  if (state === 'unpublishing') return takeDown(delivery);
  const step = openStep(delivery);
  if (step === null) return { kind: 'finish' };
  const attempts = delivery.attempts.filter((attempt) => attempt.step === step);
  const last = attempts.at(-1);
  if (last && (last.outcome === null || last.outcome === 'unknown')) return settle(last, nowMs, settling, timing);
  return sendAgain(delivery, step, attempts, nowMs, timing);
}

/** The last step first, so that what is left at any moment is the beginning of a thread and not its end. */
function takeDown({ plan, receipts, removed }: Delivery): Action {
  const isThere = (index: number) => receipts.some((receipt) => receipt.index === index) && !removed.includes(index);
  const step = plan.steps.findLastIndex((indices) => indices.some(isThere));
  return step === -1 ? { kind: 'finish-removal' } : { kind: 'remove', step };
}

/** Index of the first step that lacks a receipt; `null` when all are out. */
export function openStep(delivery: Delivery): number | null {
  const have = new Set(delivery.receipts.map((receipt) => receipt.index));
  const step = delivery.plan.steps.findIndex((indices) => indices.some((index) => !have.has(index)));
  return step === -1 ? null : step;
}

function settle(attempt: Attempt, nowMs: number, settling: Settling, timing: Timing): Action {
  if (isAbsent(attempt, settling, timing)) return { kind: 'absent', attempt };
  const lookMs = nextLookMs(attempt, settling, timing);
  return lookMs <= nowMs ? { kind: 'look', attempt } : { kind: 'rest', untilMs: lookMs };
}

/** The last moment at which the request of an attempt could still reach the platform and take effect. */
function lastArrivalMs(attempt: Attempt, timing: Timing): number {
  return attempt.intentMs + timing.staleMs + timing.requestMs;
}

/** Enough reads, far enough apart, the last late enough: it is not there and will not be. */
export function isAbsent(attempt: Attempt, settling: Settling, timing: Timing): boolean {
  const earliestMs = settling.reads === 1 ? 0 : lastArrivalMs(attempt, timing) + settling.quarantineMs;
  const last = attempt.absentMs.at(-1);
  return last !== undefined && last >= earliestMs && spaced(attempt.absentMs, settling.apartMs) >= settling.reads;
}

/** How many of these times remain when each must be at least `apartMs` after the one before. */
function spaced(timesMs: readonly number[], apartMs: number): number {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const time of timesMs) {
    if (time - last < apartMs) continue;
    count++;
    last = time;
  }
  return count;
}

/**
 * Looks at once, since it is most often there already; then after pauses that double, and at the moment from which an
 * absence counts. Early reads find it soon, the late one settles it.
 */
function nextLookMs(attempt: Attempt, settling: Settling, timing: Timing): number {
  const last = attempt.absentMs.at(-1);
  if (last === undefined) return attempt.intentMs;
  const pauseMs = Math.ceil(Math.max(settling.apartMs, (last - attempt.intentMs) / 2, 1));
  const quarantineEndMs = lastArrivalMs(attempt, timing) + settling.quarantineMs;
  return last < quarantineEndMs
    ? Math.min(last + pauseMs, Math.max(quarantineEndMs, last + settling.apartMs))
    : last + pauseMs;
}

function sendAgain(
  delivery: Delivery,
  step: number,
  attempts: readonly Attempt[],
  nowMs: number,
  timing: Timing,
): Action {
  const isAnew = ({ intentMs }: Attempt) => intentMs >= delivery.anewMs;
  const absences = attempts.filter((attempt) => attempt.outcome === 'absent' && isAnew(attempt)).length;
  if (absences > timing.resends) {
    return { kind: 'ask-author', why: `post ${step + 1} was sent ${absences} times and never appeared` };
  }
  const first = delivery.attempts.find(isAnew);
  if (first && nowMs - first.intentMs > timing.giveUpMs) {
    return {
      kind: 'ask-author',
      why: `not finished ${durationInWords(timing.giveUpMs)} after its first post`,
    };
  }
  return { kind: 'send', step, attempt: attempts.length + 1 };
}

/** When to send again what was not sent the `failures`-th time running: doubling pauses up to the longest. */
export function retryMs(nowMs: number, failures: number, timing: Timing): number {
  return nowMs + Math.min(timing.backoffMostMs, timing.backoffMs * 2 ** Math.max(0, failures - 1));
}
