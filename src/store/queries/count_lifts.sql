SELECT count(*)
FROM movements INDEXED BY movements_lifts
WHERE kind = 'lift'
  AND entry_index >= :from
  AND entry_index < :to
