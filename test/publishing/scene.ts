import type { Delivery } from '../../src/delivery/delivery.ts';
import { OPEN_STATES } from '../../src/delivery/delivery.ts';
import type { Timing } from '../../src/delivery/timing.ts';
import type { Settling } from '../../src/delivery/verdict.ts';
import type { SendRequest } from '../../src/publisher.ts';
import type { Store } from '../../src/store.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';
import { EventClock } from './clock.ts';
import { type Done, Process, type Strike, type Surroundings } from './process.ts';
import { type FateOf, type Rules, World } from './world.ts';

export const ACCOUNT = 'x';
/** The lease under which its live threads go out. */
const LANE = `${ACCOUNT}/live`;
/** A world in which as much as this happens without an end is stuck. */
const MOST_EVENTS = 100_000;

/** One store, one platform and one clock, the processes at work on them, and what is noticed as it happens. */
export class Scene {
  readonly clock = new EventClock();
  readonly world: World;
  readonly store: Store;
  readonly timing: Timing;
  readonly settling: Settling;
  /** Whether the author interferes: what was tried then starts anew. */
  isMeddled = false;
  readonly processes: Process[] = [];
  readonly ids: string[] = [];
  /** By delivery: how many attempts there were when it was stopped. No later one may be begun. */
  readonly stopped = new Map<string, number>();
  /** By delivery: its plan when the first request left. */
  readonly #plans = new Map<string, string>();
  /** By lease: who holds it without having given it back. */
  readonly #holders = new Map<string, Process>();
  readonly #dropped = new Map<Process, number>();
  #isOver = false;
  #pending = 0;

  constructor(store: Store, timing: Timing, fate: FateOf, rules: Omit<Rules, 'requestMs'>) {
    this.settling = rules.settling;
    this.store = store;
    this.timing = timing;
    this.world = new World(this.clock, fate, { ...rules, requestMs: timing.requestMs });
  }

  /** A thread to publish, in one request or one post each. */
  async plan(id: string, posts: number, whole: boolean): Promise<void> {
    const indices = Array.from({ length: posts }, (_, index) => index);
    const steps = whole ? [indices] : indices.map((index) => [index]);
    const article = { id, title: id, source: id, contentHash: id };
    const plan = { posts: plannedPosts(posts), steps, costUsd: 0 };
    const createdMs = this.clock.nowMs();
    await this.store.addDelivery(newDelivery({ id, article, account: ACCOUNT, live: true, createdMs, plan }));
    if (this.ids.push(id) === 2) this.world.count('second-thread');
  }

  /** Starts a process. @param store its own way to the store, where it has one */
  process(owner: string, strike: Strike, store: Store = this.store): Process {
    const publisher = this.world.publisher((request) => this.#inspect(request));
    const { clock, timing } = this;
    const around: Surroundings = {
      store,
      publisher,
      clock,
      timing,
      owner,
      onDone: (done) => this.#note(process, done),
    };
    const process = new Process(around, strike);
    this.processes.push(process);
    return process;
  }

  /** Lets everything happen until `end` is called. */
  async run(): Promise<void> {
    for (let event = 0; !this.#isOver && (await this.clock.next()); event++) {
      if (event === MOST_EVENTS) {
        this.world.wrongs.push('it never came to an end');
        return;
      }
    }
  }

  end(): void {
    this.#isOver = true;
  }

  /** Does something later that belongs to the run: it does not end before. */
  later(ms: number, work: () => Promise<void>): void {
    this.#pending++;
    this.clock.after(ms, () => void work().finally(() => this.#pending--));
  }

  /** Whether all that was to be done later has been done. */
  get isQuiet(): boolean {
    return this.#pending === 0;
  }

  async deliveries(): Promise<Delivery[]> {
    const found = await Promise.all(this.ids.map((id) => this.store.delivery(id)));
    return found.filter((delivery) => delivery !== null);
  }

  /** The rules that hold at the moment a request leaves. */
  async #inspect({ delivery, step }: SendRequest): Promise<void> {
    const all = await this.deliveries();
    const stored = all.find(({ id }) => id === delivery.id);
    const attempts = stored?.attempts ?? [];
    const wrong = (what: string) => this.world.wrongs.push(`${delivery.id}: ${what}`);
    const intent = attempts.findLast((each) => each.step === step);
    if (intent?.outcome !== null) wrong('a request left without an intent');
    const ageMs = this.clock.nowMs() - (intent?.intentMs ?? 0);
    if (ageMs < 0 || ageMs > this.timing.staleMs) wrong('a request left on a stale intent');
    const tookMs = (intent?.intentMs ?? 0) - (attempts[0]?.intentMs ?? 0);
    if (!this.isMeddled && tookMs > this.timing.giveUpMs) wrong('it goes on when it should have been given up');
    const plan = JSON.stringify(delivery.plan);
    if (plan !== JSON.stringify(stored?.plan)) wrong('what is sent is not the plan that is stored');
    if (plan !== (this.#plans.get(delivery.id) ?? plan)) wrong('its plan has changed since its first request');
    this.#plans.set(delivery.id, plan);
    const isUnderWay = (other: Delivery) =>
      other.id !== delivery.id && other.attempts.length > 0 && OPEN_STATES.some((state) => state === other.state);
    const before = attempts.filter((each) => each.step === step).slice(0, -1);
    if (before.some(({ outcome }) => outcome === 'absent')) this.world.count('sent-again');
    if (before.filter(({ outcome }) => outcome === 'absent').length > 1) this.world.count('doubly-unknown');
    if (attempts.length === 1 && all.some(isUnderWay)) wrong('it begins while another thread is half-way');
  }

  #note(process: Process, { name, given, result }: Done): void {
    const holder = this.#holders.get(LANE);
    if (name === 'recordIntent') {
      if (result === false) this.world.count('intent-refused');
      else if (holder !== process) this.world.wrongs.push('an intent was recorded without the lease');
    }
    if (name === 'dropLease' && !Number.isNaN(laneFence(given[0]))) this.#dropped.set(process, laneFence(given[0]));
    if (name === 'dropLease' && holder === process && !Number.isNaN(laneFence(given[0]))) this.#holders.delete(LANE);
    // A renewal asked for right before the end is heard of after it.
    if (name === 'takeLease' && result !== null && this.#dropped.get(process) === laneFence(result)) return;
    if (name === 'takeLease' && given[0] === LANE) this.#noteLease(process, result !== null, holder);
  }

  #noteLease(process: Process, isTaken: boolean, holder: Process | undefined): void {
    const { world, timing } = this;
    if (!isTaken) {
      world.count('lease-busy');
      return;
    }
    this.#holders.set(LANE, process);
    if (holder === undefined || holder === process) return;
    world.count('lease-taken-over');
    if (!holder.isDead) world.count('lease-lost');
    const isAwake = !holder.isDead && this.clock.trueMs() - holder.awayMs > timing.leaseMs;
    if (isAwake && !this.clock.wasSet) world.wrongs.push('the lease of a worker that is awake was taken over');
  }
}

/** NaN for another lease. */
function laneFence(lease: unknown): number {
  const { name, fence }: { name?: unknown; fence?: unknown } = Object(lease);
  return name === LANE ? Number(fence) : Number.NaN;
}
