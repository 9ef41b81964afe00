import { fileOf } from '../author-id.ts';
import { oneLine } from '../errors.ts';
import type { AboutDelivery, SpoolEvent } from './events.ts';

/** An event as one line for a person, without its time. */
export function describeEvent(event: SpoolEvent): string {
  return oneLine(words(event));
}

function words(event: SpoolEvent): string {
  switch (event.event) {
    case 'started':
      return `Spool is running in ${event.home}: ${plural(event.schedules, 'schedule')}, accounts ${listed(event.accounts)}. Ctrl-C stops it.`;
    case 'desk-opened':
      return event.address === null
        ? 'the desk found no free port: set SPOOL_DESK_PORT, or desk.port in config/spool.yaml'
        : `Your desk is at ${event.address}`;
    case 'desk-entered':
      return `signed in to the desk from ${event.address}`;
    case 'desk-refused':
      return `the desk let nobody in from ${event.address}: ${event.why}`;
    case 'stopping':
      return 'stopping: nothing new is begun';
    case 'stopped':
      return 'stopped';
    case 'slot-served':
      return `${event.key}: "${event.title}" goes to ${event.accounts.join(' and ')}`;
    case 'slots-missed':
      return event.summary;
    case 'slot-blocked':
      return `${event.key}: nothing goes to ${event.account}: ${event.why}`;
    case 'approval-wanted':
      return `${delivered(event)} waits for your approval${event.why === null ? '' : ` (${event.why})`}: ${plural(event.posts, 'post')} for ${localWords(event.local)}. Look with "spool approve ${event.delivery} --show", then "spool approve ${event.delivery}"`;
    case 'withdrawn':
      return `${delivered(event)} was taken back before anything was sent: ${event.why}`;
    case 'article-edited':
      return `${event.source} was edited after it went to ${event.accounts.join(' and ')}; it is not sent again, unless by "spool publish ${event.source} --again"`;
    case 'slots-moved':
      return event.summary;
    case 'config-changed':
      return `config/spool.yaml has changed: ${event.changes.join('; ')}`;
    case 'config-broken':
      return `${event.faults.join('; ')}. The last good settings go on`;
    case 'author-changed':
      return `${fileOf(event.author)} has changed: ${event.changes.join('; ')}`;
    case 'author-faulty':
      return `${event.faults.join('; ')}. ${event.goesOn ? `The last good settings of ${event.author} go on` : `${event.author} IS STOPPED: nothing of theirs is done until it is mended`}`;
    case 'author-retired':
      return `${fileOf(event.author)} is gone: the schedules of ${event.author} have ended, and what was under way there is yours to settle`;
    case 'nothing-left':
      return `${event.schedule}: ${event.why}. ${event.next}`;
    case 'article-skipped':
      return `left out: ${event.why}`;
    case 'post-sent':
      return `${delivered(event)}: post ${event.post} of ${event.of}${event.url === null ? '' : ` ${event.url}`}`;
    case 'state-changed':
      return `${delivered(event)}: ${event.state}${event.why === null ? '' : ` (${event.why})`}`;
    case 'half-thread':
      return `HALF A THREAD: ${delivered(event)} has stood at post ${event.sent} of ${event.of} since ${new Date(event.sinceMs).toISOString()}${event.why === null ? '' : ` (${event.why})`}; see "spool status"`;
    case 'post-removed':
      return `${delivered(event)}: post ${event.post} taken down`;
    case 'measured':
      return `${delivered(event)}: read ${ageWords(event.ageMs)}, ${event.impressions === null ? 'no impressions reported there' : plural(event.impressions, 'impression')}`;
    case 'post-gone':
      return `${delivered(event)}: post ${event.post} is no longer there, so it is not read any more`;
    case 'not-read':
      return `${event.account}: numbers that are due are not read: ${event.why}`;
    case 'note':
      return `${event.account}: ${event.note}`;
    case 'failed':
      return `${event.what} failed: ${event.why}`;
  }
}

function delivered({ account, title, live, delivery }: AboutDelivery): string {
  return `${account}${live ? '' : ' (rehearsal)'} ${delivery} "${title}"`;
}

/** `2026-11-24 09:00 Europe/London` */
function localWords(local: string): string {
  const zone = /\[(.+)\]$/.exec(local)?.[1] ?? '';
  return `${local.slice(0, 16).replace('T', ' ')} ${zone}`.trim();
}

function ageWords(ms: number): string {
  if (ms < 60_000) return ms < 1_000 ? 'at once' : `after ${Math.round(ms / 1_000)} s`;
  return ms < 3_600_000 ? `after ${Math.round(ms / 60_000)} min` : `after ${Math.round(ms / 3_600_000)} h`;
}

/** Names a message repeats. */
const LISTED = 12;

function listed(names: readonly string[]): string {
  const more = names.length - LISTED;
  return names.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
