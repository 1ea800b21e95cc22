-- Ids are UUIDv7: the newest item has the highest.
SELECT *
FROM list_items
WHERE id > ''
  AND instr(plate, :part) > 0
ORDER BY id DESC
LIMIT :limit
