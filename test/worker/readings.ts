import type { Config } from '../../src/config/config.ts';
import type { Receipt, State } from '../../src/delivery/delivery.ts';
import type { Numbers, Publisher, Question } from '../../src/publisher.ts';
import type { Snapshot } from '../../src/report/snapshot.ts';
import type { Store } from '../../src/store.ts';
import { measureDue, newReadingMemory, type ReadingMemory } from '../../src/worker/measure.ts';
import type { WorkerParts } from '../../src/worker/parts.ts';
import { newDelivery } from '../deliveries.ts';
import { Stage } from './stage.ts';

/** One call of a platform: what was asked, by whom, and when. */
interface Asked {
  readonly owner: string;
  readonly atMs: number;
  readonly ids: readonly string[];
  readonly mostMicroUsd: number;
}

/** Workers that read numbers of a made-up platform, which charges a tenth of a cent a post and UTC day. */
export class ReadingStage {
  readonly stage = new Stage();
  readonly asked: Asked[] = [];
  readonly posts = 9;
  /** What the platform answers instead of numbers, or with them. */
  answer: (question: Question) => Partial<Numbers> = () => ({});
  /** Indices of posts that are no longer there, by delivery. */
  readonly gone = new Map<string, readonly number[]>();

  get clock() {
    return this.stage.clock;
  }

  get store(): Store {
    return this.stage.store;
  }

  set budget(readUsd: number) {
    const { config } = this.stage;
    this.stage.config = { ...config, budget: { ...config.budget, readUsd } };
  }

  get config(): Config {
    return this.stage.config;
  }

  /** A thread of nine posts that is out since now. */
  async add(id: string, account = 'x', state: State = 'published'): Promise<void> {
    const { store, clock, posts } = this;
    const plan = { ...newDelivery().plan, steps: Array.from({ length: posts }, (_, index) => [index]) };
    const made = newDelivery({ id, account, platform: account, live: true, occasion: id, state: 'publishing', plan });
    await store.addDelivery(made);
    const receipts = Array.from({ length: posts }, (_, index) => receiptOf(id, index, clock.nowMs()));
    const change = { state, why: null, untilMs: null, atMs: clock.nowMs() };
    await store.recordOutcome({ delivery: id, step: 0, attempt: 1, outcome: 'sent', receipts }, change);
  }

  parts(owner: string, change: Partial<WorkerParts> = {}): WorkerParts {
    return { ...this.stage.parts(owner), publisherFor: ({ account }) => this.#publisher(owner, account), ...change };
  }

  /** Looks whenever something may be due, until this instant. */
  async run(untilMs: number, parts = this.parts('one'), memory = newReadingMemory()): Promise<ReadingMemory> {
    while (this.clock.nowMs() < untilMs) {
      await measureDue(parts, memory);
      const nowMs = this.clock.nowMs();
      this.clock.pass(Math.max(1_000, Math.min(memory.dueMs, untilMs) - nowMs));
    }
    return memory;
  }

  #publisher(owner: string, account: string): Publisher {
    const unasked = () => Promise.reject(new Error('not asked for here'));
    return {
      ...{ settling: { reads: 1, apartMs: 0, quarantineMs: 0 }, send: unasked, look: unasked },
      measure: async (question) => {
        const { deliveries, nowMs, mostMicroUsd } = question;
        this.asked.push({ owner, atMs: nowMs, ids: deliveries.map(({ id }) => id), mostMicroUsd });
        // Another worker may look meanwhile.
        await new Promise(setImmediate);
        const read = new Map(deliveries.map(({ id, receipts }) => [id, this.#snapshots(id, receipts, nowMs)]));
        const numbers = { read, hindrance: null, notes: [], ...this.answer(question) };
        if (account === 'x')
          await this.#charge(
            account,
            deliveries.flatMap(({ receipts }) => receipts),
            nowMs,
          );
        return numbers;
      },
      ...(account === 'x' ? { readMicroUsd: 1_000 } : {}),
    };
  }

  async #charge(account: string, receipts: readonly Receipt[], atMs: number): Promise<void> {
    const resources = receipts.map(({ id }) => id);
    const count = resources.length;
    const charge = { atMs, what: 'owned read', count, microUsd: count * 1_000, resources };
    await this.store.addCharge(account, 'read', charge);
  }

  #snapshots(id: string, receipts: readonly Receipt[], nowMs: number): readonly Snapshot[] {
    const gone = this.gone.get(id) ?? [];
    return receipts.map(({ index, atMs }) => ({
      ...{ index, atMs: nowMs, ageMs: nowMs - atMs, source: 'x', impressions: gone.includes(index) ? null : 10 },
      ...{ likes: null, reposts: null, replies: null, quotes: null, bookmarks: null },
      ...{ linkClicks: null, profileClicks: null, gone: gone.includes(index) },
    }));
  }
}

function receiptOf(id: string, index: number, atMs: number): Receipt {
  return { index, id: `${id}-${index}`, uri: null, url: null, cid: null, atMs };
}
