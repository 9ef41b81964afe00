import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadArticle, readArticle } from '../../src/article/read.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');

/** File names of all articles among the fixtures, `diary.txt`. */
export const ARTICLES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => /\.(?:md|html|txt)$/.test(name) && !name.endsWith('.sentences.txt'))
  .toSorted();

/** Those with a list of their real sentences, `diary.sentences.txt`. */
export const PAGES: readonly string[] = ARTICLES.filter((name) => existsSync(join(FOLDER, sentencesOf(name))));

export function readFixture(name: string): Promise<ReadArticle> {
  return readArticle({ source: `posts/${name}`, bytes: readFileSync(join(FOLDER, name)) });
}

/** What is expected of an article, as JSON; a missing file fails. */
export function expectedOf(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name.replace(/\.\w+$/, '.json')), 'utf8'));
}

/** The real sentences of a page, in order, one on a line. */
export function realSentences(name: string): string[] {
  const lines = readFileSync(join(FOLDER, sentencesOf(name)), 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '');
}

/** An article from a string, for tests of one thing. */
export function read(source: string, text: string): Promise<ReadArticle> {
  return readArticle({ source, bytes: new TextEncoder().encode(text) });
}

function sentencesOf(name: string): string {
  return name.replace(/\.\w+$/, '.sentences.txt');
}
