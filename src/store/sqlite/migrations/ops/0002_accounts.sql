-- People: who may sign in, with what, and what they did. Hashes only, no password, no secret.
CREATE TABLE users(
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL,
  username_key TEXT NOT NULL UNIQUE,  -- lower case
  display_name TEXT NOT NULL,
  role TEXT NOT NULL,
  disabled INTEGER NOT NULL,
  created INTEGER NOT NULL,
  last_login INTEGER,
  password TEXT NOT NULL
) STRICT;

CREATE TABLE account_links(
  secret_hash BLOB PRIMARY KEY,
  purpose TEXT NOT NULL,
  user TEXT NOT NULL,
  expires INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions(
  id TEXT PRIMARY KEY,
  user TEXT NOT NULL,
  secret_hash BLOB NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT;

-- The oldest give way (limits.h).
CREATE TABLE logins(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  username TEXT NOT NULL,
  address TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;

CREATE TABLE operations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  status INTEGER NOT NULL,
  log_index INTEGER
) STRICT;
CREATE INDEX operations_by_actor ON operations(actor, id);

CREATE TABLE preferences(
  user TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(user, key)
) STRICT, WITHOUT ROWID;
