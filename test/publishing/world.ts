import type { Delivery, Plan, Receipt } from '../../src/delivery/delivery.ts';
import type { Settling, Sighting, Verdict } from '../../src/delivery/verdict.ts';
import { duplicate } from '../../src/platforms/x/meanings.ts';
import {
  type Adoption,
  type Hindrance,
  type Publisher,
  postsOf,
  type Removal,
  type SendRequest,
  STALE,
  type StepRequest,
} from '../../src/publisher.ts';
import type { EventClock } from './clock.ts';

// Other rooms take the clock that moves when it is told to from here.
export { WorldClock } from './world-clock.ts';

/** A post as the platform has it, whatever anybody was told about it. */
export interface Truth {
  readonly id: string;
  readonly delivery: string;
  readonly index: number;
  readonly parent: string | null;
  readonly text: string;
  /** By the wall clock, as a receipt tells it. */
  readonly atMs: number;
  /** From when on reading shows it, by the true time. */
  readonly visibleMs: number;
  isRemoved: boolean;
}

/** What becomes of one request to send: whether the post is there, and what the sender learns. */
export type Fate =
  | 'taken'
  | 'refused'
  | 'rate-limited'
  /** There, and no answer until the sender gives up. */
  | 'lost-answer'
  /** There, and an answer at once that says nothing. */
  | 'unreadable'
  /** Not there, and no answer. */
  | 'never-arrived'
  /** Not there, and a broken connection at once. */
  | 'reset'
  /** There, after the sender has given up. */
  | 'late'
  /** Refused for a reason that only the author can mend. */
  | 'forbidden';

export interface FateOf {
  send(): Fate;
  look(): 'seen' | 'unreadable';
  remove(): 'taken' | 'refused' | 'rate-limited' | 'lost-answer';
  preflight(): 'fine' | 'not-now';
  /** How long an answered request takes. */
  tookMs(): number;
  /** After the request was given up, for `late`. */
  lateMs(): number;
  /** Until a post shows in reads. */
  lagMs(): number;
}

export interface Rules {
  readonly settling: Settling;
  readonly requestMs: number;
  /** All posts leave in one request under keys fixed beforehand, as on Bluesky; else one each, as on X. */
  readonly whole: boolean;
  /** Whether the platform refuses a text it already has, as X most often does. */
  readonly refusesDuplicates: boolean;
}

/** Told of every request at the moment it leaves. */
export type Inspect = (request: SendRequest) => Promise<void>;

/** A platform in memory that keeps the truth and answers as a network would: truthfully, wrongly, late or not at all. */
export class World {
  readonly truth: Truth[] = [];
  /** How often each thing happened: a run in which a fault never struck proves nothing about it. */
  readonly seen = new Map<string, number>();
  /** What must never happen, as it happened. */
  readonly wrongs: string[] = [];
  /** By delivery and step: reads that truly did not show it, and requests that left their sender in doubt. */
  readonly absences = new Map<string, number>();
  readonly doubts = new Map<string, number>();
  #keys = 0;
  readonly #clock: EventClock;
  readonly #fate: FateOf;
  readonly #rules: Rules;

  constructor(clock: EventClock, fate: FateOf, rules: Rules) {
    this.#clock = clock;
    this.#fate = fate;
    this.#rules = rules;
  }

  publisher(inspect: Inspect): Publisher {
    return {
      settling: this.#rules.settling,
      ...(this.#rules.whole ? { seal: async (delivery: Delivery) => this.#seal(delivery) } : {}),
      preflight: async () => this.#preflight(),
      send: (request) => this.#send(request, inspect),
      look: (request) => this.#look(request),
      remove: (request) => this.#remove(request),
      adopt: async (request, url) => this.#adopt(request, url),
      measure: async () => ({ read: new Map(), hindrance: null, notes: [] }),
    };
  }

  count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  /** The posts of a delivery that readers find, whether or not this account's own reads show them yet. */
  standing(delivery: string): Truth[] {
    return this.truth.filter((each) => each.delivery === delivery && !each.isRemoved);
  }

  #preflight(): Hindrance | null {
    if (this.#fate.preflight() === 'fine') return null;
    this.count('not-now');
    return { kind: 'not-sent', why: 'the platform cannot be reached' };
  }

  #seal(delivery: Delivery): Plan {
    const { plan } = delivery;
    if (plan.posts.some(({ payload }) => 'key' in payload)) return plan;
    const posts = plan.posts.map(({ post, payload }) => ({ post, payload: { ...payload, key: `k${++this.#keys}` } }));
    return { ...plan, posts };
  }

  async #send(request: SendRequest, inspect: Inspect): Promise<Verdict> {
    if (!request.mayLeave()) {
      this.count('stale');
      return STALE;
    }
    await inspect(request);
    const fate = this.#fate.send();
    this.count(fate);
    if (IN_DOUBT.has(fate)) add(this.doubts, stepOf(request));
    const tookMs = this.#fate.tookMs();
    const { requestMs } = this.#rules;
    switch (fate) {
      case 'refused':
        await this.#clock.sleep(tookMs);
        return { kind: 'not-sent', why: 'refused' };
      case 'rate-limited':
        await this.#clock.sleep(tookMs);
        return { kind: 'wait', untilMs: this.#clock.nowMs() + 60_000, why: 'rate limit' };
      case 'forbidden':
        await this.#clock.sleep(tookMs);
        return { kind: 'give-up', why: 'credits are used up', mendable: true };
      case 'never-arrived':
        await this.#clock.sleep(requestMs);
        return { kind: 'unknown', why: 'no answer' };
      case 'reset':
        await this.#clock.sleep(tookMs);
        return { kind: 'unknown', why: 'the connection broke' };
      case 'late':
        this.#clock.after(requestMs + this.#fate.lateMs(), () => {
          if (this.#take(request)) this.count('arrived-late');
        });
        await this.#clock.sleep(requestMs);
        return { kind: 'unknown', why: 'no answer' };
      case 'taken':
      case 'unreadable':
      case 'lost-answer':
        return this.#takeAndAnswer(request, fate, tookMs);
    }
  }

  async #takeAndAnswer(
    request: SendRequest,
    fate: 'taken' | 'unreadable' | 'lost-answer',
    tookMs: number,
  ): Promise<Verdict> {
    const arrival = Promise.withResolvers<boolean>();
    // What has left arrives, whatever becomes of the sender.
    this.#clock.after(tookMs / 2, () => arrival.resolve(this.#take(request)));
    const isTaken = await arrival.promise;
    await this.#clock.sleep(fate === 'lost-answer' ? this.#rules.requestMs : tookMs / 2);
    if (!isTaken && fate !== 'lost-answer') return this.#refusedCopy(request);
    return fate === 'taken'
      ? { kind: 'sent', receipts: this.#receipts(request, () => true) }
      : { kind: 'unknown', why: 'no answer that can be read' };
  }

  /** X's adapter judges by what went before; Bluesky's never knows. */
  #refusedCopy({ delivery, step, nowMs }: StepRequest): Verdict {
    if (this.#rules.whole) return { kind: 'unknown', why: 'an error' };
    const earlier = delivery.attempts.filter((attempt) => attempt.step === step).map(({ why }) => why);
    return duplicate({ what: `post ${step + 1}`, earlier, nowMs, parentAgeMs: null });
  }

  /** `false` where it is refused as a copy: of the key on one platform, of the text on the other. */
  #take(request: StepRequest): boolean {
    const posts = postsOf(request);
    const isThere = posts.some((post) => this.truth.some((each) => this.#isCopy(request, post, each)));
    if (isThere && (this.#rules.whole || this.#rules.refusesDuplicates)) {
      this.count('duplicate-refused');
      return false;
    }
    const { delivery } = request;
    let parent = delivery.receipts.find((receipt) => receipt.index === (posts[0]?.index ?? 0) - 1)?.id ?? null;
    for (const { index, planned } of posts) {
      const { key } = planned.payload;
      const id = typeof key === 'string' ? key : `${this.truth.length + 1}`;
      const visibleMs = this.#clock.trueMs() + (this.#rules.whole ? 0 : this.#fate.lagMs());
      const { text } = planned.post;
      const atMs = this.#clock.nowMs();
      this.truth.push({ id, delivery: delivery.id, index, parent, text, atMs, visibleMs, isRemoved: false });
      parent = id;
    }
    return true;
  }

  #isCopy({ delivery }: StepRequest, { index, planned }: ReturnType<typeof postsOf>[number], truth: Truth): boolean {
    if (truth.isRemoved) return false;
    return this.#rules.whole
      ? truth.id === planned.payload.key
      : truth.delivery === delivery.id && truth.index === index;
  }

  async #look(request: StepRequest): Promise<Sighting> {
    await this.#clock.sleep(this.#fate.tookMs());
    if (this.#fate.look() === 'unreadable') {
      this.count('look-failed');
      return { kind: 'unreadable', why: 'no answer' };
    }
    const receipts = this.#receipts(request, (each) => each.visibleMs <= this.#clock.trueMs());
    const isFound = receipts.length === postsOf(request).length;
    this.count(isFound ? 'found' : 'not-seen');
    if (!isFound) add(this.absences, stepOf(request));
    return isFound ? { kind: 'found', receipts } : { kind: 'absent' };
  }

  async #remove({ delivery, step }: StepRequest): Promise<Removal> {
    const fate = this.#fate.remove();
    this.count(`removal-${fate}`);
    await this.#clock.sleep(this.#fate.tookMs());
    if (fate === 'refused') return { kind: 'not-sent', why: 'refused' };
    if (fate === 'rate-limited') return { kind: 'wait', untilMs: this.#clock.nowMs() + 60_000, why: 'rate limit' };
    const indices = delivery.plan.steps[step] ?? [];
    if (this.standing(delivery.id).some(({ index }) => index > Math.max(...indices))) {
      this.wrongs.push(`post ${indices[0]} of ${delivery.id} is taken down before those that follow it`);
    }
    const ids = delivery.receipts.filter(({ index }) => indices.includes(index)).map(({ id }) => id);
    for (const each of this.truth) if (ids.includes(each.id)) each.isRemoved = true;
    return fate === 'taken' ? { kind: 'removed' } : { kind: 'unknown', why: 'no answer' };
  }

  /** An address is the post's id; the account may be looked at where reads do not show everything yet. */
  #adopt(request: StepRequest, url: string): Adoption {
    const posts = this.standing(request.delivery.id).filter(({ index }) =>
      postsOf(request).some((each) => each.index === index),
    );
    if (posts[0]?.id !== url) return { kind: 'refused', why: 'this is another post' };
    return { kind: 'found', receipts: posts.map(receiptOf) };
  }

  #receipts(request: StepRequest, isShown: (truth: Truth) => boolean): Receipt[] {
    return postsOf(request).flatMap(({ index, planned }) => {
      const isIt = (each: Truth) =>
        this.#rules.whole
          ? each.id === planned.payload.key
          : each.delivery === request.delivery.id && each.index === index;
      const found = this.truth.find((each) => isIt(each) && !each.isRemoved && isShown(each));
      return found === undefined ? [] : [receiptOf(found)];
    });
  }
}

/** Posts that never came to be, so that a copy of them is due, after a proof. */
const IN_DOUBT: ReadonlySet<Fate> = new Set(['never-arrived', 'reset']);

export function stepOf({ delivery, step }: Pick<StepRequest, 'delivery' | 'step'>): string {
  return `${delivery.id}/${step}`;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function receiptOf({ id, index, atMs }: Truth): Receipt {
  return { index, id, uri: null, url: id, cid: null, atMs };
}
