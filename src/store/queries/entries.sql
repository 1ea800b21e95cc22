-- Entries from one on, oldest first.
SELECT "index", entry, payload, salts, media, leaf
FROM entries
WHERE "index" >= :from
ORDER BY "index"
LIMIT :limit
