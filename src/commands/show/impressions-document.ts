import { NO_IMPRESSIONS, NUMBER_NAMES } from '../../report/numbers.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import type { Measured } from '../impressions.ts';
import type { ShownThread } from './thread-text.ts';

/**
 * `spool impressions --json`, version 1: the contract that scripts rely on.
 * @param reported the threads among them whose report is wanted too
 */
export function impressionsDocument(measured: readonly Measured[], reported: readonly ShownThread[]) {
  const hasBluesky = measured.some(({ delivery }) => delivery.platform === 'bluesky');
  return {
    version: 1,
    notes: hasBluesky ? [`${NO_IMPRESSIONS}.`] : [],
    deliveries: measured.map(({ delivery, snapshots }) => {
      const byIndex = Map.groupBy(snapshots, (snapshot) => snapshot.index);
      const { id, account, platform, live, receipts } = delivery;
      const shown = reported.find((each) => each.delivery.id === id);
      return {
        id,
        account,
        platform,
        live,
        posts: receipts.map(({ index, url }) => ({
          index,
          url,
          snapshots: (byIndex.get(index) ?? []).map(snapshotFields),
        })),
        ...(shown === undefined ? {} : { report: reportFields(shown) }),
      };
    }),
  };
}

/** How a thread did; ages in seconds, shares of the first post from 0 to 1. */
function reportFields({ kind, report }: ShownThread) {
  const { measure, total, posts, growth, halfLife, readings, clicks } = report;
  const seconds = (ms: number) => Math.round(ms / 1000);
  return {
    ...{ kind, measure, readings, total, clicks },
    posts: posts.map(({ index, latest, ageMs, ofFirst, corrections, goneMs }) => ({
      ...{ index, latest, ofFirst },
      ageSeconds: ageMs === null ? null : seconds(ageMs),
      corrections: corrections.map(({ atMs, ...rest }) => ({ at: new Date(atMs).toISOString(), ...rest })),
      gone: goneMs === null ? null : new Date(goneMs).toISOString(),
    })),
    growth: growth.map(({ ageMs, value }) => ({ ageSeconds: seconds(ageMs), value })),
    halfLife:
      halfLife === null
        ? null
        : { seconds: seconds(halfLife.ms), from: seconds(halfLife.fromMs), to: seconds(halfLife.toMs) },
  };
}

function snapshotFields({ index: _, atMs, ageMs, ...rest }: Snapshot) {
  return { at: new Date(atMs).toISOString(), ageSeconds: Math.round(ageMs / 1000), ...rest };
}

const HEADER = ['delivery', 'account', 'platform', 'live', 'post', 'at', 'age_seconds', 'source', ...NUMBER_NAMES];

/** One row a reading of a post, with a header; empty cells where the platform reports no number, and why. */
export function impressionsRows(measured: readonly Measured[]): (string | number | null)[][] {
  const rows = measured.flatMap(({ delivery, snapshots }) =>
    snapshots.map((snapshot) => {
      const { at, ageSeconds, source, linkClicks, profileClicks, gone } = snapshotFields(snapshot);
      const { id, account, platform, live } = delivery;
      return [
        ...[id, account, platform, live ? 'yes' : 'no', snapshot.index + 1, at, ageSeconds, source],
        ...NUMBER_NAMES.map((name) => snapshot[name]),
        ...[linkClicks, profileClicks, gone ? 'yes' : 'no', platform === 'bluesky' ? NO_IMPRESSIONS : null],
      ];
    }),
  );
  return [[...HEADER, 'link_clicks', 'profile_clicks', 'gone', 'note'], ...rows];
}
