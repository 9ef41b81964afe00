import { webAddress } from './address.ts';
import type { Article, Block, FrontMatter } from './article.ts';
import { type ArticleFile, decode, empty } from './decode.ts';
import type { Draft, Facts, Reading, ReadingWarning, Removed } from './draft.ts';
import { withoutEmbeddedPictures } from './embedded.ts';
import { type Form, formOf } from './form.ts';
import { splitFrontMatter } from './front/split.ts';
import { clean } from './furniture/clean.ts';
import { sameTitle } from './furniture/titles.ts';
import { guessLanguage } from './language/guess.ts';
import { refuseBooks } from './length.ts';
import { plainText } from './spans.ts';
import { withHeadings } from './text/headings.ts';
import { titleFromName } from './title.ts';
import { countWords, textOf } from './words.ts';

export { type ArticleFile, MAX_ARTICLE_BYTES } from './decode.ts';
export type { ReadingWarning, Removed } from './draft.ts';

/** An article, and what its reader did to get it. */
export interface ReadArticle {
  readonly article: Article;
  /** The page's furniture that was left out, in order. */
  readonly removed: readonly Removed[];
  readonly warnings: readonly ReadingWarning[];
}

/**
 * Reads an article from Markdown, HTML (Medium's export, a saved page) or plain text, by the file's extension.
 * @throws InputError for a file that is empty, binary, too large or no article's, for faults in its front matter (each
 * with its line), and for markup that no parser could read in reasonable time
 */
export async function readArticle(file: ArticleFile): Promise<ReadArticle> {
  const form = formOf(file.source);
  const { yaml, body } = splitFrontMatter(withoutEmbeddedPictures(decode(file)), form, file.source);
  if (form !== 'html') refuseBooks(body.length, file.source);
  const front = await readFront(yaml, file.source);
  const draft = await readForm(form, body, { source: file.source, base: front.url ?? null });
  const facts = mergeFacts(front, draft);
  const { blocks, facts: found, removed } = clean(draft.blocks, facts);
  const text = form === 'text' ? withHeadings(blocks) : blocks;
  refuseBooks(textOf(text).length, file.source);
  if (text.every(({ kind }) => kind === 'divider' || kind === 'cut')) {
    throw empty(file.source, 'no text is left in this file beside its title and the furniture of its page');
  }
  const warnings = found.title === null ? [...draft.warnings, untitled(file.source)] : draft.warnings;
  return { article: toArticle(file.source, front, found, text), removed: [...draft.removed, ...removed], warnings };
}

/**
 * Reads the front matter of a file alone, for those who need no more of it; all fields absent where there is none.
 * @throws InputError as `readArticle` does, save for what concerns the text
 */
export async function readFrontMatter(file: ArticleFile): Promise<FrontMatter> {
  const { yaml } = splitFrontMatter(decode(file), formOf(file.source), file.source);
  return readFront(yaml, file.source);
}

async function readFront(yaml: string | null, source: string): Promise<FrontMatter> {
  if (yaml === null) return {};
  const { parseFrontMatter } = await import('./front-matter.ts');
  return parseFrontMatter(yaml, source);
}

/** Each reader, and the libraries behind it, is imported only where its form is read. */
async function readForm(form: Form, text: string, reading: Reading): Promise<Draft> {
  switch (form) {
    case 'markdown':
      return (await import('./markdown/read.ts')).readMarkdown(text, reading);
    case 'html':
      return (await import('./html/read.ts')).readHtml(text, reading);
    case 'text':
      return (await import('./text/read.ts')).readText(text, reading);
  }
}

/** What the author says in front matter wins over what the page says. */
function mergeFacts(front: FrontMatter, { facts, blocks }: Draft): Facts {
  const url = front.url === undefined ? null : webAddress(front.url, null);
  return {
    title: front.title ?? facts.title,
    subtitle: front.subtitle ?? (facts.subtitle !== null && isExcerpt(facts.subtitle, blocks) ? null : facts.subtitle),
    author: front.author ?? facts.author,
    canonicalUrl: url ?? facts.canonicalUrl,
    publishedAt: front.date ?? facts.publishedAt,
    language: front.language ?? facts.language,
  };
}

/** Exports set the opening words where a subtitle is missing, cut off with an ellipsis. */
function isExcerpt(subtitle: string, blocks: readonly Block[]): boolean {
  const words = subtitle.replace(/\s*(?:…|\.\.\.)$/, '');
  return blocks.some((block) => {
    const text = block.kind === 'paragraph' ? plainText(block.text).replace(/\s+/g, ' ') : '';
    return text.startsWith(words) && !sameTitle(text, words);
  });
}

function untitled(source: string): ReadingWarning {
  const message = 'this article has no title: its file name stands in; add "title:" to its front matter';
  return { code: 'title-from-file-name', message, where: source };
}

function toArticle(source: string, front: FrontMatter, facts: Facts, blocks: readonly Block[]): Article {
  const language = facts.language ?? guessLanguage(textOf(blocks)) ?? 'en';
  return {
    title: facts.title ?? titleFromName(source),
    subtitle: facts.subtitle,
    author: facts.author,
    canonicalUrl: facts.canonicalUrl,
    publishedAt: facts.publishedAt,
    language,
    blocks,
    words: countWords(blocks, language),
    source,
    front,
  };
}
