import type { FaultyAuthorNote, FaultyAuthorOperations } from '../../store/authors.ts';
import { integer, type Row, type Sql, text } from './sql.ts';

export function faultyAuthorOperations(sql: Sql): FaultyAuthorOperations {
  return {
    noteFaultyAuthors: (faulty) =>
      sql.transaction(async (inside) => {
        const before = new Map((await notes(inside)).map((note) => [note.author, note]));
        await inside.run('DELETE FROM faulty_author');
        for (const { author, why, goesOn, sinceMs } of faulty) {
          const known = before.get(author);
          const since = known?.why === why && known.goesOn === goesOn ? known.sinceMs : sinceMs;
          await inside.run(
            'INSERT INTO faulty_author (author, why, goes_on, since_ms) VALUES (?, ?, ?, ?)',
            ...[author, why, goesOn ? 1 : 0, since],
          );
        }
      }),
    faultyAuthors: () => notes(sql),
  };
}

async function notes(sql: Pick<Sql, 'all'>): Promise<readonly FaultyAuthorNote[]> {
  return (await sql.all('SELECT * FROM faulty_author ORDER BY author')).map(noteOf);
}

function noteOf(row: Row): FaultyAuthorNote {
  return {
    author: text(row, 'author'),
    why: text(row, 'why'),
    goesOn: integer(row, 'goes_on') === 1,
    sinceMs: integer(row, 'since_ms'),
  };
}
