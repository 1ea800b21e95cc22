-- A page of the vehicles of one source, last changed first.
SELECT *
FROM vehicles INDEXED BY vehicles_by_source
WHERE source = :source
  AND updated_index BETWEEN :low AND :high
  AND (:state IS NULL OR state = :state)
  AND (:stage IS NULL OR stage = :stage)
  AND (:part IS NULL OR instr(plate, :part) > 0)
ORDER BY updated_index DESC
LIMIT :limit
