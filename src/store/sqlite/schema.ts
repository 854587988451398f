import { ZhengwenError } from "../../model/errors.js";
import type { Connection } from "./driver.js";

/**
 * The steps from an empty file to today's form, in order; `user_version` counts those taken. A step that was released
 * is never changed: a new one follows it.
 *
 * `record` holds the newest revision of each document (and what is left of one taken down), `revision` the older ones.
 * `units` is searched: units joined by spaces, which the ascii tokenizer keeps whole, whatever their script; title and
 * body are columns of their own, for a phrase does not reach from one into the other. `attachment_units` is searched with
 * it, a row for each record whose attachments have text: a table of its own, since a row's length is that of all its columns
 * and an attachment would make every body look short beside it. `written_units` is what was published, for records where
 * that differs. `ranked_units` only ranks: what a document is called by and headed with. `facet` tables serve the filters.
 * `heavy` holds the fields of a record that a hit does not show, `json` the others, so that a search reads only these; rows
 * written before it was there have all of them in `json`. `light` repeats what records are found, sorted and counted by, kept in
 * step by triggers: a column behind a long text is reached through all the pages of that text. Where `shared` is 0 no other record
 * has its `fold`. `tally` holds for each record the numbers of the values in `facet_value` that it is counted under, `counted_text` its
 * title with its body, and its attachments, as texts for counting (`countedText`); a record that waits for them stands in `uncounted`. `twin` says which record holds a site's content (`twinKey`).
 */
const steps: readonly string[] = [
  `
  CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    digest TEXT NOT NULL,
    page TEXT,
    address TEXT,
    seq INTEGER NOT NULL,
    cluster TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    removed TEXT,
    kind TEXT,
    source TEXT,
    script TEXT,
    day TEXT,
    moment INTEGER,
    json TEXT
  ) STRICT;
  CREATE INDEX record_moment ON record (moment, id);
  CREATE TABLE revision (id TEXT NOT NULL, revision INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (id, revision)) STRICT;
  CREATE VIRTUAL TABLE units USING fts5 (title, body, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '.'");
  CREATE TABLE facet_place (number INTEGER NOT NULL, place TEXT NOT NULL, PRIMARY KEY (place, number)) STRICT, WITHOUT ROWID;
  CREATE INDEX facet_place_number ON facet_place (number);
  CREATE TABLE facet_money (number INTEGER NOT NULL, currency TEXT NOT NULL, min REAL, max REAL) STRICT;
  CREATE INDEX facet_money_number ON facet_money (number);
  CREATE TABLE facet_enterprises (number INTEGER NOT NULL, min REAL, max REAL) STRICT;
  CREATE INDEX facet_enterprises_number ON facet_enterprises (number);
  CREATE TABLE facet_link (number INTEGER NOT NULL, link TEXT NOT NULL, PRIMARY KEY (link, number)) STRICT, WITHOUT ROWID;
  CREATE INDEX facet_link_number ON facet_link (number);
  CREATE TABLE facet_band (number INTEGER NOT NULL, band TEXT NOT NULL, PRIMARY KEY (band, number)) STRICT, WITHOUT ROWID;
  CREATE INDEX facet_band_number ON facet_band (number);
  CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    removed TEXT
  ) STRICT;
  CREATE TABLE page (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,
    json TEXT NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (id, digest)
  ) STRICT;
  CREATE TABLE ledger (
    address TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    source TEXT,
    id TEXT,
    held INTEGER NOT NULL,
    etag TEXT,
    lastModified TEXT,
    attempts INTEGER NOT NULL,
    updatedAt TEXT NOT NULL,
    nextDue TEXT,
    version INTEGER NOT NULL,
    waiting TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ledger_waiting ON ledger (waiting) WHERE waiting IS NOT NULL;
  CREATE INDEX ledger_id ON ledger (id) WHERE id IS NOT NULL;
  CREATE INDEX ledger_state ON ledger (state, reason, address);
  `,
  `
  ALTER TABLE record ADD COLUMN maps TEXT;
  ALTER TABLE revision ADD COLUMN maps TEXT;
  `,
  `
  CREATE TABLE facet_term (number INTEGER NOT NULL, term TEXT NOT NULL, PRIMARY KEY (term, number)) STRICT, WITHOUT ROWID;
  CREATE INDEX facet_term_number ON facet_term (number);
  CREATE TABLE facet_range (number INTEGER NOT NULL, facet TEXT NOT NULL, unit TEXT NOT NULL, min REAL, max REAL) STRICT;
  CREATE INDEX facet_range_number ON facet_range (number);
  INSERT INTO facet_term SELECT number, 'place:' || place FROM facet_place;
  INSERT INTO facet_range SELECT number, 'money', currency, min, max FROM facet_money;
  INSERT INTO facet_range SELECT number, 'enterprises', '', min, max FROM facet_enterprises;
  DROP TABLE facet_place;
  DROP TABLE facet_money;
  DROP TABLE facet_enterprises;
  `,
  `
  CREATE VIRTUAL TABLE attachment_units USING fts5 (text, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '.'");
  `,
  `
  ALTER TABLE ledger ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
  `,
  `
  ALTER TABLE record ADD COLUMN heavy TEXT;
  CREATE VIRTUAL TABLE written_units USING fts5 (title, body, attachment, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '.'");
  `,
  `
  CREATE TABLE source (id TEXT PRIMARY KEY, version INTEGER NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE twin (key TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX record_cluster ON record (cluster, seq);
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX change_revision ON change (id, revision, seq);
  ALTER TABLE ledger ADD COLUMN firstSeen TEXT;
  ALTER TABLE ledger ADD COLUMN lastSeen TEXT;
  ALTER TABLE ledger ADD COLUMN missingSince TEXT;
  ALTER TABLE ledger ADD COLUMN vanishedAt TEXT;
  `,
  `
  ALTER TABLE change ADD COLUMN generation INTEGER;
  ALTER TABLE change ADD COLUMN before INTEGER;
  ALTER TABLE change ADD COLUMN fields TEXT;
  CREATE TABLE epoch (epoch TEXT NOT NULL) STRICT;
  INSERT INTO epoch VALUES (lower(hex(randomblob(16))));
  `,
  `
  CREATE TABLE facet_count (number INTEGER NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (facet, value, number)) STRICT, WITHOUT ROWID;
  CREATE INDEX facet_count_number ON facet_count (number, facet);
  CREATE VIRTUAL TABLE ranked_units USING fts5 (names, keywords, headings, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '.'");
  ALTER TABLE record ADD COLUMN repost INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE record ADD COLUMN fold TEXT;
  UPDATE record SET fold = id;
  ALTER TABLE record ADD COLUMN home TEXT;
  ALTER TABLE record ADD COLUMN level TEXT;
  ALTER TABLE record ADD COLUMN characters INTEGER NOT NULL DEFAULT 0;
  INSERT INTO facet_count SELECT number, 'kind', kind FROM record WHERE kind IS NOT NULL;
  INSERT INTO facet_count SELECT number, 'source', source FROM record WHERE source IS NOT NULL;
  INSERT INTO facet_count SELECT number, 'script', script FROM record WHERE script IS NOT NULL;
  INSERT INTO facet_count SELECT number, 'year', substr(day, 1, 4) FROM record WHERE day IS NOT NULL;
  INSERT INTO facet_count SELECT number, 'month', substr(day, 1, 7) FROM record WHERE day IS NOT NULL;
  INSERT INTO facet_count SELECT number, 'place', substr(term, 7) FROM facet_term WHERE term >= 'place:' AND term < 'place;';
  `,
  `
  CREATE TABLE light (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    seq INTEGER NOT NULL,
    cluster TEXT NOT NULL,
    removed TEXT,
    kind TEXT,
    source TEXT,
    script TEXT,
    day TEXT,
    moment INTEGER,
    repost INTEGER NOT NULL,
    fold TEXT,
    home TEXT,
    level TEXT,
    characters INTEGER NOT NULL,
    shared INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX light_fold ON light (fold);
  INSERT INTO light SELECT number, id, seq, cluster, removed, kind, source, script, day, moment, repost, fold, home, level, characters, 0 FROM record;
  UPDATE light SET shared = 1 WHERE fold IN (SELECT fold FROM light GROUP BY fold HAVING count(*) > 1);
  CREATE TRIGGER record_written AFTER INSERT ON record BEGIN
    INSERT INTO light VALUES (new.number, new.id, new.seq, new.cluster, new.removed, new.kind, new.source, new.script, new.day, new.moment, new.repost, new.fold, new.home, new.level, new.characters, 0);
    UPDATE light SET shared = 1 WHERE fold = new.fold AND EXISTS (SELECT 1 FROM light AS other WHERE other.fold = new.fold AND other.number <> new.number);
  END;
  CREATE TRIGGER record_rewritten AFTER UPDATE ON record BEGIN
    DELETE FROM light WHERE number = new.number;
    INSERT INTO light VALUES (new.number, new.id, new.seq, new.cluster, new.removed, new.kind, new.source, new.script, new.day, new.moment, new.repost, new.fold, new.home, new.level, new.characters, 0);
    UPDATE light SET shared = 1 WHERE fold = new.fold AND EXISTS (SELECT 1 FROM light AS other WHERE other.fold = new.fold AND other.number <> new.number);
  END;
  CREATE TRIGGER record_deleted AFTER DELETE ON record BEGIN
    DELETE FROM light WHERE number = old.number;
  END;
  `,
  `
  CREATE TABLE facet_value (id INTEGER PRIMARY KEY, facet TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (facet, value)) STRICT;
  CREATE TABLE tally (number INTEGER PRIMARY KEY, facets TEXT NOT NULL) STRICT;
  CREATE TABLE counted_text (number INTEGER PRIMARY KEY, text TEXT NOT NULL, attached TEXT NOT NULL) STRICT;
  CREATE TABLE uncounted (number INTEGER PRIMARY KEY) STRICT;
  CREATE INDEX light_joined ON light (cluster, number) WHERE cluster <> id;
  INSERT INTO facet_value (facet, value) SELECT DISTINCT facet, value FROM facet_count;
  INSERT INTO tally SELECT number, group_concat(facet_value.id) FROM facet_count JOIN facet_value USING (facet, value) GROUP BY number;
  DROP TABLE facet_count;
  INSERT INTO uncounted SELECT number FROM record WHERE removed IS NULL;
  CREATE TRIGGER record_uncounted AFTER INSERT ON record WHEN new.removed IS NULL BEGIN
    INSERT OR IGNORE INTO uncounted VALUES (new.number);
  END;
  CREATE TRIGGER record_recounted AFTER UPDATE ON record BEGIN
    DELETE FROM tally WHERE number = new.number;
    DELETE FROM counted_text WHERE number = new.number;
    DELETE FROM uncounted WHERE number = new.number;
    INSERT INTO uncounted SELECT new.number WHERE new.removed IS NULL;
  END;
  `,
];

/**
 * Brings a database to today's form. Another process may do so at the same time.
 * @throws store.version when a newer version of the code has written it
 */
export function migrate(connection: Connection): void {
  // a commit is a whole or it is not there: records, pages and ledger are one file, so that after a loss of power the
  // ledger still says what is unfinished, and NORMAL is enough
  connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -64000;");
  if (version(connection) === steps.length) return;
  connection.write(() => {
    const taken = version(connection);
    for (const step of steps.slice(taken)) connection.exec(step);
    if (taken < steps.length) connection.exec(`PRAGMA user_version = ${steps.length};`);
  });
}

function version(connection: Connection): number {
  const taken = Number(connection.get("PRAGMA user_version")?.user_version);
  if (taken > steps.length) throw new ZhengwenError("store.version", `The file has form ${taken}; this code knows ${steps.length}.`);
  return taken;
}
