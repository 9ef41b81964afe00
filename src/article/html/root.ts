import { isElement, type PageElement, wordsOf } from './dom.ts';

/** Elements that say of themselves that they are an article's text, the surest first. */
const NAMED = ['.h-entry .e-content', '[itemprop~="articleBody"]', 'article', 'main', '[role="main"]'];
/** Share of the page's text that a named element must hold to be believed: an `article` may be a teaser. */
const ENOUGH = 0.4;
/** Share that an element found by density must hold: an article may lie in several boxes side by side. */
const MOST = 0.6;

/**
 * The element that holds the article: the one that says so, if it holds enough of the page's text, else the one in
 * which text is densest (the idea of Arc90's Readability: each paragraph speaks for its parent, and half for the
 * parent's parent).
 */
export function findRoot(body: PageElement): PageElement {
  const weights = weigh(body);
  const whole = weights.total;
  for (const selector of NAMED) {
    const best = heaviest([...body.querySelectorAll(selector)], weights.within);
    if (best !== null && (weights.within.get(best) ?? 0) >= whole * ENOUGH) return best;
  }
  return densest(body, weights) ?? body;
}

interface Weights {
  readonly total: number;
  /** Length of the paragraphs anywhere inside. */
  readonly within: ReadonlyMap<PageElement, number>;
  /** Length of the paragraphs near by. */
  readonly near: ReadonlyMap<PageElement, number>;
}

const PARAGRAPHS = 'p, blockquote, pre, li, h1, h2, h3, td';

function weigh(body: PageElement): Weights {
  const within = new Map<PageElement, number>();
  const near = new Map<PageElement, number>();
  let total = 0;
  for (const paragraph of body.querySelectorAll(PARAGRAPHS)) {
    if (paragraph.querySelector('p, li') !== null) continue;
    const weight = weightOf(paragraph);
    total += weight;
    for (let up = paragraph.parentNode; up !== null && isElement(up); up = up.parentNode) add(within, up, weight);
    const parent = paragraph.parentNode;
    if (parent !== null && isElement(parent)) {
      add(near, parent, weight);
      if (parent.parentNode !== null && isElement(parent.parentNode)) add(near, parent.parentNode, weight / 2);
    }
  }
  return { total, within, near };
}

/** Characters of a paragraph that are not links: lists of links are navigation. */
function weightOf(paragraph: PageElement): number {
  const links = [...paragraph.querySelectorAll('a')].reduce((sum, link) => sum + wordsOf(link).length, 0);
  return Math.max(0, wordsOf(paragraph).length - 2 * links);
}

function add(weights: Map<PageElement, number>, element: PageElement, weight: number): void {
  weights.set(element, (weights.get(element) ?? 0) + weight);
}

function heaviest(elements: readonly PageElement[], weights: ReadonlyMap<PageElement, number>): PageElement | null {
  let best: PageElement | null = null;
  for (const element of elements) {
    if (best === null || (weights.get(element) ?? 0) > (weights.get(best) ?? 0)) best = element;
  }
  return best;
}

/** The densest element, widened until it holds most of the text. */
function densest(body: PageElement, { total, within, near }: Weights): PageElement | null {
  let best = heaviest([...near.keys()], near);
  while (best !== null && best !== body && (within.get(best) ?? 0) < total * MOST) {
    best = best.parentNode !== null && isElement(best.parentNode) ? best.parentNode : body;
  }
  return best;
}
