-- Log times rise with the index: one step of a binary search for a time.
SELECT entry_index, log_time FROM passages WHERE entry_index >= :index ORDER BY entry_index LIMIT 1
