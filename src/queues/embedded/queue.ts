import { type Lane, laneOf } from '../../delivery/lane.ts';
import type { Look, Queue } from '../../queue.ts';

/** The queue of one process, in its memory. At most `atOnce` looks at a time. */
export function embeddedQueue(atOnce: number): Queue {
  const waiting = new Map<string, Lane>();
  const running = new Map<string, Promise<void>>();
  let isClosed = false;
  let look: Look | null = null;

  const add = (lanes: readonly Lane[]) => {
    for (const lane of lanes) {
      const name = laneOf(lane);
      if (!waiting.has(name) && !running.has(name)) waiting.set(name, lane);
    }
    if (look !== null) handOut(look);
  };
  const handOut = (to: Look) => {
    for (const [name, lane] of waiting) {
      if (isClosed || running.size >= atOnce) return;
      waiting.delete(name);
      running.set(
        name,
        to(lane).then((again) => {
          running.delete(name);
          add(again ? [lane] : []);
        }),
      );
    }
  };
  const idle = async () => {
    while (running.size > 0) await Promise.all(running.values());
  };
  return {
    add: async (lanes) => add(lanes),
    async start(given) {
      look = given;
      handOut(given);
    },
    idle,
    async close() {
      isClosed = true;
      await idle();
    },
  };
}
