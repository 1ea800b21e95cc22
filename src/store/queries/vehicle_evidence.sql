SELECT * FROM vehicle_evidence WHERE plate = :plate AND colour = :colour
