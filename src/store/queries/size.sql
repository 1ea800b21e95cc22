-- Entries in the log; counting them would read them all.
SELECT coalesce(max("index") + 1, 0) FROM entries
