import type { Cause, Verdict } from '../../delivery/verdict.ts';
import type { Problem } from './reply.ts';

/** What was refused, as far as it matters to what the refusal means. */
export interface Asked {
  /** As the author would say it: `post 3`, `a picture of post 3`, `its own timeline`. */
  readonly what: string;
  readonly nowMs: number;
  /** Why each earlier attempt of the same step came to nothing. */
  readonly earlier: readonly (string | null)[];
  /** How long ago the post that it replies to appeared; `null` where it replies to none. */
  readonly parentAgeMs: number | null;
}

/** A verdict that is none of success. */
export type Refusal = Exclude<Verdict, { kind: 'sent' }>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** X's request windows. */
const WINDOW_MS = 15 * MINUTE;
/** X may refuse replies to a post that has just appeared; one older than this is gone. */
const FRESH_MS = 5 * MINUTE;
/** The unexplained refusal passed within three minutes where it was seen to pass. */
const INTERMITTENT_MS = 3 * MINUTE;
const INTERMITTENT_TRIES = 3;

type Words = (asked: Asked, problem: Problem) => string;

/** What a refusal means, given what was asked. */
export type Meaning = (asked: Asked, problem: Problem) => Refusal;

/** The author can change what stands in the way, and then retry. */
export function mendable(words: Words, cause?: Cause): Meaning {
  return (asked, problem) => ({
    ...{ kind: 'give-up', mendable: true, why: words(asked, problem) },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The same post would be refused for ever: another has to be made. */
export function final(words: Words): Meaning {
  return (asked, problem) => ({ kind: 'give-up', mendable: false, why: words(asked, problem) });
}

export function refused({ what }: Asked, { status, says }: Problem): string {
  return `X refuses ${what} (${status}${says === '' ? '' : `: ${says}`})`;
}

export function inBrackets(says: string): string {
  return says === '' ? '' : ` (${says})`;
}

export function notCertain({ what }: Asked, { status }: Problem): Refusal {
  return { kind: 'unknown', why: `X answered ${status} to ${what} and may have taken it all the same` };
}

/** X refuses signatures whose time is further than five minutes from its own. */
export function tokenRefused(_: Asked, { facts: { aheadMs } }: Problem): Refusal {
  const isOff = aheadMs !== null && Math.abs(aheadMs) > 4 * MINUTE;
  const why = isOff
    ? `X does not accept the signature: this computer's clock is ${minutes(aheadMs)} minutes off X's`
    : "X does not accept the account's app key and access token: one of its four secrets is wrong or was revoked";
  return { kind: 'give-up', mendable: true, why, ...(isOff ? {} : { cause: 'secrets' }) };
}

function minutes(ms: number): number {
  return Math.round(Math.abs(ms) / MINUTE);
}

export function readOnlyToken(): string {
  return (
    'the access token may only read; set the app to "Read and write" in X\'s developer console, then make the access ' +
    'token and its secret anew'
  );
}

/**
 * Not a wait: the next cycle is up to a month away, other articles would queue behind this one all the while, and an
 * article that is weeks late is not what its schedule meant. The author can raise the cap at any time, or retry then.
 */
export function spendCap(_: Asked, { resetDate }: Problem): string {
  const until = resetDate === null ? 'before the next billing cycle' : `before ${resetDate}`;
  return `the spending cap of X's billing cycle is reached, so X takes nothing ${until}; raise the cap, or retry then`;
}

/** A refusal with requests left comes from another limit, such as the app's for a day, whose end X does not tell. */
export function rateLimited({ nowMs }: Asked, { facts: { window } }: Problem): Refusal {
  const toldMs = window?.remaining === 0 ? window.resetMs + SECOND : nowMs + WINDOW_MS;
  const untilMs = Math.min(Math.max(toldMs, nowMs + 5 * SECOND), nowMs + 24 * HOUR);
  return { kind: 'wait', untilMs, why: "X's rate limit is reached" };
}

/** On a repeat it is the trace of the attempt before, which landed after all: its id has to be found. */
export function duplicate({ what, earlier }: Asked): Refusal {
  if (earlier.length > 0) return { kind: 'unknown', why: `X has ${what} already, it says` };
  const why = `X refuses ${what} as a copy of a post it has; change the text, or wait a day and retry`;
  return { kind: 'give-up', mendable: true, why };
}

export function notSummoned(asked: Asked, problem: Problem): string {
  if (asked.parentAgeMs === null) return refused(asked, problem);
  return (
    `X refuses ${asked.what}: since February 2026 its API takes replies only under posts that mention the account or ` +
    'are its own, and it did not count this as one. The posts before it are out; retry, or post the rest by hand'
  );
}

/** Nothing was taken, and asking costs nothing: rather ask for some minutes than leave a thread half-way. */
export function parentGone({ what, nowMs, earlier, parentAgeMs }: Asked): Refusal {
  if (parentAgeMs !== null && parentAgeMs <= FRESH_MS) {
    const why = `X does not show the post that ${what} replies to yet`;
    const pauseMs = Math.min(MINUTE, 5 * SECOND * 2 ** Math.min(times(earlier, why), 10));
    return { kind: 'wait', untilMs: nowMs + pauseMs, why };
  }
  return { kind: 'give-up', mendable: true, why: `the post that ${what} replies to is gone from X, or hidden` };
}

/**
 * X's one answer to texts too long for the plan, to trouble with pictures and to suspected spam. It was seen to pass by
 * itself, so that it is tried again, but not for long: an account that insists may be suspended.
 */
export function notPermitted({ what, nowMs, earlier }: Asked): Refusal {
  const why = `X does not permit ${what} and does not say why; it may take it for spam`;
  if (times(earlier, why) + 1 < INTERMITTENT_TRIES) return { kind: 'wait', untilMs: nowMs + INTERMITTENT_MS, why };
  return { kind: 'give-up', mendable: true, why: `${why}: look at the account on x.com, then retry` };
}

function times(earlier: Asked['earlier'], why: string): number {
  return earlier.filter((each) => each === why).length;
}
