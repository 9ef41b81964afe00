import { isObject, type JsonObject, objectsIn, textIn } from '../../json.ts';

/** What came of one request, as plain data that holds nothing of the account's secrets. */
export type Reply =
  | { readonly kind: 'success'; readonly body: unknown; readonly facts: Facts }
  | { readonly kind: 'refusal'; readonly problem: Problem }
  /** It left and may have been carried out; no answer could be read. `why` follows "the answer …". */
  | { readonly kind: 'lost'; readonly why: string }
  /** Not a byte of it left. `isStale`: it came too late to leave. */
  | { readonly kind: 'unsent'; readonly why: string; readonly isStale: boolean };

/** What an answer says beside its body. */
export interface Facts {
  readonly window: RateWindow | null;
  /** What the token may do: `read`, `read-write`, …; `null` where X does not say. */
  readonly accessLevel: string | null;
  /** How far X's clock is ahead of ours, in milliseconds; `null` where X does not say. */
  readonly aheadMs: number | null;
}

/** What is left of the requests of one kind, which X grants for 15 minutes at a time. */
export interface RateWindow {
  readonly limit: number;
  readonly remaining: number;
  /** When the next window opens, by our clock. */
  readonly resetMs: number;
}

/** An answer that is not a success. */
export interface Problem {
  readonly status: number;
  /** Whether the body was a problem in X's JSON: where it was not, only the status is known. */
  readonly isReadable: boolean;
  /** Last segment of the problem's type, which comes with different hosts; empty where there is none. */
  readonly type: string;
  readonly title: string;
  /** X's own words, fit to be repeated. */
  readonly says: string;
  /** Codes of the old API, 187 for a duplicate. */
  readonly codes: readonly number[];
  /** First day of the next billing cycle, `2026-04-14`. */
  readonly resetDate: string | null;
  readonly facts: Facts;
}

/** By lower-case name. */
export type HeaderValues = Readonly<Record<string, unknown>>;

export function factsOf(headers: HeaderValues, nowMs: number): Facts {
  const sentMs = Date.parse(String(headers.date));
  const aheadMs = Number.isNaN(sentMs) ? null : sentMs - nowMs;
  const level = headers['x-access-level'];
  return {
    aheadMs,
    window: windowOf(headers, aheadMs ?? 0),
    accessLevel: typeof level === 'string' && /^[a-z-]{1,40}$/.test(level) ? level : null,
  };
}

function windowOf(headers: HeaderValues, aheadMs: number): RateWindow | null {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    Number(headers[`x-rate-limit-${name}`] ?? Number.NaN),
  );
  if (limit === undefined || remaining === undefined || reset === undefined) return null;
  if (![limit, remaining, reset].every(Number.isSafeInteger)) return null;
  return { limit, remaining, resetMs: reset * 1_000 - aheadMs };
}

/**
 * @param body parsed JSON, or `undefined` where it could not be read
 * @param clean makes words from outside fit to be repeated
 */
export function problemOf(status: number, body: unknown, facts: Facts, clean: (words: string) => string): Problem {
  const errors = objectsIn(body, 'errors');
  const messages = errors.map((error) => textIn(error, 'message')).filter((message) => message !== '');
  const detail = textIn(body, 'detail');
  const date = textIn(body, 'reset_date');
  return {
    status,
    isReadable: isObject(body) && (detail !== '' || textIn(body, 'title') !== '' || errors.length > 0),
    type: textIn(body, 'type').split('/').at(-1) ?? '',
    title: textIn(body, 'title'),
    says: clean(messages.length > 0 ? messages.join(' ') : detail),
    codes: errors.flatMap(codeOf),
    resetDate: /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null,
    facts,
  };
}

function codeOf({ code }: JsonObject): readonly number[] {
  return typeof code === 'number' ? [code] : [];
}
