import type { ReadFileOperations } from '../../store/articles.ts';
import { type Sql, text } from './sql.ts';

export function readFileOperations(sql: Sql): ReadFileOperations {
  return {
    async rememberedFiles() {
      const rows = await sql.all('SELECT path, signature, content FROM read_file ORDER BY path');
      return rows.map((row) => ({
        path: text(row, 'path'),
        signature: text(row, 'signature'),
        read: text(row, 'content'),
      }));
    },
    rememberFiles: (files, gone) =>
      sql.transaction(async (inside) => {
        for (const { path, signature, read } of files) {
          await inside.run(
            `INSERT INTO read_file (path, signature, content) VALUES (?, ?, ?)
             ON CONFLICT (path) DO UPDATE SET signature = excluded.signature, content = excluded.content`,
            ...[path, signature, read],
          );
        }
        for (const path of gone) await inside.run('DELETE FROM read_file WHERE path = ?', path);
      }),
  };
}
