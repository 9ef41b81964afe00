import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Schedule } from '../../src/config/config.ts';
import { DAY_MS } from '../../src/schedule/duration.ts';

const DAYS = 5 * 365;
/** Articles an author has had in `posts/` over the years, and has moved elsewhere since. */
const FORMER_ARTICLES = 1_000;

const DAY = `WITH RECURSIVE day (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM day WHERE n < ${DAYS})`;
const AT = `(@now - n * ${DAY_MS})`;
const KEY = `@id || '@' || strftime('%Y-%m-%dT%H:%M', ${AT} / 1000, 'unixepoch') || '[' || @zone || ']'`;

/**
 * Fills a store with five years of schedules that fired daily: every slot decided, every thread out and measured to its
 * end. Written at once, beside the store's own operations, which would take minutes to commit it durably.
 */
export function writeHistory(folder: string, schedules: readonly Schedule[], nowMs: number): void {
  const database = new DatabaseSync(join(folder, 'spool.db'));
  const plan = JSON.stringify({ posts: [{ post: { text: 'x'.repeat(1_000) } }], steps: [[0]], costUsd: 0 });
  database.exec('BEGIN');
  database.exec(
    `${DAY} INSERT INTO article (id, path, title_key, content_hash, seen_ms)
     SELECT 'old' || n, 'posts/old-' || n || '.md', 'old ' || n, n, 1 FROM day WHERE n <= ${FORMER_ARTICLES}`,
  );
  const slots = database.prepare(
    `${DAY} INSERT INTO slot (schedule, key, slot_ms, outcome, decided_ms) SELECT @id, ${KEY}, ${AT}, 'served', ${AT} FROM day`,
  );
  const deliveries = database.prepare(
    `${DAY} INSERT INTO delivery (id, article_id, article_title, article_source, content_hash, account, platform, live,
       occasion, schedule, slot_key, slot_ms, state, posts, opening, cost_micro_usd, plan, measured_ms, created_ms, updated_ms)
     SELECT @id || '-' || n, 'old' || (n % ${FORMER_ARTICLES}), 'An old one', 'posts/old.md', 'hash', 'x', 'x', 0,
       @id || '-' || n, @id, ${KEY}, ${AT}, 'published', 1, 'x', 0, @plan, 9999999999, ${AT}, ${AT} FROM day`,
  );
  const receipts = database.prepare(
    `${DAY} INSERT INTO receipt (delivery, post_index, id, at_ms) SELECT @id || '-' || n, 0, @id || n, ${AT} FROM day`,
  );
  for (const { id, timezone } of schedules) {
    slots.run({ '@id': id, '@zone': timezone, '@now': nowMs });
    deliveries.run({ '@id': id, '@zone': timezone, '@now': nowMs, '@plan': plan });
    receipts.run({ '@id': id, '@now': nowMs });
  }
  database.exec('COMMIT');
  database.close();
}
