-- Where an entry's photos lie, in the order of its media items.
SELECT pack, "offset", length FROM media_location WHERE entry = :entry ORDER BY ordinal
