import type { Span } from '../servers/random.ts';
import type { Endpoint } from './endpoints.ts';
import { type Prices, pricesOfAugust2026 } from './ledger.ts';

/** One login of the platform with the four secrets of OAuth 1.0a. */
export interface XAccount {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
  /** What the token was minted for. */
  access: 'read-write' | 'read' | 'revoked';
  /** A subscriber may write 25,000 weighted characters instead of 280. */
  premium: boolean;
  /** Reads of one's own posts are cheap only where the account owns the developer app. */
  ownsApp: boolean;
}

export type Spelling = 'old' | 'new';

/** How the platform behaves. A test may change any of it at any time; it is read anew at every request. */
export interface XSettings {
  accounts: XAccount[];
  /** `leaky` lets `duplicateLeak` of the copies through. */
  duplicates: 'on' | 'off' | 'leaky';
  duplicateLeak: number;
  /** How long a text is remembered. X says "a few hours", users report about a day. */
  duplicateWindowMs: number;
  /** From commit until reads show a post, drawn for each post. */
  lagMs: Span;
  /** From commit until a post may be replied to, drawn for each post; before that X answers as if it were deleted. */
  freshMs: Span;
  /** `refused`: replies under one's own posts fall under the rule of 2026-02-23 as well. */
  selfReplies: 'allowed' | 'refused';
  /** What happens to a post whose private metrics are refused: the whole post is left out, or only the fields. */
  refusedMetrics: 'post' | 'fields';
  /** `tweet` or `post` in the names of fields (the rename of OpenAPI 2.167), for all endpoints or for some. */
  spelling: Spelling | Partial<Record<Endpoint, Spelling>>;
  /** Prepaid credits; null: without end. */
  creditsUsd: number | null;
  /** Which of the two bodies of a 402 is sent. */
  creditsWording: 'old' | 'new';
  /** Spending limit of the billing cycle; null: none. */
  spendCapUsd: number | null;
  /** First day of the next billing cycle, told when the cap is reached. */
  spendCapResets: string;
  prices: Prices;
  /** Requests per user in 15 minutes, where they differ from X's own. */
  limits: Partial<Record<Endpoint, number>>;
  /** Posts per app in 24 hours. */
  appPostsPerDay: number;
  /** Hosts whose links are refused. */
  refusedDomains: string[];
  /** How long uploaded media is "processed", and whether it fails in the end; null: at once. */
  processing: { ms: number; checkAfterSecs: number; fails: boolean } | null;
  /** From commit to the first byte of the answer, in real time. */
  latencyMs: number;
}

/** The account that is there unless a test brings its own. The secrets are made up. */
export const testAccount: XAccount = {
  id: '1700000000000000001',
  username: 'spool_test',
  name: 'Spool Test',
  appKey: 'test-app-key',
  appSecret: 'test-app-secret',
  accessToken: '1700000000000000001-test-access-token',
  accessSecret: 'test-access-secret',
  access: 'read-write',
  premium: false,
  ownsApp: true,
};

export function defaultSettings(): XSettings {
  return {
    accounts: [{ ...testAccount }],
    duplicates: 'on',
    duplicateLeak: 0.5,
    duplicateWindowMs: 24 * 3_600_000,
    lagMs: 0,
    freshMs: 0,
    selfReplies: 'allowed',
    refusedMetrics: 'post',
    spelling: 'old',
    creditsUsd: null,
    creditsWording: 'new',
    spendCapUsd: null,
    spendCapResets: '2027-01-01',
    prices: { ...pricesOfAugust2026 },
    limits: {},
    appPostsPerDay: 10_000,
    refusedDomains: [],
    processing: null,
    latencyMs: 0,
  };
}
