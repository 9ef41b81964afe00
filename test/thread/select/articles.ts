import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Passage } from '../../../src/thread/passage.ts';
import type { Subject } from '../../../src/thread/select/worth.ts';

/** An article as its passages, for choosing from. */
export interface Sample extends Subject {
  readonly name: string;
  readonly passages: readonly Passage[];
}

/** A passage without anything on it; `fields` says what a test is about. */
export function passage(text: string, fields: Partial<Passage> = {}): Passage {
  const bare = { atoms: [], links: [], mentions: [], hashtags: [], images: [], line: 1 };
  return { kind: 'paragraph', text, joint: 'paragraph', glue: '\n\n', ...bare, ...fields };
}

/** The articles of `fixtures/`, and those of the common corpus that are in the tree. */
export function samples(): readonly Sample[] {
  const own = folder(new URL('./fixtures/', import.meta.url), '.txt');
  const corpus = new URL('../../corpus/', import.meta.url);
  return existsSync(corpus) ? [...own, ...folder(corpus, '.md')] : own;
}

function folder(at: URL, ending: string): Sample[] {
  const names = readdirSync(at).filter((name) => name.endsWith(ending));
  return names.toSorted().map((name) => sampleOf(name, readFileSync(new URL(name, at), 'utf8')));
}

/** Reads as much of Markdown as the articles use: this is about choosing, not about reading. */
function sampleOf(name: string, source: string): Sample {
  const field = (key: string) => new RegExp(`^${key}: *"?(.*?)"?$`, 'm').exec(source)?.[1] ?? null;
  const body = source.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/^title: .*\n/, '');
  return {
    name,
    title: field('title') ?? '',
    subtitle: field('subtitle'),
    language: field('language') ?? 'en',
    passages: passagesOf(body.split(/\n{2,}/).map((block) => block.trim())),
  };
}

function passagesOf(blocks: readonly string[]): Passage[] {
  const passages: Passage[] = [];
  let joint: Passage['joint'] = 'paragraph';
  for (const block of blocks) {
    if (/^(?:-{3,}|\* \* \*|\*{3,})$/.test(block)) joint = 'section';
    else if (block !== '' && !block.startsWith('<!--')) {
      const made = blockPassages(block);
      const first = joint === 'section' ? { joint } : {};
      passages.push(...made.map((each, index) => (index === 0 ? { ...each, ...first } : each)));
      joint = 'paragraph';
    }
  }
  return passages;
}

function blockPassages(block: string): Passage[] {
  if (block.startsWith('#')) return [passage(plain(block.replace(/^#+ /, '')), { kind: 'heading', joint: 'section' })];
  if (block.startsWith('```')) return [passage(block, { kind: 'code' })];
  if (block.startsWith('|')) return [passage(block, { kind: 'row' })];
  if (block.startsWith('>')) return [passage(`“${plain(block.replace(/^> ?/gm, ''))}”`, { kind: 'quote' })];
  if (!/^(?:[-*]|\d+\.) /.test(block)) return [passage(plain(block))].filter(({ text }) => text !== '');
  return block.split(/\n(?=[-*] |\d+\. )/).map((item, index) => {
    const text = plain(item).replace(/^[-*] /, '• ');
    return passage(text, {
      kind: 'item',
      joint: index === 0 ? 'paragraph' : 'item',
      glue: index === 0 ? '\n\n' : '\n',
    });
  });
}

function plain(block: string): string {
  return block
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}
