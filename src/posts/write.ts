import { resolve } from 'node:path';
import { formOf } from '../article/form.ts';
import { splitFrontMatter } from '../article/front/split.ts';
import { parseFrontMatter } from '../article/front-matter.ts';
import { changedMeanwhile, readAuthorFile, replaceAuthorFile } from '../author-file.ts';
import { InputError } from '../errors.ts';
import { editYaml, type YamlPath } from '../yaml-edit.ts';
import { isInside } from './read-file.ts';

/** Values for places of an article's front matter; `undefined` removes what is there. */
export type FrontEdits = readonly (readonly [path: YamlPath, value: unknown])[];

/** Which file, and as what it was seen. */
export interface FrontTarget {
  /** The home folder and its `posts/`, absolute. */
  readonly home: { readonly root: string; readonly posts: string };
  /** Path relative to the home folder. */
  readonly source: string;
  /** SHA-256 of the bytes the change began from. */
  readonly hash: string;
}

/**
 * Changes the front matter of an article in the author's own file and leaves all else in it as it is.
 * @throws InputError where the file was changed meanwhile, lies outside `posts/`, is not UTF-8, or would say something
 * that front matter may not say
 */
export function saveFrontMatter({ home, source, hash }: FrontTarget, edits: FrontEdits): void {
  const path = resolve(home.root, source);
  const file = readAuthorFile(path, source);
  if (!isInside(path, home.posts)) throw new InputError({ where: source, problem: 'this file lies outside posts/' });
  if (file.hash !== hash) throw changedMeanwhile(source);
  replaceAuthorFile(path, source, hash, withFrontMatter(file.text, source, edits));
}

/** The text of a file with its front matter changed; a file that has none gets one. @throws InputError */
export function withFrontMatter(text: string, source: string, edits: FrontEdits): string {
  const { yaml } = splitFrontMatter(text, formOf(source), source);
  const edited = edits.reduce((front, [path, value]) => editYaml(front, path, value), yaml ?? '');
  parseFrontMatter(edited, source);
  const front = `${edited.replace(/\n$/, '')}\n`;
  if (yaml === null) return `---\n${front}---\n\n${text}`;
  const opening = text.indexOf('\n') + 1;
  return text.slice(0, opening) + front + text.slice(opening + yaml.length + 1);
}
