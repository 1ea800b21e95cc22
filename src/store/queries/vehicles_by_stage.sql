-- A page of the vehicles of one stage, last changed first.
SELECT *
FROM vehicles INDEXED BY vehicles_by_stage
WHERE stage = :stage
  AND updated_index BETWEEN :low AND :high
  AND (:state IS NULL OR state = :state)
  AND (:source IS NULL OR source = :source)
  AND (:part IS NULL OR instr(plate, :part) > 0)
ORDER BY updated_index DESC
LIMIT :limit
