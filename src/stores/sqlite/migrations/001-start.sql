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
  until_ms       INTEGER,
  plan           TEXT NOT NULL,
  measured_ms    INTEGER NOT NULL DEFAULT -1,
  created_ms     INTEGER NOT NULL,
  updated_ms     INTEGER NOT NULL
);
-- Promise 7: an article goes to an account in one mode once, unless another occasion says otherwise.
CREATE UNIQUE INDEX delivery_once ON delivery (article_id, account, live, occasion) WHERE state <> 'missed';
CREATE INDEX delivery_open ON delivery (state) WHERE state IN ('planned', 'publishing', 'waiting', 'uncertain');
CREATE INDEX delivery_by_age ON delivery (created_ms);
CREATE INDEX delivery_measured ON delivery (measured_ms);

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
  PRIMARY KEY (delivery, post_index)
) WITHOUT ROWID;

CREATE TABLE lease (
  name     TEXT PRIMARY KEY,
  owner    TEXT NOT NULL,
  fence    INTEGER NOT NULL,
  until_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE snapshot (
  delivery    TEXT NOT NULL,
  post_index  INTEGER NOT NULL,
  at_ms       INTEGER NOT NULL,
  source      TEXT NOT NULL,
  age_ms      INTEGER NOT NULL,
  impressions INTEGER,
  likes       INTEGER,
  reposts     INTEGER,
  replies     INTEGER,
  quotes      INTEGER,
  bookmarks   INTEGER,
  PRIMARY KEY (delivery, post_index, at_ms, source)
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

CREATE TABLE pause (
  account TEXT PRIMARY KEY,
  at_ms   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE resolved_handle (
  handle TEXT PRIMARY KEY,
  did    TEXT NOT NULL,
  at_ms  INTEGER NOT NULL
) WITHOUT ROWID;
