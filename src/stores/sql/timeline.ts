import type { TimelineOperations, TimelinePost } from '../../store/timeline.ts';
import { integer, type Row, type Sql, text } from './sql.ts';

/** The newest threads, as a list of their deliveries. */
const NEWEST = 'SELECT delivery FROM timeline_post WHERE post_index = 0 ORDER BY at_ms DESC, delivery LIMIT ?';

export function timelineOperations(sql: Sql): TimelineOperations {
  return {
    async showPost({ delivery, account, platform, index, text: content, atMs }) {
      await sql.run(
        `INSERT INTO timeline_post (delivery, post_index, account, platform, text, at_ms) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        ...[delivery, index, account, platform, content, atMs],
      );
    },
    async hidePosts(delivery, indices) {
      const marks = indices.map(() => '?').join(', ');
      await sql.run(`DELETE FROM timeline_post WHERE delivery = ? AND post_index IN (${marks})`, delivery, ...indices);
    },
    async timelinePosts(delivery) {
      const rows = await sql.all('SELECT * FROM timeline_post WHERE delivery = ? ORDER BY post_index', delivery);
      return rows.map(postOf);
    },
    timeline: (limit, viewed) =>
      sql.transaction(async (inside) => {
        if (viewed) await inside.run(`UPDATE timeline_post SET views = views + 1 WHERE delivery IN (${NEWEST})`, limit);
        const rows = await inside.all(`SELECT * FROM timeline_post WHERE delivery IN (${NEWEST})`, limit);
        return newestThreadsFirst(rows.map(postOf));
      }),
  };
}

function newestThreadsFirst(posts: readonly TimelinePost[]): TimelinePost[] {
  const threads = [...Map.groupBy(posts, (post) => post.delivery).values()];
  const startMs = (thread: readonly TimelinePost[]) => Math.min(...thread.map((post) => post.atMs));
  return threads
    .toSorted((a, b) => startMs(b) - startMs(a))
    .flatMap((thread) => thread.toSorted((a, b) => a.index - b.index));
}

function postOf(row: Row): TimelinePost {
  return {
    delivery: text(row, 'delivery'),
    account: text(row, 'account'),
    platform: text(row, 'platform'),
    index: integer(row, 'post_index'),
    text: text(row, 'text'),
    atMs: integer(row, 'at_ms'),
    views: integer(row, 'views'),
  };
}
