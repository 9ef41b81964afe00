import type { Draft, Reading } from '../draft.ts';
import { readMarkdown } from '../markdown/read.ts';
import { toMarkdown } from './convert.ts';
import { isElement, type PageElement } from './dom.ts';
import { baseOf, factsOf } from './facts.ts';
import { bodyOf, parsePage } from './page.ts';
import { findRoot } from './root.ts';
import { simplify } from './simplify.ts';
import { strip } from './strip.ts';

/**
 * Reads a page: Medium's export, a saved page of Medium, or any other with an article in it.
 * @throws InputError for pages nested too deeply or with too much markup
 */
export async function readHtml(html: string, reading: Reading): Promise<Draft> {
  const document = parsePage(html, reading.source);
  const facts = factsOf(document, html);
  const body = bodyOf(document);
  const stripped = strip(body);
  const root = findRoot(body);
  simplify(root, document);
  const base = baseOf(document, reading.base ?? facts.canonicalUrl);
  const draft = await readMarkdown(toMarkdown(root, reading.source), { ...reading, base });
  const page = root.closest('article') ?? root;
  const removed = stripped.filter(({ parent }) => isInside(parent, page)).map((each) => each.removed);
  // Lines of the Markdown in between mean nothing to the page's author.
  const warnings = draft.warnings.map((warning) => ({ ...warning, where: reading.source }));
  return { ...draft, facts: { ...facts, title: facts.title ?? draft.facts.title }, removed, warnings };
}

function isInside(element: PageElement, root: PageElement): boolean {
  for (let up: PageElement | null = element; up !== null; up = up.parentNode) {
    if (up === root) return true;
    if (!isElement(up)) return false;
  }
  return false;
}
