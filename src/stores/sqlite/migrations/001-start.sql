CREATE TABLE article (
  id           TEXT PRIMARY KEY,
  url          TEXT,
  path         TEXT NOT NULL,
  title_key    TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  seen_ms      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE schedule (
  id            TEXT PRIMARY KEY,
  first_seen_ms INTEGER NOT NULL,
  first_live_ms INTEGER,
  decided_ms    INTEGER NOT NULL,
  definition    TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE slot (
  schedule   TEXT NOT NULL,
  key        TEXT NOT NULL,
  slot_ms    INTEGER NOT NULL,
  outcome    TEXT NOT NULL,
  why        TEXT,
  decided_ms INTEGER NOT NULL,
  PRIMARY KEY (schedule, key)
) WITHOUT ROWID;
CREATE INDEX slot_by_time ON slot (schedule, slot_ms);
CREATE INDEX slot_by_decision ON slot (decided_ms);

CREATE TABLE delivery (
  id             TEXT PRIMARY KEY,
  article_id     TEXT NOT NULL,
  article_title  TEXT NOT NULL,
  article_source TEXT NOT NULL,
  content_hash   TEXT NOT NULL,
  account        TEXT NOT NULL,
  platform       TEXT NOT NULL,
  live           INTEGER NOT NULL,
  occasion       TEXT NOT NULL,
  schedule       TEXT,
  slot_key       TEXT,
  slot_ms        INTEGER,
  state          TEXT NOT NULL,
  why            TEXT,
  -- What of the account has to be mended: 'secrets' or 'account'.
  cause          TEXT,
  until_ms       INTEGER,
  anew_ms        INTEGER NOT NULL DEFAULT 0,
  alarmed_ms     INTEGER NOT NULL DEFAULT 0,
  -- What the plan holds in short, and before it: nothing has to be read past a large plan.
  posts          INTEGER NOT NULL,
  opening        TEXT NOT NULL,
  cost_micro_usd INTEGER NOT NULL,
  plan           TEXT NOT NULL,
  measured_ms    INTEGER NOT NULL DEFAULT -1,
  read_ms        INTEGER,
  created_ms     INTEGER NOT NULL,
  updated_ms     INTEGER NOT NULL
);
-- Promise 7: an article goes to an account in one mode once, unless another occasion says otherwise.
CREATE UNIQUE INDEX delivery_once ON delivery (article_id, account, live, occasion) WHERE state <> 'missed';
CREATE INDEX delivery_open ON delivery (state) WHERE state IN ('planned', 'publishing', 'waiting', 'uncertain', 'unpublishing');
CREATE INDEX delivery_by_lane ON delivery (account, live, created_ms) WHERE state IN ('planned', 'publishing', 'waiting', 'uncertain', 'unpublishing');
CREATE INDEX delivery_unbegun ON delivery (slot_ms) WHERE state IN ('held', 'planned', 'waiting');
CREATE INDEX delivery_by_slot ON delivery (slot_key);
CREATE INDEX delivery_by_age ON delivery (created_ms);
-- For pages: they leave the plans, which are large, unread.
CREATE INDEX delivery_by_state ON delivery (state, updated_ms);
CREATE INDEX delivery_by_article ON delivery (article_id, account, live, created_ms, state);
CREATE INDEX delivery_measured ON delivery (measured_ms);
CREATE INDEX delivery_read ON delivery (read_ms);

CREATE TABLE attempt (
  delivery  TEXT NOT NULL REFERENCES delivery (id),
  step      INTEGER NOT NULL,
  number    INTEGER NOT NULL,
  intent_ms INTEGER NOT NULL,
  fence     INTEGER NOT NULL,
  outcome   TEXT,
  why       TEXT,
  absent_ms TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (delivery, step, number)
) WITHOUT ROWID;

CREATE TABLE receipt (
  delivery   TEXT NOT NULL REFERENCES delivery (id),
  post_index INTEGER NOT NULL,
  id         TEXT NOT NULL,
  uri        TEXT,
  url        TEXT,
  cid        TEXT,
  at_ms      INTEGER NOT NULL,
  removed_ms INTEGER,
  PRIMARY KEY (delivery, post_index)
) WITHOUT ROWID;
-- When threads began.
CREATE INDEX receipt_by_time ON receipt (at_ms) WHERE post_index = 0;

CREATE TABLE lease (
  name     TEXT PRIMARY KEY,
  owner    TEXT NOT NULL,
  fence    INTEGER NOT NULL,
  until_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- What is read of one delivery from one source: its number stands for both in every snapshot, which are many.
CREATE TABLE series (
  number   INTEGER PRIMARY KEY,
  delivery TEXT NOT NULL,
  source   TEXT NOT NULL,
  UNIQUE (delivery, source)
);

CREATE TABLE snapshot (
  series      INTEGER NOT NULL,
  post_index  INTEGER NOT NULL,
  at_ms       INTEGER NOT NULL,
  age_ms      INTEGER NOT NULL,
  impressions INTEGER,
  likes       INTEGER,
  reposts     INTEGER,
  replies     INTEGER,
  quotes      INTEGER,
  bookmarks   INTEGER,
  link_clicks INTEGER,
  profile_clicks INTEGER,
  gone        INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (series, post_index, at_ms)
) WITHOUT ROWID;
CREATE INDEX snapshot_gone ON snapshot (series, post_index) WHERE gone = 1;

-- Posts from before Spool, out of the author's own archive or analytics, and their numbers.
CREATE TABLE imported_post (
  account   TEXT NOT NULL,
  id        TEXT NOT NULL,
  platform  TEXT NOT NULL,
  url       TEXT NOT NULL,
  text      TEXT NOT NULL,
  posted_ms INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE INDEX imported_post_by_time ON imported_post (posted_ms);

CREATE TABLE imported_snapshot (
  account     TEXT NOT NULL,
  post        TEXT NOT NULL,
  at_ms       INTEGER NOT NULL,
  source      TEXT NOT NULL,
  impressions INTEGER,
  likes       INTEGER,
  reposts     INTEGER,
  replies     INTEGER,
  quotes      INTEGER,
  bookmarks   INTEGER,
  PRIMARY KEY (account, post, at_ms, source)
) WITHOUT ROWID;

CREATE TABLE timeline_post (
  delivery   TEXT NOT NULL,
  post_index INTEGER NOT NULL,
  account    TEXT NOT NULL,
  platform   TEXT NOT NULL,
  text       TEXT NOT NULL,
  at_ms      INTEGER NOT NULL,
  views      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (delivery, post_index)
) WITHOUT ROWID;

CREATE TABLE ledger (
  id        INTEGER PRIMARY KEY,
  account   TEXT NOT NULL,
  purpose   TEXT NOT NULL,
  at_ms     INTEGER NOT NULL,
  what      TEXT NOT NULL,
  count     INTEGER NOT NULL,
  micro_usd INTEGER NOT NULL
);
CREATE INDEX ledger_by_time ON ledger (purpose, at_ms);

-- What was read and charged for, by the UTC day (counted from 1970) of its last charge.
CREATE TABLE charged_read (
  account  TEXT NOT NULL,
  what     TEXT NOT NULL,
  resource TEXT NOT NULL,
  day      INTEGER NOT NULL,
  PRIMARY KEY (account, what, resource)
) WITHOUT ROWID;

-- What was read of the files in posts/: a cache, that may be emptied.
CREATE TABLE read_file (
  path      TEXT PRIMARY KEY,
  signature TEXT NOT NULL,
  content   TEXT NOT NULL
) WITHOUT ROWID;

-- Each worker, and when it last looked at everything that was due.
CREATE TABLE host (
  owner      TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  pid        INTEGER NOT NULL,
  version    TEXT NOT NULL,
  started_ms INTEGER NOT NULL,
  seen_ms    INTEGER NOT NULL,
  left_ms    INTEGER
) WITHOUT ROWID;

-- The coming clock changes of the schedules' zones, as the time zone data of that version had them.
CREATE TABLE zone_rules (
  zone     TEXT PRIMARY KEY,
  version  TEXT NOT NULL,
  segments TEXT NOT NULL
) WITHOUT ROWID;

-- As the worker that decides slots last read their files.
CREATE TABLE faulty_author (
  author   TEXT PRIMARY KEY,
  why      TEXT NOT NULL,
  goes_on  INTEGER NOT NULL,
  since_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE pause (
  account TEXT PRIMARY KEY,
  at_ms   INTEGER NOT NULL
) WITHOUT ROWID;

-- What adapters keep of their accounts. A session is locked under the account's own secret.
CREATE TABLE account_memory (
  account TEXT NOT NULL,
  key     TEXT NOT NULL,
  text    TEXT NOT NULL,
  PRIMARY KEY (account, key)
) WITHOUT ROWID;

CREATE TABLE spent_units (
  id      INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  at_ms   INTEGER NOT NULL,
  units   INTEGER NOT NULL
);
CREATE INDEX spent_units_by_time ON spent_units (account, at_ms);

CREATE TABLE resolved_handle (
  handle TEXT PRIMARY KEY,
  did    TEXT NOT NULL,
  at_ms  INTEGER NOT NULL
) WITHOUT ROWID;
