/**
 * Whose an account or a schedule is. The house's own have bare ids, `x`; those of a further author carry the author's:
 * `jane/x`. In files of an author's own they are written bare.
 */

/** The house: whatever `config/spool.yaml` and the articles directly in `posts/` say. */
export const HOUSE = '';

/** The id under which the rest of the program knows what an author calls `id`. */
export function qualify(author: string, id: string): string {
  return author === HOUSE ? id : `${author}/${id}`;
}

/** The author of an account or a schedule; `HOUSE` for the house's own. */
export function authorOf(id: string): string {
  const end = id.indexOf('/');
  return end < 0 ? HOUSE : id.slice(0, end);
}

/** The id as its author writes it. */
export function bareId(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

/** The folder of an author's articles, for messages: `posts/jane/`. */
export function folderOf(author: string): string {
  return author === HOUSE ? 'posts/' : `posts/${author}/`;
}

/** How an author's settings are called in messages, whatever folder they are in. */
export function fileOf(author: string): string {
  return `config/${author === HOUSE ? 'spool' : author}.yaml`;
}
