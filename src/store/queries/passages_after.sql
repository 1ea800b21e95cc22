-- What a live client has missed: passages by the last entry that changed them.
SELECT *
FROM passages INDEXED BY passages_by_updated
WHERE updated_index > :after
ORDER BY updated_index
LIMIT :limit
