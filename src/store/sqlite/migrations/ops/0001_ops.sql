CREATE TABLE tokens(
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  role TEXT NOT NULL,
  secret_hash BLOB NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE board_keys(
  id TEXT PRIMARY KEY,
  secret_hash BLOB NOT NULL,
  photos INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE device_secrets(
  device TEXT PRIMARY KEY,
  push_secret BLOB NOT NULL,
  username TEXT NOT NULL,
  password TEXT NOT NULL
) STRICT;

-- Messages that could not be read; the oldest give way (limits.h).
CREATE TABLE quarantine(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  device TEXT NOT NULL,
  cause TEXT NOT NULL,
  content_type TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE idempotent_replies(
  key TEXT PRIMARY KEY,
  request_hash BLOB NOT NULL,
  status INTEGER NOT NULL,
  body BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX idempotent_replies_by_at ON idempotent_replies(at);
