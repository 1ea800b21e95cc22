-- Hashes of the perfect subtrees of one level (8, 16, 24 …).
SELECT hash FROM tree WHERE level = :level AND "index" BETWEEN :from AND :to ORDER BY "index"
