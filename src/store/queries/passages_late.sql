-- The passages of a period that were logged more than an hour away from it (offline cameras,
-- wrong clocks), outside the index range that the other page queries walk. Few: the only page
-- query that sorts.
SELECT *
FROM passages INDEXED BY passages_late_by_at
WHERE abs(at - log_time) > 3600000
  AND at >= :from
  AND at < :to
  AND entry_index < :before
  AND (entry_index < :low OR entry_index > :high)
  AND (:plate IS NULL OR plate = :plate)
  AND (:lane IS NULL OR lane = :lane)
  AND (:verdict IS NULL OR verdict = :verdict)
  AND (:outcome IS NULL OR outcome = :outcome)
  AND (:direction IS NULL OR direction = :direction)
  AND (:hold IS NULL OR hold_state = :hold)
  AND (:part IS NULL OR instr(plate, :part) > 0)
ORDER BY entry_index DESC
LIMIT :limit
