SELECT *
FROM verification_queue
WHERE since_index < :before AND last_at >= :seen_since
ORDER BY since_index DESC
LIMIT :limit
