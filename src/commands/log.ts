import { oneLine } from '../errors.ts';
import { describeEvent } from '../worker/describe.ts';
import type { Emit } from '../worker/events.ts';
import type { Io } from './io.ts';

/** `text`: one readable line an event, with the local time. `json`: one JSON document a line. */
export type LogForm = 'text' | 'json';

export function logger(io: Io, form: LogForm): Emit {
  return (event) => {
    const now = new Date();
    if (form === 'json') io.out(JSON.stringify({ time: now.toISOString(), ...event }));
    else io.out(`${io.paint('dim', localTime(now))} ${oneLine(describeEvent(event))}`);
  };
}

/** `2026-11-24 09:00:00` by this machine's zone. */
function localTime(date: Date): string {
  return date.toLocaleString('sv-SE');
}
