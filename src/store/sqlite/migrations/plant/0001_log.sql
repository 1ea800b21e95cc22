-- The log itself. Nothing in entries, tree or checkpoints is ever updated or deleted.
-- The leaf stands before the long values, so that tiles are read without overflow pages.
CREATE TABLE entries(
  "index" INTEGER PRIMARY KEY,
  leaf BLOB NOT NULL,
  entry BLOB NOT NULL,
  payload BLOB NOT NULL,
  salts BLOB NOT NULL,
  media BLOB NOT NULL
) STRICT;

-- Where an entry's photos lie; not sealed, the entry names them by SHA-256.
CREATE TABLE media_location(
  entry INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  pack INTEGER NOT NULL,
  "offset" INTEGER NOT NULL,
  length INTEGER NOT NULL,
  PRIMARY KEY(entry, ordinal)
) STRICT, WITHOUT ROWID;

-- Hashes of the perfect subtrees of level 8, 16, 24 …: one row for each full tile.
CREATE TABLE tree(
  level INTEGER NOT NULL,
  "index" INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY(level, "index")
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints(
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;
