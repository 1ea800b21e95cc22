-- Random keys of this plant for hashes that the log keeps (messages of cameras).
CREATE TABLE secret_keys(
  name TEXT PRIMARY KEY,
  key BLOB NOT NULL
) STRICT;
