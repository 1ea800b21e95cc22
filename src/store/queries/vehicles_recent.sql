-- A page of all vehicles, last changed first.
SELECT *
FROM vehicles INDEXED BY vehicles_by_updated
WHERE updated_index BETWEEN :low AND :high
  AND (:state IS NULL OR state = :state)
  AND (:stage IS NULL OR stage = :stage)
  AND (:source IS NULL OR source = :source)
  AND (:part IS NULL OR instr(plate, :part) > 0)
ORDER BY updated_index DESC
LIMIT :limit
