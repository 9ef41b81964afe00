import { type PageDocument, type PageElement, unwrap } from './dom.ts';
import { rename } from './simplify.ts';

/** What a cell of a table of data does not contain. */
const BLOCKS_IN_CELLS = 'table, ul, ol, dl, blockquote, pre, h1, h2, h3, h4, h5, h6, figure, hr';

/**
 * A table that only lays out the page (one cell, or cells with blocks in them) becomes boxes in reading order. One with
 * data has its caption set before it.
 */
export function simplifyTable(table: PageElement, document: PageDocument): void {
  const own = (selector: string) =>
    [...table.querySelectorAll(selector)].filter((each) => each.closest('table') === table);
  const cells = own('td, th');
  const isLayout = cells.length <= 1 || table.querySelector(BLOCKS_IN_CELLS) !== null;
  for (const caption of own('caption')) {
    if (!isLayout) table.before(caption);
    rename(caption, document);
  }
  if (!isLayout) return;
  for (const cell of cells) rename(cell, document);
  for (const part of own('tr, tbody, thead, tfoot, colgroup')) unwrap(part);
  rename(table, document);
}
