SELECT *
FROM shifts
WHERE entry_index < :before
ORDER BY entry_index DESC
LIMIT :limit
