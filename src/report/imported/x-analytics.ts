import { InputError } from '../../errors.ts';
import { NOTHING } from '../numbers.ts';
import type { ImportedPost } from './history.ts';
import { type CsvRow, readCsv } from './read-csv.ts';
import { countOf, isPostId, NEXT, type PastOptions, type ReadPast } from './x-post.ts';

/** Names of the columns, in lower case: of the content export of x.com (2024 on), and of analytics.twitter.com before. */
const COLUMNS = {
  id: ['post id', 'tweet id'],
  url: ['post link', 'tweet permalink'],
  text: ['post text', 'tweet text'],
  impressions: ['impressions'],
  likes: ['likes', 'favorites'],
  reposts: ['reposts', 'retweets'],
  replies: ['replies'],
  bookmarks: ['bookmarks'],
} as const;

type Column = keyof typeof COLUMNS;

/** Place of each column in a row; -1 for one that the file does not have. */
type Places = Readonly<Record<Column, number>>;

const DOWNLOAD = 'Download it at x.com, Analytics, Content, as CSV';

/**
 * The content export of X's analytics, in either layout. It tells no quotes; a number it does not have is `null`.
 * @throws InputError for other columns, a row that is cut off, or a cell that is no count
 */
export function readAnalytics(text: string, options: PastOptions): ReadPast {
  const rows = readCsv(text, options.where);
  const header = rows.next();
  const cells = header.done ? [] : header.value.cells;
  const places = placesOf(cells, options.where);
  const posts: ImportedPost[] = [];
  let unnamed = 0;
  for (const row of rows) {
    const post = postOf(row, places, cells.length, options);
    if (post === null) unnamed += 1;
    else posts.push(post);
  }
  const leftOut = unnamed === 0 ? [] : [`${unnamed} ${unnamed === 1 ? 'row' : 'rows'} without the id of a post`];
  return { source: 'x-analytics', posts, leftOut };
}

function placesOf(header: readonly string[], where: string): Places {
  const names = header.map((name) => name.trim().toLowerCase());
  const place = (column: Column) => Math.max(...COLUMNS[column].map((name) => names.indexOf(name)));
  const places = {
    ...{ id: place('id'), url: place('url'), text: place('text') },
    ...{ impressions: place('impressions'), likes: place('likes'), reposts: place('reposts') },
    ...{ replies: place('replies'), bookmarks: place('bookmarks') },
  };
  if (places.impressions >= 0 && (places.id >= 0 || places.url >= 0)) return places;
  const isOverview = places.impressions >= 0 && names.includes('date');
  throw new InputError({
    where: `${where}:1`,
    problem: isOverview
      ? 'this is the overview of the account, day by day: it has no posts'
      : 'these are not the columns of X’s analytics:',
    ...(isOverview ? {} : { value: header.join(',') }),
    allowed: '"Post id", "Impressions", … (or "Tweet id", "impressions", … as it was before 2024)',
    next: `${DOWNLOAD}. ${NEXT}`,
  });
}

function postOf({ line, cells }: CsvRow, places: Places, width: number, options: PastOptions): ImportedPost | null {
  const where = `${options.where}:${line}`;
  if (cells.length !== width) {
    const problem = `this row has ${cells.length} cells where the first one has ${width}: the file is cut off or damaged`;
    throw new InputError({ where, problem, next: `Download it again. ${NEXT}` });
  }
  const cell = (column: Column) => cells[places[column]]?.trim() ?? '';
  const id = idOf(cell('id'), cell('url'), where);
  if (id === null) return null;
  const postedMs = options.postedMs(id);
  if (postedMs === null) throw new InputError({ where, problem: 'not the id of a post on X:', value: id, next: NEXT });
  const count = (column: Column) => countOf(cell(column), where, column);
  return {
    ...{ id, postedMs, text: cell('text') },
    url: `https://x.com/${options.handle}/status/${id}`,
    numbers: {
      ...NOTHING,
      impressions: count('impressions'),
      likes: count('likes'),
      reposts: count('reposts'),
      replies: count('replies'),
      bookmarks: count('bookmarks'),
    },
  };
}

/** A spreadsheet rounds ids, which have 19 digits; the link still has it whole. */
function idOf(id: string, url: string, where: string): string | null {
  const linked = /\/status(?:es)?\/(\d{1,19})(?!\d)/.exec(url)?.[1];
  if (linked !== undefined) return linked;
  if (isPostId(id)) return id;
  if (id === '') return null;
  throw new InputError({
    where,
    problem: 'not the id of a post:',
    value: id,
    allowed: 'up to 19 digits',
    next: `A spreadsheet may have changed it: import the file as it was downloaded. ${NEXT}`,
  });
}
