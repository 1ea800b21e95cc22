SELECT count(*) FROM presence INDEXED BY presence_inside WHERE inside = 1 AND last_index >= 0
