-- A page of all passages, newest first.
SELECT *
FROM passages NOT INDEXED
WHERE entry_index BETWEEN :low AND :high
  AND (:plate IS NULL OR plate = :plate)
  AND (:lane IS NULL OR lane = :lane)
  AND (:verdict IS NULL OR verdict = :verdict)
  AND (:outcome IS NULL OR outcome = :outcome)
  AND (:direction IS NULL OR direction = :direction)
  AND (:from IS NULL OR at >= :from)
  AND (:to IS NULL OR at < :to)
  AND (:hold IS NULL OR hold_state = :hold)
  AND (:part IS NULL OR instr(plate, :part) > 0)
ORDER BY entry_index DESC
LIMIT :limit
