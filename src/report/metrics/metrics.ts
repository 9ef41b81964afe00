import { NO_IMPRESSIONS, sharedEngagement } from '../numbers.ts';
import { exposition, type Family, gauge, histogram, type Sample } from './exposition.ts';
import { type Fleet, fleetFamilies } from './fleet.ts';
import type { Counted, NewestPost, Tally } from './tally.ts';

/** What happened since the process began, which the store does not keep: events by their name. */
export type Happenings = Readonly<Record<string, number>>;

/** Posts whose numbers machines are told; the rest is counted only. */
export const NEWEST = 200;

/** Late is what a reader would notice: a second, a tick, a minute, and what the schedules' policies speak of. */
const LAG_SECONDS = [1, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400];

/** The answer to `GET /metrics`. Labels come from bounded sets: platforms, states, accounts, hosts and the
 * newest posts. */
export function metricsText(tally: Tally, happened: Happenings, fleet: Fleet): string {
  return exposition([
    gauge('spool_post_impressions', `Views of each of the newest ${NEWEST} posts, as last read; ${NO_IMPRESSIONS}.`, [
      ...tally.newest.flatMap((post) => postSample(post, post.impressions)),
    ]),
    gauge(
      'spool_post_engagement',
      `Likes, reposts, replies and quotes of each of the newest ${NEWEST} posts together.`,
      [...tally.newest.flatMap((post) => postSample(post, sharedEngagement(post)))],
    ),
    gauge('spool_post_series_truncated', 'Older posts whose numbers are left out here.', [plain('', tally.further)]),
    counter('spool_posts', 'Posts by what became of them; not-sent, absent and unknown count attempts.', [
      ...tally.posts.map((each) => counted('_total', each, { result: each.result })),
    ]),
    gauge(
      'spool_deliveries',
      'Threads by state.',
      tally.deliveries.map((each) => counted('', each, { state: each.state })),
    ),
    gauge('spool_half_threads', 'Threads that have begun and are not complete.', [plain('', tally.halfThreads)]),
    counter('spool_unknown_outcomes', 'Sends whose outcome was unknown, since the worker began.', [
      plain('_total', happened.uncertain ?? 0),
    ]),
    counter('spool_reconcile_absences', 'Reads of a platform that did not show a post of unknown outcome.', [
      plain('_total', tally.absentReads),
    ]),
    histogram(
      'spool_slot_lag_seconds',
      'How long after its slot the first post of a thread appeared.',
      LAG_SECONDS,
      tally.slotLagsMs.map((ms) => ms / 1_000),
    ),
    counter('spool_cost_usd', 'US dollars charged by the ledger.', [
      ...tally.costs.map(({ account, purpose, microUsd }) => {
        return { suffix: '_total', labels: { account, purpose }, value: microUsd / 1_000_000 };
      }),
    ]),
    counter('spool_events', 'What the worker told of, since it began.', [
      ...Object.entries(happened).map(([event, value]) => ({ suffix: '_total', labels: { event }, value })),
    ]),
    ...fleetFamilies(fleet),
  ]);
}

function counter(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, help, samples, type: 'counter' };
}

function plain(suffix: string, value: number): Sample {
  return { suffix, labels: {}, value };
}

function counted(suffix: string, { platform, live, count }: Counted<object>, labels: Sample['labels']): Sample {
  return { suffix, labels: { platform, mode: modeOf(live), ...labels }, value: count };
}

/** A number that the platform does not report is no sample. */
function postSample({ platform, live, delivery, index }: NewestPost, value: number | null): readonly Sample[] {
  if (value === null) return [];
  return [{ suffix: '', labels: { platform, mode: modeOf(live), thread: delivery, post: String(index + 1) }, value }];
}

function modeOf(live: boolean): string {
  return live ? 'live' : 'rehearsal';
}
