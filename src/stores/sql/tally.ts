import type { Counted, PostResult, Tally } from '../../report/metrics/tally.ts';
import { numbersOf } from './snapshots.ts';
import { integer, json, type Row, type Sql, text } from './sql.ts';

/** Counts for machines: what the store knows outlives the process. */
export async function tally(sql: Sql, newest: number): Promise<Tally> {
  const posts = await newestPosts(sql, newest);
  const [sent] = await sql.all('SELECT COUNT(*) AS count FROM receipt');
  return {
    deliveries: await deliveries(sql),
    posts: [...(await sentPosts(sql)), ...(await failedAttempts(sql))],
    absentReads: await absentReads(sql),
    halfThreads: await halfThreads(sql),
    slotLagsMs: await slotLags(sql),
    costs: await costs(sql),
    newest: posts,
    further: (sent === undefined ? 0 : integer(sent, 'count')) - posts.length,
  };
}

function counted(row: Row): Counted<object> {
  return { platform: text(row, 'platform'), live: integer(row, 'live') === 1, count: integer(row, 'count') };
}

async function deliveries(sql: Sql): Promise<Tally['deliveries']> {
  const rows = await sql.all(
    'SELECT platform, live, state, COUNT(*) AS count FROM delivery GROUP BY platform, live, state',
  );
  return rows.map((row) => ({ ...counted(row), state: text(row, 'state') }));
}

async function sentPosts(sql: Sql): Promise<Tally['posts']> {
  const rows = await sql.all(
    `SELECT delivery.platform, delivery.live, COUNT(*) AS count
     FROM receipt JOIN delivery ON delivery.id = receipt.delivery GROUP BY delivery.platform, delivery.live`,
  );
  return rows.map((row) => ({ ...counted(row), result: 'sent' }));
}

async function failedAttempts(sql: Sql): Promise<Tally['posts']> {
  const rows = await sql.all(
    `SELECT delivery.platform, delivery.live, attempt.outcome, COUNT(*) AS count
     FROM attempt JOIN delivery ON delivery.id = attempt.delivery
     WHERE attempt.outcome IN ('not-sent', 'absent', 'unknown')
     GROUP BY delivery.platform, delivery.live, attempt.outcome`,
  );
  return rows.map((row) => ({ ...counted(row), result: resultOf(text(row, 'outcome')) }));
}

function resultOf(outcome: string): PostResult {
  return outcome === 'not-sent' || outcome === 'absent' ? outcome : 'unknown';
}

async function absentReads(sql: Sql): Promise<number> {
  const rows = await sql.all(`SELECT absent_ms FROM attempt WHERE absent_ms <> '[]'`);
  return rows.reduce((sum, row) => sum + json<readonly number[]>(row, 'absent_ms').length, 0);
}

/** A published thread is complete. */
async function halfThreads(sql: Sql): Promise<number> {
  const rows = await sql.all(
    `SELECT posts, (SELECT COUNT(*) FROM receipt WHERE receipt.delivery = delivery.id) AS sent FROM delivery
     WHERE state IN ('publishing', 'waiting', 'uncertain', 'needs-author')`,
  );
  const isHalf = (row: Row) => integer(row, 'sent') > 0 && integer(row, 'sent') < integer(row, 'posts');
  return rows.filter(isHalf).length;
}

async function slotLags(sql: Sql): Promise<readonly number[]> {
  const rows = await sql.all(
    `SELECT receipt.at_ms - delivery.slot_ms AS lag FROM delivery
     JOIN receipt ON receipt.delivery = delivery.id AND receipt.post_index = 0
     WHERE delivery.slot_ms IS NOT NULL`,
  );
  return rows.map((row) => Math.max(0, integer(row, 'lag')));
}

async function costs(sql: Sql): Promise<Tally['costs']> {
  const rows = await sql.all(
    'SELECT account, purpose, SUM(micro_usd) AS micro_usd FROM ledger GROUP BY account, purpose ORDER BY account, purpose',
  );
  return rows.map((row) => ({
    account: text(row, 'account'),
    purpose: text(row, 'purpose'),
    microUsd: integer(row, 'micro_usd'),
  }));
}

async function newestPosts(sql: Sql, limit: number): Promise<Tally['newest']> {
  const rows = await sql.all(
    `SELECT delivery.platform, delivery.live, newest.delivery, newest.post_index, snapshot.impressions, snapshot.likes,
       snapshot.reposts, snapshot.replies, snapshot.quotes, snapshot.bookmarks
     FROM (SELECT delivery, post_index, at_ms FROM receipt ORDER BY at_ms DESC, delivery, post_index DESC LIMIT ?) AS newest
     JOIN delivery ON delivery.id = newest.delivery
     LEFT JOIN series ON series.delivery = newest.delivery
     LEFT JOIN snapshot ON snapshot.series = series.number AND snapshot.post_index = newest.post_index
       AND snapshot.at_ms = (SELECT MAX(at_ms) FROM snapshot AS other
         WHERE other.series = series.number AND other.post_index = newest.post_index)
     ORDER BY newest.at_ms DESC, newest.delivery, newest.post_index, snapshot.at_ms`,
    limit,
  );
  const posts = new Map(rows.map((row) => [`${text(row, 'delivery')} ${integer(row, 'post_index')}`, row]));
  return [...posts.values()].map((row) => ({
    platform: text(row, 'platform'),
    live: integer(row, 'live') === 1,
    delivery: text(row, 'delivery'),
    index: integer(row, 'post_index'),
    ...numbersOf(row),
  }));
}
