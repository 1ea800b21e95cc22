-- The crossing by which each vehicle came in that is inside, last seen first; behind the columns of
-- passages the cursor.
SELECT p.*, v.last_index
FROM presence v INDEXED BY presence_inside
CROSS JOIN passages p ON p.entry_index = (
  SELECT e.entry_index
  FROM passages e INDEXED BY passages_by_plate
  WHERE e.plate = v.plate
    AND e.colour = v.colour
    AND e.direction = 'in'
    AND e.outcome = 'crossed'
  ORDER BY e.entry_index DESC
  LIMIT 1)
WHERE v.inside = 1
  AND v.last_index < :before
  AND (:part IS NULL OR instr(v.plate, :part) > 0)
ORDER BY v.last_index DESC
LIMIT :limit
