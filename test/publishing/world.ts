import type { Clock } from '../../src/clock.ts';
import type { Receipt } from '../../src/delivery/delivery.ts';
import type { Settling, Sighting, Verdict } from '../../src/delivery/verdict.ts';
import { type Publisher, postsOf, type SendRequest, STALE, type StepRequest } from '../../src/platform.ts';

/** A clock that moves only when it is told to; what was asked to be done every so often is done on the way. */
export class WorldClock implements Clock {
  #nowMs = Date.UTC(2026, 10, 24, 9);
  readonly #repeated = new Set<{ nextMs: number; readonly ms: number; readonly work: () => void }>();

  nowMs(): number {
    return this.#nowMs;
  }

  every(ms: number, work: () => void): () => void {
    const repeated = { nextMs: this.#nowMs + ms, ms, work };
    this.#repeated.add(repeated);
    return () => this.#repeated.delete(repeated);
  }

  /** The processes sleep: the wall clock moves, and nothing that was to be repeated is done meanwhile. */
  jump(ms: number): void {
    this.#nowMs += ms;
    for (const repeated of this.#repeated) repeated.nextMs = this.#nowMs + repeated.ms;
  }

  pass(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#repeated].filter((each) => each.nextMs <= endMs).sort((a, b) => a.nextMs - b.nextMs)[0];
      if (due === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, due.nextMs);
      due.nextMs += due.ms;
      due.work();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }
}

/** A post as the platform has it, whatever anybody was told about it. */
export interface Truth {
  readonly id: string;
  readonly delivery: string;
  readonly index: number;
  readonly parent: string | null;
  readonly atMs: number;
  /** From when on reading shows it. */
  readonly visibleMs: number;
}

/** What the world does with one request to send. */
export type Fate = 'taken' | 'refused' | 'lost-answer' | 'never-arrived' | 'late' | 'rate-limited' | 'unreadable';

export interface FateOf {
  send(): Fate;
  look(): 'seen' | 'unreadable';
  /** How long a request takes. */
  tookMs(): number;
  /** After the request was given up, for `late`. */
  lateMs(): number;
  /** Until a post shows in reads. */
  lagMs(): number;
}

export interface Rules {
  readonly settling: Settling;
  readonly requestMs: number;
  /** Whether the platform refuses a text it already has, as X does. */
  readonly refusesDuplicates: boolean;
}

/** A platform in memory that keeps the truth and answers as a network would: truthfully, wrongly, late or not at all. */
export class World {
  readonly truth: Truth[] = [];
  /** How often each thing happened: a run in which a fault never struck proves nothing about it. */
  readonly seen = new Map<string, number>();
  #underWay: { readonly atMs: number; readonly request: StepRequest }[] = [];
  readonly #clock: WorldClock;
  readonly #fate: FateOf;
  readonly #rules: Rules;

  constructor(clock: WorldClock, fate: FateOf, rules: Rules) {
    this.#clock = clock;
    this.#fate = fate;
    this.#rules = rules;
  }

  publisher(): Publisher {
    return {
      settling: this.#rules.settling,
      send: async (request) => this.#send(request),
      look: async (request) => this.#look(request),
      measure: async () => [],
    };
  }

  count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  #send(request: SendRequest): Verdict {
    this.#arrive();
    if (!request.mayLeave()) {
      this.count('stale');
      return STALE;
    }
    const fate = this.#fate.send();
    this.count(fate);
    if (fate === 'refused') return { kind: 'not-sent', why: 'refused' };
    if (fate === 'rate-limited') return { kind: 'wait', untilMs: this.#clock.nowMs() + 60_000, why: 'rate limit' };
    if (fate === 'taken' || fate === 'lost-answer') {
      const tookMs = this.#fate.tookMs();
      // What has left arrives, even if the sender falls asleep now.
      const isTaken = this.#take(request, this.#clock.nowMs() + tookMs);
      this.#clock.pass(tookMs);
      if (!isTaken) return { kind: 'unknown', why: 'the platform has this text already' };
      if (fate === 'lost-answer') return { kind: 'unknown', why: 'no answer' };
      return { kind: 'sent', receipts: this.#receipts(request, () => true) };
    }
    const givenUpMs = this.#clock.nowMs() + this.#rules.requestMs;
    if (fate === 'late') this.#underWay.push({ atMs: givenUpMs + this.#fate.lateMs(), request });
    this.#clock.pass(this.#rules.requestMs);
    return { kind: 'unknown', why: 'no answer' };
  }

  /** Requests that had been given up by their sender reach the platform. */
  #arrive(): void {
    const due = this.#underWay.filter(({ atMs }) => atMs <= this.#clock.nowMs());
    this.#underWay = this.#underWay.filter((each) => !due.includes(each));
    for (const { request, atMs } of due) if (this.#take(request, atMs)) this.count('arrived-late');
  }

  /** `false` where the duplicate filter refuses it. */
  #take(request: StepRequest, atMs: number): boolean {
    const { delivery } = request;
    const posts = postsOf(request);
    const own = this.truth.filter((each) => each.delivery === delivery.id);
    if (this.#rules.refusesDuplicates && posts.some(({ index }) => own.some((each) => each.index === index))) {
      this.count('duplicate-refused');
      return false;
    }
    for (const { index } of posts) {
      const parent = delivery.receipts.find((receipt) => receipt.index === index - 1)?.id ?? null;
      const id = `${this.truth.length + 1}`;
      this.truth.push({ id, delivery: delivery.id, index, parent, atMs, visibleMs: atMs + this.#fate.lagMs() });
    }
    return true;
  }

  #look(request: StepRequest): Sighting {
    this.#clock.pass(this.#fate.tookMs());
    this.#arrive();
    if (this.#fate.look() === 'unreadable') {
      this.count('look-failed');
      return { kind: 'unreadable', why: 'no answer' };
    }
    const receipts = this.#receipts(request, (each) => each.visibleMs <= this.#clock.nowMs());
    const isFound = receipts.length === postsOf(request).length;
    this.count(isFound ? 'found' : 'not-seen');
    return isFound ? { kind: 'found', receipts } : { kind: 'absent' };
  }

  #receipts(request: StepRequest, isShown: (truth: Truth) => boolean): Receipt[] {
    return postsOf(request).flatMap(({ index }) => {
      const found = this.truth.find((each) => each.delivery === request.delivery.id && each.index === index);
      if (found === undefined || !isShown(found)) return [];
      return [{ index, id: found.id, uri: null, url: null, cid: null, atMs: found.atMs }];
    });
  }
}
