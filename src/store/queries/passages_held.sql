-- A page of what waits, or has waited, for a guard, newest first. Few: the index is partial.
SELECT *
FROM passages INDEXED BY passages_held
WHERE hold_state = :hold
  AND hold_state <> ''
  AND entry_index BETWEEN :low AND :high
  AND (:lane IS NULL OR lane = :lane)
  AND (:plate IS NULL OR plate = :plate)
  AND (:verdict IS NULL OR verdict = :verdict)
  AND (:outcome IS NULL OR outcome = :outcome)
  AND (:direction IS NULL OR direction = :direction)
  AND (:from IS NULL OR at >= :from)
  AND (:to IS NULL OR at < :to)
  AND (:part IS NULL OR instr(plate, :part) > 0)
ORDER BY entry_index DESC
LIMIT :limit
