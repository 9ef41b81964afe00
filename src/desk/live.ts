import { describeEvent } from '../worker/describe.ts';
import type { Emit, SpoolEvent } from '../worker/events.ts';

/** An event as the desk shows it. */
export interface LiveEvent {
  /** Rises with every event; a worker begins with the time of its start, so that ids rise from one to the next too. */
  readonly id: number;
  readonly atMs: number;
  readonly kind: SpoolEvent['event'];
  /** One line. */
  readonly words: string;
}

/** Hands the worker's events to the pages that are open. */
export interface Live {
  readonly emit: Emit;
  /** The last ones, the newest first. */
  recent(): readonly LiveEvent[];
  /** The last of a kind since the worker started; `null` where there was none. */
  last(kind: LiveEvent['kind']): LiveEvent | null;
  /**
   * A stream of server-sent events (WHATWG HTML, section 9.2), beginning with those after `lastId` that are still known;
   * `null` where too many pages listen already. It ends when whoever listens is no longer welcome.
   */
  stream(lastId: number | null, isWelcome?: () => boolean): ReadableStream<Uint8Array> | null;
  /** Ends every stream. */
  close(): void;
}

const KEPT = 50;
/** Browsers open at most six connections to one host by HTTP/1.1; several browsers may be open. */
const MOST_LISTENERS = 24;
/** What a listener that does not read may leave unread before it is let go. */
const MOST_UNREAD = 200;
/** A comment now and then shows either end that the other is still there. */
const PULSE_MS = 20_000;
const RETRY_MS = 2_000;

type Listener = ReadableStreamDefaultController<Uint8Array>;

export function createLive(nowMs: () => number, every: (ms: number, work: () => void) => () => void): Live {
  const kept: LiveEvent[] = [];
  const lastOf = new Map<LiveEvent['kind'], LiveEvent>();
  const listeners = new Map<Listener, () => boolean>();
  let lastId = nowMs();
  let stopPulse: (() => void) | null = null;
  const encoder = new TextEncoder();
  const leave = (listener: Listener) => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopPulse?.();
    stopPulse = null;
  };
  const send = (listener: Listener, text: string) => {
    if ((listener.desiredSize ?? 0) < -MOST_UNREAD || !listeners.get(listener)?.()) {
      leave(listener);
      listener.close();
    } else listener.enqueue(encoder.encode(text));
  };
  const toAll = (text: string) => {
    for (const listener of [...listeners.keys()]) send(listener, text);
  };
  return {
    emit(event) {
      lastId += 1;
      const shown = { id: lastId, atMs: nowMs(), kind: event.event, words: describeEvent(event) };
      kept.push(shown);
      lastOf.set(shown.kind, shown);
      if (kept.length > KEPT) kept.shift();
      toAll(messageOf(shown));
    },
    recent: () => kept.toReversed(),
    last: (kind) => lastOf.get(kind) ?? null,
    stream(after, isWelcome = () => true) {
      if (listeners.size >= MOST_LISTENERS) return null;
      let own: Listener | null = null;
      return new ReadableStream<Uint8Array>({
        start(listener) {
          own = listener;
          listeners.set(listener, isWelcome);
          stopPulse ??= every(PULSE_MS, () => toAll(': still here\n\n'));
          send(listener, `retry: ${RETRY_MS}\n\n`);
          // Without an id, or with one of an earlier worker, the page has just been rendered and shows all there is.
          if (after === null || after > lastId) return;
          for (const event of kept.filter(({ id }) => id > after)) send(listener, messageOf(event));
        },
        cancel() {
          if (own !== null) leave(own);
        },
      });
    },
    close() {
      for (const listener of [...listeners.keys()]) {
        leave(listener);
        listener.close();
      }
    },
  };
}

/** JSON holds no line break, so that one `data:` line is enough. */
function messageOf(event: LiveEvent): string {
  return `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`;
}
