import { oneLine } from '../errors.ts';

/** A picture as an article names it. */
export interface NamedPicture {
  /** As written: a path relative to the article's folder, or an http(s) address. Never trusted. */
  readonly source: string;
  /** The article's file as `Article.source` gives it: relative to the home folder, or absolute where it lies outside. */
  readonly article: string;
}

/** Names a picture in messages: `posts/x.md: picture img/a.jpg`. */
export function placeOf({ source, article }: NamedPicture): string {
  return `${article}: picture ${told(source)}`;
}

/** A source as a message repeats it: on one line, at most 80 characters. */
export function told(source: string): string {
  const line = oneLine(source);
  return line.length > 80 ? `${line.slice(0, 77).toWellFormed()}...` : line;
}

export function isRemote(source: string): boolean {
  return /^https?:/i.test(source);
}
