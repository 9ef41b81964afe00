import type { Arriving } from '../../schedule/identity.ts';
import type { ArticleOperations, RememberedArticle } from '../../store/articles.ts';
import { integer, type Row, type Sql, text, textOrNull } from './sql.ts';

/** Articles asked about in one statement, always as many, so that it is prepared once. To ask about more is to read all. */
const AT_ONCE = 256;

const MARKS = Array.from({ length: AT_ONCE }, () => '?').join(', ');
const SIMILAR = `SELECT * FROM article WHERE ${['url', 'path', 'title_key', 'content_hash']
  .map((column) => `${column} IN (${MARKS})`)
  .join(' OR ')} ORDER BY seen_ms, id`;

export function articleOperations(sql: Sql): ArticleOperations {
  const rememberedArticles = async () => (await sql.all('SELECT * FROM article ORDER BY seen_ms, id')).map(articleOf);
  return {
    rememberedArticles,
    async similarArticles(arriving) {
      if (arriving.length > AT_ONCE) return rememberedArticles();
      return (await sql.all(SIMILAR, ...signsOf(arriving))).map(articleOf);
    },
    rememberArticles: (articles) =>
      sql.transaction(async (inside) => {
        for (const article of articles) await remember(inside, article);
      }),
  };
}

/** The parameters of `SIMILAR`. */
function signsOf(arriving: readonly Arriving[]): (string | null)[] {
  const each = (signOf: (article: Arriving) => string | null) =>
    Array.from({ length: AT_ONCE }, (_, index) => {
      const article = arriving[index];
      return article === undefined ? null : signOf(article);
    });
  return [
    ...each(({ url }) => url),
    ...each(({ path }) => path),
    ...each(({ titleKey }) => titleKey),
    ...each(({ contentHash }) => contentHash),
  ];
}

async function remember(sql: Sql, { id, url, path, titleKey, contentHash, seenMs }: RememberedArticle): Promise<void> {
  await sql.run(
    `INSERT INTO article (id, url, path, title_key, content_hash, seen_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET url = COALESCE(excluded.url, article.url), path = excluded.path,
       title_key = excluded.title_key, content_hash = excluded.content_hash`,
    ...[id, url, path, titleKey, contentHash, seenMs],
  );
}

function articleOf(row: Row): RememberedArticle {
  return {
    id: text(row, 'id'),
    url: textOrNull(row, 'url'),
    path: text(row, 'path'),
    titleKey: text(row, 'title_key'),
    contentHash: text(row, 'content_hash'),
    seenMs: integer(row, 'seen_ms'),
  };
}
