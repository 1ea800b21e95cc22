SELECT *
FROM vehicle_evidence
WHERE plate = :plate AND colour = :colour
ORDER BY entry_index DESC, place
