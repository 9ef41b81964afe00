import type { ArticleOperations, RememberedArticle } from '../../store.ts';
import { integer, type Row, type Sql, text, textOrNull } from './sql.ts';

export function articleOperations(sql: Sql): ArticleOperations {
  return {
    async rememberedArticles() {
      return (await sql.all('SELECT * FROM article ORDER BY seen_ms, id')).map(articleOf);
    },
    rememberArticles: (articles) =>
      sql.transaction(async (inside) => {
        for (const article of articles) await remember(inside, article);
      }),
  };
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
