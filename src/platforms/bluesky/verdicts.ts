import type { Cause, Verdict } from '../../delivery/verdict.ts';
import { type Hindrance, STALE } from '../../publisher.ts';
import type { Failure, Problem } from './reply.ts';

/** What was refused, as far as it matters to what the refusal means. */
export interface Asked {
  /** As the author would say it: `the thread`, `a picture of post 3`, `the sign-in`. */
  readonly what: string;
  readonly nowMs: number;
}

/** A verdict that is none of success. */
export type Refusal = Exclude<Verdict, { kind: 'sent' }>;

type Meaning = (asked: Asked, problem: Problem) => Refusal;

interface Row {
  readonly row: string;
  /** Both have to hold, where given. */
  readonly status?: (status: number) => boolean;
  readonly error?: RegExp;
  readonly verdict: Meaning;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Bluesky's shortest window; for a refusal that does not say when its limit opens. */
const WINDOW_MS = 5 * MINUTE;

const is = (status: number) => (each: number) => each === status;

/**
 * What the PDS answers (reference: its source, and answers of 0.4.217 and 0.5.35), and what it means. The first row
 * that applies holds. A record that exists already is answered with 500, like any trouble: only reading tells.
 */
const TABLE: readonly Row[] = [
  {
    row: 'not certain',
    status: (status) => status >= 500 || status < 400 || [408, 409].includes(status),
    verdict: notCertain,
  },
  { row: 'rate limit', status: is(429), verdict: rateLimited },
  { row: 'second factor', error: /^AuthFactorTokenRequired$/, verdict: mendable(() => OWN_PASSWORD, 'secrets') },
  {
    row: 'taken down',
    error: /(?:Taken?down|Suspended)$/,
    verdict: mendable((_, { says }) => `Bluesky has taken the account down${inBrackets(says)}`, 'account'),
  },
  {
    row: 'deactivated',
    error: /Deactivated$/,
    verdict: mendable(() => 'the account is deactivated; reactivate it in the Bluesky app, then retry', 'account'),
  },
  { row: 'password', status: is(401), error: /^AuthenticationRequired$/, verdict: mendable(() => PASSWORD, 'secrets') },
  { row: 'session', status: is(401), verdict: mendable(() => SESSION, 'secrets') },
  { row: 'session', error: /^(?:Expired|Invalid)Token$/, verdict: mendable(() => SESSION, 'secrets') },
  {
    row: 'too large',
    status: is(413),
    verdict: final(({ what }) => `${what} is too large for Bluesky to take at once`),
  },
  {
    row: 'picture gone',
    error: /^BlobNotFound$/,
    verdict: ({ what }) => ({ kind: 'not-sent', why: `Bluesky no longer has a picture of ${what}` }),
  },
  { row: 'picture', error: /^(?:Invalid(?:MimeType|Size)|BlobTooLarge)$/, verdict: mendable(refused) },
  { row: 'invalid', status: is(400), error: /^Invalid(?:Request|Record)$/, verdict: final(refused) },
  { row: 'other', verdict: mendable(refused) },
];

const NEW_PASSWORD =
  "make an app password in the Bluesky app under Settings, Privacy and security, and set it in the account's environment variable";
const PASSWORD = `Bluesky does not accept the handle with this app password; check the handle, or ${NEW_PASSWORD}`;
const SESSION = `Bluesky does not accept its own session any more; ${NEW_PASSWORD}`;
const OWN_PASSWORD = `Bluesky wants a code by e-mail, so this is the account's own password; ${NEW_PASSWORD}`;

export interface Judgement {
  /** Name of the row that applied. */
  readonly row: string;
  readonly verdict: Refusal;
}

/** What a refusal means. */
export function judge(problem: Problem, asked: Asked): Judgement {
  const applies = ({ status, error }: Row) =>
    (status?.(problem.status) ?? true) && (error?.test(problem.error) ?? true);
  const { row, verdict } = TABLE.find(applies) ?? { row: 'not certain', verdict: notCertain };
  return { row, verdict: verdict(asked, problem) };
}

/** Whether a fresh session may help. */
export function isTokenRefused({ status, error }: Problem): boolean {
  return status === 401 || (status === 400 && ['ExpiredToken', 'InvalidToken'].includes(error));
}

/** What a failure means for a commit; a hindrance stays what it is. */
export function verdictOf(failure: Failure | Hindrance, asked: Asked): Refusal {
  switch (failure.kind) {
    case 'unsent':
      return failure.isStale ? STALE : { kind: 'not-sent', why: failure.why };
    case 'lost':
      return { kind: 'unknown', why: `Bluesky's answer to ${asked.what} ${failure.why}` };
    case 'refusal':
      return judge(failure.problem, asked).verdict;
    default:
      return failure;
  }
}

/** The same for something that changes nothing, or may be done again. */
export function hindrance(failure: Failure | Hindrance, asked: Asked): Hindrance {
  const verdict = verdictOf(failure, asked);
  return verdict.kind === 'unknown' ? { kind: 'not-sent', why: verdict.why } : verdict;
}

/** The author can change what stands in the way, and then retry. */
function mendable(words: (asked: Asked, problem: Problem) => string, cause?: Cause): Meaning {
  return (asked, problem) => ({
    ...{ kind: 'give-up', mendable: true, why: words(asked, problem) },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The same would be refused for ever: another article has to be made. */
function final(words: (asked: Asked, problem: Problem) => string): Meaning {
  return (asked, problem) => ({ kind: 'give-up', mendable: false, why: words(asked, problem) });
}

function refused({ what }: Asked, { status, error, says }: Problem): string {
  return `Bluesky refuses ${what} (${[`${status} ${error}`.trim(), says].filter((part) => part !== '').join(': ')})`;
}

function inBrackets(says: string): string {
  return says === '' ? '' : ` (${says})`;
}

function notCertain({ what }: Asked, { status }: Problem): Refusal {
  return { kind: 'unknown', why: `Bluesky answered ${status} to ${what} and may have carried it out all the same` };
}

/** Never for longer than a day, which is Bluesky's longest window, whatever its clock or ours says. */
function rateLimited({ what, nowMs }: Asked, { resetMs }: Problem): Refusal {
  const toldMs = resetMs === null ? nowMs + WINDOW_MS : resetMs + SECOND;
  const untilMs = Math.min(Math.max(toldMs, nowMs + 5 * SECOND), nowMs + DAY);
  return { kind: 'wait', untilMs, why: `Bluesky's rate limit for ${what} is reached` };
}
