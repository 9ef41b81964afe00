/** What came of one request, as plain data that holds nothing of the account's secrets. */
export type Reply<T> = { readonly kind: 'success'; readonly data: T } | Failure;

export type Failure =
  | { readonly kind: 'refusal'; readonly problem: Problem }
  /** It left and may have been carried out; no answer could be read. `why` follows "the answer …". */
  | { readonly kind: 'lost'; readonly why: string }
  /** Not a byte of it left. `isStale`: it came too late to leave. */
  | { readonly kind: 'unsent'; readonly why: string; readonly isStale: boolean };

/** An answer that is not a success. */
export interface Problem {
  readonly status: number;
  /** The server's name for it, such as `ExpiredToken`; empty where it gives none. */
  readonly error: string;
  /** The server's own words, fit to be repeated. */
  readonly says: string;
  /** When its limit opens again, by our clock; `null` where it does not say. */
  readonly resetMs: number | null;
}

/** Codes of Node for a connection that never stood. */
const UNCONNECTED = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What an exception of `fetch` means: only a connection that never stood is sure to have carried nothing. */
export function failureOf(error: unknown): Failure {
  const { code, syscall } = innermost(error);
  if (UNCONNECTED.has(code) || syscall === 'connect' || syscall === 'getaddrinfo') {
    return { kind: 'unsent', why: `no connection to Bluesky (${code})`, isStale: false };
  }
  return {
    kind: 'lost',
    why: error instanceof Error && error.name === 'TimeoutError' ? 'did not come in time' : 'did not come',
  };
}

/** `fetch` wraps what the connection says, and a name with several addresses has an error for each of them. */
function innermost(error: unknown): { readonly code: string; readonly syscall: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors.at(-1));
  if (error instanceof Error && error.cause instanceof Error) return innermost(error.cause);
  const read = (name: 'code' | 'syscall') => {
    const value: unknown = error instanceof Error ? Object.getOwnPropertyDescriptor(error, name)?.value : undefined;
    return typeof value === 'string' && /^\w{1,60}$/.test(value) ? value : '';
  };
  return { code: read('code'), syscall: read('syscall') };
}

/** When a rate limit opens, from the headers of an answer: `ratelimit-reset` in the server's seconds since 1970. */
export function resetMsIn(headers: Headers, nowMs: number): number | null {
  const reset = Number(headers.get('ratelimit-reset') ?? Number.NaN);
  if (!Number.isSafeInteger(reset)) return null;
  const sentMs = Date.parse(headers.get('date') ?? '');
  return reset * 1_000 + (Number.isNaN(sentMs) ? 0 : nowMs - sentMs);
}
