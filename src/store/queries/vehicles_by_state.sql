-- A page of the vehicles of one state, last changed first.
SELECT *
FROM vehicles INDEXED BY vehicles_by_state
WHERE state = :state
  AND updated_index BETWEEN :low AND :high
  AND (:stage IS NULL OR stage = :stage)
  AND (:source IS NULL OR source = :source)
  AND (:part IS NULL OR instr(plate, :part) > 0)
ORDER BY updated_index DESC
LIMIT :limit
