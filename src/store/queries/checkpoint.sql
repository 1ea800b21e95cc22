-- The newest signed checkpoint.
SELECT note, size FROM checkpoints ORDER BY size DESC LIMIT 1
