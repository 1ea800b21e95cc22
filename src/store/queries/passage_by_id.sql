SELECT * FROM passages WHERE id = :id
