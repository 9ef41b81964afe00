import { readdirSync, readFileSync } from 'node:fs';
import { readArticle } from '../../../src/article/read.ts';
import { compose } from '../../../src/thread/compose/compose.ts';
import type { Passage } from '../../../src/thread/passage.ts';
import type { Rules } from '../../../src/thread/rules.ts';
import { frameOf } from '../../../src/thread/weave/frame.ts';
import { plainText } from '../../../src/thread/weave/text.ts';
import type { Entry } from './entry.ts';

const folder = new URL('../../corpus/', import.meta.url);

/** All articles of the corpus under a title, with numbers as the platform has them and the link in the last post. */
export async function corpus(rules: Rules): Promise<readonly Entry[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return Promise.all(names.toSorted().map((name) => entryOf(name, rules)));
}

async function entryOf(name: string, rules: Rules): Promise<Entry> {
  const { article } = await readArticle({ source: name, bytes: readFileSync(new URL(name, folder)) });
  const { passages } = compose(article, rules, { link: 'last', mentions: {} });
  const link = plainText(article.canonicalUrl ?? 'https://example.com/article');
  const frame = frameOf({ numbering: rules.numbering, signoff: plainText(''), link });
  const { words, language } = article;
  return { name, words, language, rules, frame, passages: [titled(article.title), ...passages] };
}

function titled(text: string): Passage {
  const bare = { atoms: [], links: [], mentions: [], hashtags: [], images: [], line: 1 };
  return { kind: 'heading', text, joint: 'section', glue: '\n\n', ...bare };
}
