import type { ReadArticle } from '../../article/read.ts';
import type { Post } from '../../thread/thread.ts';
import type { Io } from '../io.ts';
import { type PreviewedThread, uniqueWarnings } from './preview-document.ts';
import { beside, box, count, dollars, printable, shorten, wrap } from './text.ts';

/** Narrowest column in which a post is still pleasant to read. */
const LEAST_WIDTH = 36;
const MOST_WIDTH = 64;
const GAP = 2;

interface Look {
  readonly io: Io;
  readonly explain: boolean;
}

/** The threads side by side, a card a post, with counts, cost and what to know before publishing. */
export function previewText(read: ReadArticle, threads: readonly PreviewedThread[], look: Look): string {
  const perRow = Math.max(1, Math.min(threads.length, Math.floor((look.io.width + GAP) / (LEAST_WIDTH + GAP))));
  const width = Math.min(MOST_WIDTH, Math.floor((look.io.width - GAP * (perRow - 1)) / perRow));
  const columns = threads.map((thread) => column(thread, width, look));
  const rows = Array.from({ length: Math.ceil(columns.length / perRow) }, (_, row) =>
    beside(columns.slice(row * perRow, (row + 1) * perRow), width, GAP),
  );
  return [...heading(read, look.io), '', ...rows.flat(), ...notes(read, threads, look.io)].join('\n');
}

function heading({ article }: ReadArticle, { paint, width }: Io): string[] {
  const facts = [
    article.author,
    article.publishedAt?.slice(0, 10),
    count(article.words, 'word'),
    article.language,
    article.canonicalUrl,
  ].filter((fact) => fact !== null && fact !== undefined);
  return [
    paint('bold', printable(article.title)),
    ...(article.subtitle === null ? [] : wrap(printable(article.subtitle), width)),
    paint('dim', wrap(printable(facts.join(' · ')), width).join('\n')),
  ];
}

function column(
  { account, platform, thread, savedUsd }: PreviewedThread,
  width: number,
  { io, explain }: Look,
): string[] {
  const { paint } = io;
  const cost = platform.cost(thread.posts);
  const mode = account.live ? paint('yellow', 'live') : 'rehearsal';
  const total = thread.posts.length;
  return [
    `${paint('bold', platform.name)} ${shorten(`@${printable(account.handle)}`, width - 20)} · ${mode}`,
    paint('dim', `${thread.style} · ${count(total, 'post')} · ${dollars(cost.usd)}`),
    ...thread.posts.flatMap((post, index) => card(post, `${index + 1}/${total}`, width, { io, explain })),
    ...cost.lines.map((line) => paint('dim', `${line.count} × ${line.what}: ${dollars(line.usd)}`)),
    ...(savedUsd > 0 ? [paint('dim', `links left out of the text save ${dollars(savedUsd)}`)] : []),
  ];
}

function card(post: Post, place: string, width: number, { io, explain }: Look): string[] {
  const { value, limit } = post.length;
  const counter = io.paint(value > limit * 0.95 ? 'yellow' : 'green', `${value}/${limit}`);
  const extras = [
    ...post.images.map((image) => `[image ${image.source}${image.alt === '' ? ', no alt text' : `: ${image.alt}`}]`),
    ...(post.card === null ? [] : [`[card ${post.card.title} — ${post.card.url}]`]),
    ...post.links.filter((link) => !post.text.includes(link.url)).map((link) => `[link ${link.url}]`),
  ];
  const lines = [
    ...wrap(printable(post.text), width - 4),
    ...extras.flatMap((extra) => wrap(printable(extra), width - 4).map((line) => io.paint('cyan', line))),
  ];
  return [
    ...box(lines, width, place, counter, io.paint),
    ...(explain && post.why !== '' ? wrap(`  ${post.why}`, width).map((line) => io.paint('dim', line)) : []),
  ];
}

function notes(read: ReadArticle, threads: readonly PreviewedThread[], { paint, width }: Io): string[] {
  const warnings = [...read.warnings, ...uniqueWarnings(threads)];
  return [
    ...(warnings.length === 0 ? [] : ['', paint('yellow', count(warnings.length, 'warning'))]),
    ...warnings.flatMap(({ where, message }) => wrap(`  ${printable(where)}: ${printable(message)}`, width)),
    ...(read.removed.length === 0
      ? []
      : ['', paint('dim', 'left out, because it belongs to the page and not to the text')]),
    ...read.removed.map(({ line, text, why }) =>
      paint('dim', shorten(`  line ${line}: ${printable(text).replace(/\s+/g, ' ')} (${why})`, width)),
    ),
  ];
}
