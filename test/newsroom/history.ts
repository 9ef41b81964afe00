import { newDelivery } from '../deliveries.ts';
import { onDatabase } from '../servers/postgres.ts';

/** Years of a newsroom: five years of them, evenly up to `nowMs`, with their posts and readings. */
export interface History {
  readonly deliveries: number;
  readonly accounts: number;
  readonly readings: number;
  readonly nowMs: number;
}

/** Written by the database itself, which has the store's tables. */
export function writeHistory(address: string, { deliveries, accounts, readings, nowMs }: History): Promise<void> {
  const { plan } = newDelivery();
  const posts = plan.posts.length;
  const each = Math.round(readings / deliveries / posts);
  const stepMs = Math.round((5 * 365 * 86_400_000) / deliveries);
  return onDatabase(address, async (client) => {
    await client.query('SET search_path TO spool');
    await client.query(
      `INSERT INTO delivery (id, article_id, article_title, article_source, content_hash, account, platform, live, occasion,
         state, posts, opening, cost_micro_usd, plan, measured_ms, created_ms, updated_ms)
       SELECT 'd' || n, 'article ' || n / 2, 'Title ' || n / 2, 'posts/' || n / 2 || '.md', 'hash', 'account-' || n % $2::int,
         'x', 1, '', 'published', $6::int, '', 15000, $3, 2505600000, at_ms, at_ms
       FROM (SELECT n, $4::bigint - ($1::bigint - n) * $5::bigint AS at_ms FROM generate_series(1, $1::int) AS n) AS made`,
      [deliveries, accounts, JSON.stringify(plan), nowMs, stepMs, posts],
    );
    await client.query(
      `INSERT INTO attempt (delivery, step, number, intent_ms, fence, outcome)
       SELECT id, post, 1, created_ms, 1, 'sent' FROM delivery, generate_series(0, $1::int - 1) AS post`,
      [posts],
    );
    await client.query(
      `INSERT INTO receipt (delivery, post_index, id, at_ms)
       SELECT id, post, id || '-' || post, created_ms + post FROM delivery, generate_series(0, $1::int - 1) AS post`,
      [posts],
    );
    await client.query(`INSERT INTO series (delivery, source) SELECT id, 'x' FROM delivery`);
    await client.query(
      `INSERT INTO snapshot (series, post_index, at_ms, age_ms, impressions, likes, reposts, replies, quotes, bookmarks)
       SELECT series.number, post, delivery.created_ms + age * 86400000, age * 86400000, 100 * age, age, 0, 0, 0, 0
       FROM series JOIN delivery ON delivery.id = series.delivery, generate_series(0, $1::int - 1) AS post,
         generate_series(1, $2::int) AS age`,
      [posts, each],
    );
    await client.query(
      `INSERT INTO ledger (account, purpose, at_ms, what, count, micro_usd)
       SELECT account, 'send', created_ms, 'post', 1, 15000 FROM delivery`,
    );
    await client.query(
      `INSERT INTO lease (name, owner, fence, until_ms) SELECT DISTINCT account || '/live', 'gone', 1, 0 FROM delivery`,
    );
    await client.query(
      `UPDATE delivery SET state = 'planned' WHERE id IN (SELECT id FROM delivery ORDER BY created_ms DESC LIMIT 500)`,
    );
    await client.query('VACUUM ANALYZE');
  });
}
