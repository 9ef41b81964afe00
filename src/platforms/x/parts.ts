import type { Hindrance } from '../../publisher.ts';
import type { Charges } from './charges.ts';
import type { Send } from './client.ts';
import type { WhoAmI } from './identity.ts';
import type { Asked, Refusal } from './meanings.ts';
import type { Pictures } from './pictures.ts';
import type { RateWindow, Reply } from './reply.ts';
import { judge } from './verdicts.ts';

/** What the parts of the adapter share: one set for each account. */
export interface XParts {
  readonly send: Send;
  /** The wall clock, in epoch milliseconds. */
  readonly nowMs: () => number;
  /** Without the leading `@`. */
  readonly handle: string;
  readonly charges: Charges;
  readonly whoAmI: WhoAmI;
  readonly pictures: Pictures;
  /** What the last answer to a post said is left; `null` before the first in this process. */
  readonly posting: { window: RateWindow | null };
  /** Whether X has refused the private numbers of the account's posts, in this process. */
  readonly privateNumbers: { areRefused: boolean };
}

/** What a request of which nothing depends on its place in a thread is judged by. */
export function asked(what: string, nowMs: number): Asked {
  return { what, nowMs, earlier: [], parentAgeMs: null };
}

/** What a reply other than a success means for something that changes nothing, or may be done again. */
export function hindrance(reply: Exclude<Reply, { kind: 'success' }>, about: Asked): Hindrance {
  switch (reply.kind) {
    case 'unsent':
      return { kind: 'not-sent', why: reply.why };
    case 'lost':
      return { kind: 'not-sent', why: `X's answer to ${about.what} ${reply.why}` };
    case 'refusal':
      return harmless(judge(reply.problem, about).verdict);
  }
}

function harmless(verdict: Refusal): Hindrance {
  return verdict.kind === 'unknown' ? { kind: 'not-sent', why: verdict.why } : verdict;
}
