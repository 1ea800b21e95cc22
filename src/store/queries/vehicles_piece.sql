-- Where the piece of the registry ends that a search looks at in one request.
SELECT updated_index
FROM vehicles INDEXED BY vehicles_by_updated
WHERE updated_index <= :high
ORDER BY updated_index DESC
LIMIT 1 OFFSET :piece
