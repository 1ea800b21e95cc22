SELECT *
FROM stage_statements
WHERE plate = :plate AND colour = :colour
ORDER BY entry_index DESC
LIMIT :limit
