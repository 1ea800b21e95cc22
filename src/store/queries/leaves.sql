-- Hashes of a tile's lowest level.
SELECT leaf FROM entries WHERE "index" BETWEEN :from AND :to ORDER BY "index"
