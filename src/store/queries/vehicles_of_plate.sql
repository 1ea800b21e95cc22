SELECT * FROM vehicles WHERE plate = :plate
