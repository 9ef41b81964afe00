import { oneLine } from '../errors.ts';
import type { AboutDelivery, SpoolEvent } from './events.ts';

/** An event as one line for a person, without its time. */
export function describeEvent(event: SpoolEvent): string {
  return oneLine(words(event));
}

function words(event: SpoolEvent): string {
  switch (event.event) {
    case 'started':
      return `Spool is running in ${event.home}: ${plural(event.schedules, 'schedule')}, accounts ${event.accounts.join(', ')}. Ctrl-C stops it.`;
    case 'stopping':
      return 'stopping: nothing new is begun';
    case 'stopped':
      return 'stopped';
    case 'slot-served':
      return `${event.key}: "${event.title}" goes to ${event.accounts.join(' and ')}`;
    case 'slots-missed':
      return event.summary;
    case 'nothing-left':
      return `${event.schedule}: ${event.why}. ${event.next}`;
    case 'article-skipped':
      return `left out: ${event.why}`;
    case 'post-sent':
      return `${delivered(event)}: post ${event.post} of ${event.of}${event.url === null ? '' : ` ${event.url}`}`;
    case 'state-changed':
      return `${delivered(event)}: ${event.state}${event.why === null ? '' : ` (${event.why})`}`;
    case 'measured':
      return `${delivered(event)}: read ${ageWords(event.ageMs)}, ${event.impressions === null ? 'no impressions reported there' : plural(event.impressions, 'impression')}`;
    case 'failed':
      return `${event.what} failed: ${event.why}`;
  }
}

function delivered({ account, title, live, delivery }: AboutDelivery): string {
  return `${account}${live ? '' : ' (rehearsal)'} ${delivery} "${title}"`;
}

function ageWords(ms: number): string {
  if (ms === 0) return 'at once';
  return ms < 3_600_000 ? `after ${Math.round(ms / 60_000)} min` : `after ${Math.round(ms / 3_600_000)} h`;
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
