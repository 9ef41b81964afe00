import type { Numbers } from '../../report/numbers.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import { integer, integerOrNull, type Row, type Sql, text } from './sql.ts';

/** Readings of one delivery, inside a transaction; one that is there already changes nothing. */
export async function insertSnapshots(sql: Sql, delivery: string, snapshots: readonly Snapshot[]): Promise<void> {
  const numbers = new Map<string, number>();
  for (const snapshot of snapshots) {
    const { source, index, atMs, ageMs, impressions, likes, reposts, replies, quotes, bookmarks } = snapshot;
    const { linkClicks, profileClicks, gone } = snapshot;
    const series = numbers.get(source) ?? (await seriesNumber(sql, delivery, source));
    numbers.set(source, series);
    await sql.run(
      `INSERT INTO snapshot (series, post_index, at_ms, age_ms, impressions, likes, reposts, replies, quotes, bookmarks,
         link_clicks, profile_clicks, gone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      ...[series, index, atMs, ageMs, impressions, likes, reposts, replies, quotes, bookmarks],
      ...[linkClicks, profileClicks, gone ? 1 : 0],
    );
  }
}

async function seriesNumber(sql: Sql, delivery: string, source: string): Promise<number> {
  await sql.run('INSERT INTO series (delivery, source) VALUES (?, ?) ON CONFLICT DO NOTHING', delivery, source);
  const [row] = await sql.all('SELECT number FROM series WHERE delivery = ? AND source = ?', delivery, source);
  if (row === undefined) throw new Error(`there is no series of ${delivery} from ${source}`);
  return integer(row, 'number');
}

/** Readings of one delivery, by post and time. */
export async function readSnapshots(sql: Sql, delivery: string): Promise<readonly Snapshot[]> {
  const rows = await sql.all(
    `SELECT series.source, snapshot.* FROM series JOIN snapshot ON snapshot.series = series.number
     WHERE series.delivery = ? ORDER BY snapshot.post_index, snapshot.at_ms, series.source`,
    delivery,
  );
  return rows.map(snapshotOf);
}

function snapshotOf(row: Row): Snapshot {
  return {
    index: integer(row, 'post_index'),
    atMs: integer(row, 'at_ms'),
    ageMs: integer(row, 'age_ms'),
    source: text(row, 'source'),
    ...numbersOf(row),
    linkClicks: integerOrNull(row, 'link_clicks'),
    profileClicks: integerOrNull(row, 'profile_clicks'),
    gone: integer(row, 'gone') === 1,
  };
}

export function numbersOf(row: Row): Numbers {
  return {
    impressions: integerOrNull(row, 'impressions'),
    likes: integerOrNull(row, 'likes'),
    reposts: integerOrNull(row, 'reposts'),
    replies: integerOrNull(row, 'replies'),
    quotes: integerOrNull(row, 'quotes'),
    bookmarks: integerOrNull(row, 'bookmarks'),
  };
}
