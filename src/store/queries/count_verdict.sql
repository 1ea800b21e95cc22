SELECT count(*)
FROM passages INDEXED BY passages_by_verdict
WHERE verdict = :verdict
  AND entry_index >= :from
  AND entry_index < :to
