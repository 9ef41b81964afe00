import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Job, PgBoss } from 'pg-boss';
import { type Lane, laneOf } from '../../delivery/lane.ts';
import type { Look, Queue, Wanting } from '../../queue.ts';
import { queueDatabase } from '../../stores/postgres/queue-database.ts';

/** Requests for a look: one waits for a lane at most. */
const LANES = 'lanes';

/** Its tables have a schema of their own, beside the store's. */
const SCHEMA = 'spool_queue';

/** Longest wait for looks under way when it is closed. */
const CLOSE_MS = 1_000;

/** A request whose host is gone is forgotten after that; the store's own due lanes bring it back long before. */
const EXPIRES_S = 120;

/** Nothing waits since earlier; a priority has 32 bits. */
const FIRST_MS = Date.UTC(2026, 0);

/** How long what has expired is kept, for people who look. */
const KEPT_S = 3_600;

export interface PgBossOptions {
  /** `postgres://…`; a secret. */
  readonly address: string;
  /** Most looks at a time in this process. */
  readonly atOnce: number;
  /** Told what goes wrong; the queue goes on. */
  readonly onFault: (error: unknown) => void;
}

/** One queue for many hosts, in the database of the store: each request goes to whichever has a hand free. */
export function pgBossQueue({ address, atOnce, onFault }: PgBossOptions): Queue {
  const db = queueDatabase(address, onFault);
  const boss = new PgBoss({ db, schema: SCHEMA, schedule: false });
  boss.on('error', onFault);
  const running = new Set<Promise<void>>();
  let look: Look | null = null;
  let fetching: Promise<void> | null = null;
  let isClosed = false;
  let isStopped = false;

  const add = async (lanes: readonly Wanting[]) => {
    if (lanes.length > 0) await boss.insert(LANES, lanes.map(requestOf));
    wake();
  };
  /** Fetches until every hand is busy or nothing waits. */
  const fetch = async (to: Look) => {
    while (!isClosed && running.size < atOnce) {
      const jobs = await boss.fetch<Lane>(LANES, { batchSize: atOnce - running.size });
      if (jobs.length === 0) return;
      for (const job of jobs) {
        const one = handle(job, to)
          .catch(onFault)
          .finally(() => {
            running.delete(one);
            wake();
          });
        running.add(one);
      }
    }
  };
  const handle = async ({ id, data }: Job<Lane>, to: Look) => {
    const again = await to(data);
    // The store brings back what is due to whoever looks next.
    if (isStopped) return;
    await boss.deleteJob(LANES, id);
    if (again) await boss.insert(LANES, [requestOf({ ...data, waitsMs: Date.now() }, 0)]);
  };
  let isAskedFor = false;
  const wake = () => {
    isAskedFor = true;
    if (look === null || fetching !== null) return;
    const to = look;
    fetching = (async () => {
      while (isAskedFor) {
        isAskedFor = false;
        await fetch(to).catch(onFault);
      }
      fetching = null;
    })();
  };
  const idle = async () => {
    while (fetching !== null || running.size > 0) await Promise.all([fetching, ...running]);
  };
  return {
    add,
    async start(given) {
      await boss.start();
      await boss.createQueue(LANES, {
        policy: 'short',
        retryLimit: 0,
        expireInSeconds: EXPIRES_S,
        deleteAfterSeconds: KEPT_S,
      });
      look = given;
      wake();
    },
    idle,
    async close() {
      isClosed = true;
      await Promise.race([idle(), wait(CLOSE_MS, undefined, { ref: false })]);
      isStopped = true;
      await boss.stop({ graceful: false });
      await db.close();
    },
  };
}

/** What waits since earlier goes first, in seconds, whenever it was asked for. */
function requestOf({ account, live, waitsMs }: Wanting, place: number) {
  const priority = Math.round((FIRST_MS - waitsMs) / 1_000);
  return { id: orderedId(place), data: { account, live }, singletonKey: laneOf({ account, live }), priority };
}

/** Requests that are made together are fetched by their ids: in order of time, then of `place`, below 65,536. */
function orderedId(place: number): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const rest = randomUUID().slice(19);
  return `${time.slice(0, 8)}-${time.slice(8)}-${place.toString(16).padStart(4, '0')}-${rest}`;
}
