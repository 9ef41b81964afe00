import type { ImportedPost, ImportedStanding } from '../../report/imported/history.ts';
import { NUMBER_NAMES, type Numbers } from '../../report/numbers.ts';
import type { ImportedCount, ImportedFile, ImportOperations } from '../../store/imports.ts';
import { integer, integerOrNull, type Row, type Sql, text } from './sql.ts';

export function importOperations(sql: Sql): ImportOperations {
  return {
    importNumbers: (file) => sql.transaction((inside) => importNumbers(inside, file)),
    async importedPosts(untilMs) {
      const rows = await sql.all(
        `SELECT post.id, post.account, post.platform, post.url, post.text, post.posted_ms, number.*
         FROM imported_post AS post
         JOIN imported_snapshot AS number ON number.account = post.account AND number.post = post.id
         WHERE post.posted_ms < ? AND post.id NOT IN (SELECT id FROM receipt)
         ORDER BY post.posted_ms, post.account, post.id, number.at_ms`,
        untilMs,
      );
      const byPost = Map.groupBy(rows, (row) => `${text(row, 'account')} ${text(row, 'id')}`);
      return [...byPost.values()].flatMap(standingOf);
    },
  };
}

async function importNumbers(sql: Sql, file: ImportedFile): Promise<ImportedCount> {
  let [posts, readings] = [0, 0];
  for (const post of file.posts) {
    const isNew = (await insertPost(sql, file, post)) === 1;
    if (isNew) posts += 1;
    if (isNew || !(await hasNumbers(sql, file, post))) readings += await insertNumbers(sql, file, post);
  }
  return { posts, readings };
}

function insertPost(sql: Sql, { account, platform }: ImportedFile, post: ImportedPost): Promise<number> {
  return sql.run(
    `INSERT INTO imported_post (account, id, platform, url, text, posted_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    ...[account, post.id, platform, post.url, post.text, post.postedMs],
  );
}

/** Whether this source said the same before: a file that is read twice, or copied and read again, adds nothing. */
async function hasNumbers(
  sql: Sql,
  { account, source }: ImportedFile,
  { id, numbers }: ImportedPost,
): Promise<boolean> {
  const rows = await sql.all(
    'SELECT * FROM imported_snapshot WHERE account = ? AND post = ? AND source = ?',
    ...[account, id, source],
  );
  return rows.some((row) => NUMBER_NAMES.every((name) => row[name] === numbers[name]));
}

function insertNumbers(sql: Sql, { account, source, observedMs }: ImportedFile, { id, numbers }: ImportedPost) {
  const { impressions, likes, reposts, replies, quotes, bookmarks } = numbers;
  return sql.run(
    `INSERT INTO imported_snapshot (account, post, at_ms, source, impressions, likes, reposts, replies, quotes,
       bookmarks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    ...[account, id, observedMs, source, impressions, likes, reposts, replies, quotes, bookmarks],
  );
}

/** Of each number what was observed last: the archive has no impressions, the analytics no quotes. */
function standingOf(rows: readonly Row[]): readonly ImportedStanding[] {
  const last = rows.at(-1);
  if (last === undefined) return [];
  const known = (name: keyof Numbers) =>
    rows.map((row) => integerOrNull(row, name)).findLast((value) => value !== null);
  return [
    {
      id: text(last, 'id'),
      account: text(last, 'account'),
      platform: text(last, 'platform'),
      url: text(last, 'url'),
      text: text(last, 'text'),
      postedMs: integer(last, 'posted_ms'),
      numbers: {
        impressions: known('impressions') ?? null,
        likes: known('likes') ?? null,
        reposts: known('reposts') ?? null,
        replies: known('replies') ?? null,
        quotes: known('quotes') ?? null,
        bookmarks: known('bookmarks') ?? null,
      },
    },
  ];
}
