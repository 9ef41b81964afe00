import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Article } from '../../src/article/article.ts';
import type { Account, Config, Schedule } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/load.ts';
import { DEFAULT_TIMING } from '../../src/delivery/timing.ts';
import { InputError } from '../../src/errors.ts';
import { platformIds, platformOf } from '../../src/platforms/registry.ts';
import { rehearsalPublisher } from '../../src/platforms/rehearsal/publisher.ts';
import type { LibraryEntry, Scan } from '../../src/posts/library.ts';
import { embeddedQueue } from '../../src/queues/embedded/queue.ts';
import { identityOf } from '../../src/schedule/identity.ts';
import type { Store } from '../../src/store.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import type { SpoolEvent } from '../../src/worker/events.ts';
import type { WorkerParts } from '../../src/worker/parts.ts';
import { planArticle, threadFor } from '../../src/worker/plan.ts';
import { createWorker, type Worker } from '../../src/worker/worker.ts';
import { HOST } from '../deliveries.ts';
import { WorldClock } from '../publishing/world.ts';

/** An article of two short paragraphs. */
export function articleOf(source: string, change: Partial<Article> = {}): Article {
  const text = (words: string) => [{ text: words, marks: [], href: null }];
  return {
    title: `Title of ${source}`,
    subtitle: null,
    author: null,
    canonicalUrl: null,
    publishedAt: '2026-11-01',
    language: 'en',
    blocks: [
      { kind: 'paragraph', text: text(`The first paragraph of ${source} says what it is about.`), line: 1 },
      { kind: 'paragraph', text: text('The second one says why that matters to anybody.'), line: 3 },
    ],
    words: 20,
    source,
    front: {},
    ...change,
  };
}

/** A worker with a made-up clock and library on a real store, which several workers may share. */
export class Stage {
  readonly clock = new WorldClock();
  readonly events: SpoolEvent[] = [];
  readonly articles = new Map<string, Article>();
  config: Config;
  zoneData = '2026b';
  #scanned: Scan = { entries: [], faults: [] };
  /** Where its store lies. */
  readonly folder = mkdtempSync(join(tmpdir(), 'spool-stage-'));
  readonly store: Store = openStore(this.folder);

  constructor(schedule: Partial<Schedule> = {}, accounts = '[x, bluesky]') {
    const config = parseConfig(
      `timezone: Europe/London
accounts:
  - { id: x, platform: x, handle: example }
  - { id: bluesky, platform: bluesky, handle: example.bsky.social }
schedules:
  - { id: mornings, cron: "0 9 * * *", accounts: ${accounts} }
`,
      platformIds,
    );
    this.config = { ...config, schedules: config.schedules.map((each) => ({ ...each, ...schedule })) };
  }

  add(...articles: readonly Article[]): void {
    for (const article of articles) this.articles.set(article.source, article);
    this.#scanned = { entries: [...this.articles.values()].map(entryOf), faults: [] };
  }

  /** Gives one account or all of them further settings. */
  setAccounts(change: Partial<Account>, id?: string): void {
    const changed = (account: Account) => (id === undefined || account.id === id ? { ...account, ...change } : account);
    this.config = { ...this.config, accounts: this.config.accounts.map(changed) };
  }

  setSchedules(...schedules: readonly Partial<Schedule>[]): void {
    const [first] = this.config.schedules;
    if (first === undefined) throw new Error('no schedule');
    this.config = { ...this.config, schedules: schedules.map((change) => ({ ...first, ...change })) };
  }

  worker(owner: string): Worker {
    return createWorker(this.parts(owner), embeddedQueue(32));
  }

  parts(owner: string): WorkerParts {
    const { store, clock, config } = this;
    const present = () => this.config;
    return {
      ...{ store, clock, owner },
      get config() {
        return present();
      },
      timing: DEFAULT_TIMING,
      budget: config.budget,
      emit: (event) => this.events.push(event),
      stopping: new AbortController().signal,
      library: { scan: async () => this.#scanned },
      studio: {
        read: async () => [],
        picture: async (source) => {
          throw new InputError({ where: source, problem: 'there are no pictures here' });
        },
        plan: async (source, account, repeat) => {
          const article = this.articles.get(source);
          const platform = this.config.accounts.find((each) => each.id === account)?.platform;
          if (article === undefined) throw new InputError({ where: source, problem: 'there is no such file' });
          const known = platformOf(platform ?? '');
          return planArticle(article, threadFor(article, known, this.config, { repeat }), known, {
            dids: {},
            media: [],
          });
        },
      },
      forbids: () => null,
      zoneData: this.zoneData,
      host: HOST,
      publisherFor: ({ platform }) => rehearsalPublisher(platformOf(platform), store),
    };
  }

  /** Ticks until this instant, every `everyMs`, and waits for what each tick began. */
  async runUntil(worker: Worker, untilMs: number, everyMs: number): Promise<void> {
    while (this.clock.nowMs() < untilMs) {
      await worker.tick();
      await worker.idle();
      this.clock.pass(everyMs);
    }
  }

  told(event: SpoolEvent['event']): SpoolEvent[] {
    return this.events.filter((each) => each.event === event);
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function entryOf(article: Article): LibraryEntry {
  const { title, source, publishedAt, front } = article;
  return { head: { title, source, publishedAt, front }, identity: identityOf(article) };
}
