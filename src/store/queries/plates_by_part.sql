-- Plates with that part in them, by the endings that begin with it; one that has it twice comes
-- twice.
SELECT plate
FROM plate_parts
WHERE part >= :part
  AND part < :behind
LIMIT :limit
