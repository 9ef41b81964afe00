import type { Cell, Column, ColumnType, Row } from '../../report/table.ts';

/** A table of the export: its columns by name and type, and how it is read. Only what is listed ever leaves. */
export interface ExportedTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Its columns in the same order. */
  readonly statement: string;
  /** The same for PostgreSQL, where the two have no words in common. */
  readonly inPostgres?: string;
}

/** A store as it was at one instant, while others go on writing. */
export interface ReadOut {
  readonly schemaVersion: number;
  readonly tables: readonly ExportedTable[];
  /** A table's rows, as many at a time as given. */
  rows(table: ExportedTable, atOnce: number): Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;
  close(): void | Promise<void>;
}

/** @throws TypeError for what no cell can hold */
export function cellOf(value: unknown): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`a column holds a ${typeof value}`);
}

/** `id text, at time` */
function columns(written: string): readonly Column[] {
  return written.split(',').map((column) => {
    const [name = '', type = ''] = column.trim().split(' ');
    return { name, type: typeOf(type) };
  });
}

function typeOf(word: string): ColumnType {
  if (word === 'integer' || word === 'real' || word === 'boolean' || word === 'time') return word;
  return 'text';
}

const NUMBERS =
  'impressions integer, likes integer, reposts integer, replies integer, quotes integer, bookmarks integer';

/** In the order in which they are written. Posts are numbered from 1. */
export const EXPORTED: readonly ExportedTable[] = [
  {
    name: 'articles',
    columns: columns('id text, url text, path text, title_key text, content_hash text, seen_at time'),
    statement: 'SELECT id, url, path, title_key, content_hash, seen_ms FROM article ORDER BY seen_ms, id',
  },
  {
    name: 'schedules',
    columns: columns('id text, definition text, first_seen_at time, first_live_at time, decided_until time'),
    statement: 'SELECT id, definition, first_seen_ms, first_live_ms, decided_ms FROM schedule ORDER BY id',
  },
  {
    name: 'slots',
    columns: columns('schedule text, key text, slot_at time, outcome text, why text, decided_at time'),
    statement: 'SELECT schedule, key, slot_ms, outcome, why, decided_ms FROM slot ORDER BY slot_ms, key',
  },
  {
    name: 'deliveries',
    columns: columns(
      `id text, article_id text, title text, source text, content_hash text, account text, platform text, live boolean,
       occasion text, schedule text, slot_key text, slot_at time, state text, why text, cost_usd real, created_at time,
       updated_at time`,
    ),
    statement: `SELECT id, article_id, article_title, article_source, content_hash, account, platform, live, occasion,
      schedule, slot_key, slot_ms, state, why, cost_micro_usd / 1000000.0, created_ms, updated_ms
      FROM delivery ORDER BY created_ms, id`,
  },
  {
    name: 'posts',
    columns: columns(
      `delivery text, post integer, text text, payload text, platform_id text, uri text, url text, cid text, sent_at time,
       removed_at time`,
    ),
    statement: `SELECT delivery.id, post.key + 1, json_extract(post.value, '$.post.text'),
      json_extract(post.value, '$.payload'), receipt.id, uri, url, cid, at_ms, removed_ms
      FROM delivery, json_each(delivery.plan, '$.posts') AS post
      LEFT JOIN receipt ON receipt.delivery = delivery.id AND receipt.post_index = post.key
      ORDER BY delivery.created_ms, delivery.id, post.key`,
    inPostgres: `SELECT delivery.id, post.place, post.value #>> '{post,text}', post.value ->> 'payload', receipt.id, uri, url, cid,
      at_ms, removed_ms
      FROM delivery CROSS JOIN json_array_elements(delivery.plan::json -> 'posts') WITH ORDINALITY AS post (value, place)
      LEFT JOIN receipt ON receipt.delivery = delivery.id AND receipt.post_index = post.place - 1
      ORDER BY delivery.created_ms, delivery.id, post.place`,
  },
  {
    name: 'attempts',
    columns: columns('delivery text, step integer, number integer, intent_at time, outcome text, why text'),
    statement:
      'SELECT delivery, step + 1, number, intent_ms, outcome, why FROM attempt ORDER BY intent_ms, delivery, step',
  },
  {
    name: 'snapshots',
    columns: columns(
      `delivery text, post integer, observed_at time, age_ms integer, source text, ${NUMBERS}, link_clicks integer,
       profile_clicks integer, gone boolean`,
    ),
    statement: `SELECT series.delivery, post_index + 1, at_ms, age_ms, series.source, impressions, likes, reposts, replies,
      quotes, bookmarks, link_clicks, profile_clicks, gone
      FROM series JOIN snapshot ON snapshot.series = series.number
      ORDER BY series.number, post_index, at_ms`,
  },
  {
    name: 'imported_posts',
    columns: columns('account text, id text, platform text, url text, text text, posted_at time'),
    statement: 'SELECT account, id, platform, url, text, posted_ms FROM imported_post ORDER BY posted_ms, account, id',
  },
  {
    name: 'imported_snapshots',
    columns: columns(`account text, post_id text, observed_at time, source text, ${NUMBERS}`),
    statement: `SELECT account, post, at_ms, source, impressions, likes, reposts, replies, quotes, bookmarks
      FROM imported_snapshot ORDER BY account, post, at_ms, source`,
  },
  {
    name: 'charges',
    columns: columns('account text, purpose text, charged_at time, what text, count integer, usd real'),
    statement: 'SELECT account, purpose, at_ms, what, count, micro_usd / 1000000.0 FROM ledger ORDER BY at_ms, id',
  },
  {
    name: 'timeline_posts',
    columns: columns(
      'delivery text, post integer, account text, platform text, text text, shown_at time, views integer',
    ),
    statement: `SELECT delivery, post_index + 1, account, platform, text, at_ms, views
      FROM timeline_post ORDER BY at_ms, delivery, post_index`,
  },
  {
    name: 'handles',
    columns: columns('handle text, did text, resolved_at time'),
    statement: 'SELECT handle, did, at_ms FROM resolved_handle ORDER BY handle',
  },
];
