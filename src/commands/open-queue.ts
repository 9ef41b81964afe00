import type { Home } from '../config/home.ts';
import type { Queue } from '../queue.ts';
import { embeddedQueue } from '../queues/embedded/queue.ts';
import type { Emit } from '../worker/events.ts';

/** Accounts that one process sends for at the same time. */
const LANES_AT_ONCE = 32;

/** The queue that goes with the store: of this process alone, or of all hosts on one database. */
export async function openQueue({ database }: Home, emit: Emit): Promise<Queue> {
  if (database === null) return embeddedQueue(LANES_AT_ONCE);
  const { pgBossQueue } = await import('../queues/pg-boss/queue.ts');
  return pgBossQueue({
    ...{ address: database, atOnce: LANES_AT_ONCE },
    onFault: (error) => {
      emit({ event: 'failed', what: 'the queue', why: error instanceof Error ? error.message : String(error) });
    },
  });
}
