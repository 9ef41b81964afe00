import { type Random, seededRandom } from '../servers/random.ts';
import { createPost } from './create.ts';
import { deletePost } from './delete.ts';
import { type Endpoint, endpoints, findRoute } from './endpoints.ts';
import { Ledger } from './ledger.ts';
import { RateLimits } from './limits.ts';
import { MediaShelf } from './media.ts';
import type { Count, Metrics } from './metrics.ts';
import { OAuth } from './oauth.ts';
import { Posts, type XPost } from './posts.ts';
import { type Problem, problems, Refusal, spendCapReached } from './problems.ts';
import { lookupPost, lookupPosts, readMe, readTimeline } from './reads.ts';
import { failure, type XAnswer, type XRequest } from './request.ts';
import { defaultSettings, type XAccount, type XSettings } from './settings.ts';
import type { Call, State } from './state.ts';
import { normalise } from './text.ts';
import { appendMedia, describeMedia, finalizeMedia, initializeMedia, mediaStatus } from './uploads.ts';

const handlers: Readonly<Record<Endpoint, (call: Call) => XAnswer>> = {
  create: createPost,
  delete: deletePost,
  lookup: lookupPosts,
  'lookup-one': lookupPost,
  timeline: readTimeline,
  me: readMe,
  'media-initialize': initializeMedia,
  'media-append': appendMedia,
  'media-finalize': finalizeMedia,
  'media-status': mediaStatus,
  'media-metadata': describeMedia,
};

/** Settings to begin with, and where time and chance come from. */
export interface XOptions extends Partial<XSettings> {
  /** The platform's clock in milliseconds since the epoch. Default: the machine's. */
  readonly now?: () => number;
  /** The time the client is expected to sign with: the machine's clock, which real clients use, by default. */
  readonly clientNow?: () => number;
  /** Seed of lags, leaks and random faults. Default 1. */
  readonly seed?: number;
}

/** Something the owner does in the app, beside the API: not billed, not limited, not filtered. */
export interface ByHand {
  readonly text: string;
  readonly parentId?: string | null;
  /** Default: the first account. Any other id is a stranger. */
  readonly authorId?: string;
  readonly username?: string;
}

/**
 * The platform X, without a network: a complete request in, a complete answer out, at once. Written from X's published
 * documents and from what developers reported of the live service.
 *
 * Compared in November 2026 with X's OpenAPI document 2.167: the answers of all eleven endpoints, in the new spelling
 * and with every field and expansion the stand-in has, are valid by its response schemas, and so are the partial errors
 * of reads; the fields of CreatePostsRequest and the bounds of parameters are its own. The old spelling is that of 2.166.
 * Refusals are not those of the document, which knows few of them, but the bodies that were seen.
 */
export class X {
  readonly settings: XSettings;
  readonly random: Random;
  readonly now: () => number;
  readonly #state: State;
  readonly #clientNow: () => number;
  readonly #oauth = new OAuth();
  readonly #limits = new RateLimits();

  constructor(options: XOptions = {}) {
    const { now = Date.now, clientNow = Date.now, seed = 1, ...settings } = options;
    this.now = now;
    this.#clientNow = clientNow;
    this.random = seededRandom(seed);
    const merged = { ...defaultSettings(), ...settings };
    this.settings = { ...merged, accounts: merged.accounts.map((account) => ({ ...account })) };
    const { random } = this;
    this.#state = {
      settings: this.settings,
      posts: new Posts(),
      media: new MediaShelf(),
      ledger: new Ledger(),
      random,
    };
  }

  /** All posts ever committed, in order, deleted ones included. */
  get truth(): readonly XPost[] {
    return this.#state.posts.truth;
  }

  get ledger(): Ledger {
    return this.#state.ledger;
  }

  get media(): MediaShelf {
    return this.#state.media;
  }

  /**
   * Carries a request out. What it changes is committed when this returns. A simulation without a network may name the
   * signer instead of signing.
   */
  handle(request: XRequest, signer?: XAccount): XAnswer {
    const route = findRoute(request.method, request.path);
    if (!route) return failure(problems.notFound);
    const { settings } = this;
    const account = signer ?? this.#oauth.verify(request, settings.accounts, this.#clientNow());
    if (!account) return failure(problems.unauthorized);
    const now = this.now();
    const { exceeded, headers } = this.#limits.take(account, route.endpoint, settings, now);
    const call = { state: this.#state, account, request, now, ...route };
    const answer = exceeded ? failure(problems.tooManyRequests) : attempt(call);
    return { ...answer, headers: { ...answer.headers, ...headers, 'x-access-level': account.access } };
  }

  /** A fixed number, or one that changes with the age of the post. */
  setImpressions(id: string, impressions: Count): void {
    this.setMetrics(id, { impressions });
  }

  setMetrics(id: string, metrics: Partial<Metrics>): void {
    Object.assign(this.#existing(id).metrics, metrics);
  }

  postByHand(hand: ByHand): XPost {
    const [author] = this.settings.accounts;
    const { authorId = author?.id ?? '', username = author?.username ?? 'stranger' } = hand;
    const post = { authorId, username, text: normalise(hand.text), parentId: hand.parentId ?? null };
    return this.#state.posts.commit(post, this.now(), this.settings, this.random);
  }

  /** A new version has a new id; the old one leaves the timeline. */
  editByHand(id: string, text: string): XPost {
    const edits = this.#existing(id);
    const post = { authorId: edits.authorId, username: '', text: normalise(text), edits };
    return this.#state.posts.commit(post, this.now(), this.settings, this.random);
  }

  deleteByHand(id: string): void {
    this.#existing(id).deletedAt ??= this.now();
  }

  #existing(id: string): XPost {
    const post = this.#state.posts.get(id);
    if (!post) throw new Error(`The stand-in has no post ${id}.`);
    return post;
  }
}

function attempt(call: Call): XAnswer {
  const refusal = gate(call);
  if (refusal) return failure(refusal);
  try {
    return handlers[call.endpoint](call);
  } catch (error) {
    if (error instanceof Refusal) return failure(error.problem);
    throw error;
  }
}

/** What is refused before the request itself is looked at: the token's permission, then the money. */
function gate({ state, endpoint, account }: Call): Problem | null {
  const { settings, ledger } = state;
  const { creditsUsd, creditsWording, spendCapUsd, spendCapResets, prices } = settings;
  if (endpoints[endpoint].writes && !mayWrite(account)) return problems.readOnlyToken;
  if (spendCapUsd !== null && ledger.total() >= spendCapUsd) return spendCapReached(spendCapResets);
  const least = endpoint === 'create' ? prices.post : Number.EPSILON;
  if (creditsUsd === null || creditsUsd - ledger.total() >= least) return null;
  return creditsWording === 'new' ? problems.creditsDepleted : problems.creditsDepletedOld;
}

function mayWrite(account: XAccount): boolean {
  return account.access === 'read-write';
}
