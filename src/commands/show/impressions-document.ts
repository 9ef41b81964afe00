import type { Snapshot } from '../../report/snapshot.ts';
import type { Measured } from '../impressions.ts';

/** `spool impressions --json`, version 1: the contract that scripts rely on. */
export function impressionsDocument(measured: readonly Measured[]) {
  return {
    version: 1,
    deliveries: measured.map(({ delivery, snapshots }) => {
      const byIndex = Map.groupBy(snapshots, (snapshot) => snapshot.index);
      const { id, account, platform, live, receipts } = delivery;
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
      };
    }),
  };
}

function snapshotFields({ index: _, atMs, ageMs, ...rest }: Snapshot) {
  return { at: new Date(atMs).toISOString(), ageSeconds: Math.round(ageMs / 1000), ...rest };
}

/** One row a reading of a post, with a header; empty cells where the platform reports no number. */
export function impressionsRows(measured: readonly Measured[]): (string | number | null)[][] {
  const header =
    'delivery account platform live post at age_seconds source impressions likes reposts replies quotes bookmarks';
  const rows = measured.flatMap(({ delivery, snapshots }) =>
    snapshots.map((snapshot) => {
      const { at, ageSeconds, source, ...numbers } = snapshotFields(snapshot);
      const { impressions, likes, reposts, replies, quotes, bookmarks } = numbers;
      const { id, account, platform, live } = delivery;
      return [
        ...[id, account, platform, live ? 'yes' : 'no', snapshot.index + 1, at, ageSeconds, source],
        ...[impressions, likes, reposts, replies, quotes, bookmarks],
      ];
    }),
  );
  return [header.split(' '), ...rows];
}
