#pragma once
// Opens the program's databases: settings of the connection, forward-only migrations, the table
// `meta`. A file of a newer version is refused, never touched.

#include <span>
#include <string>

#include "store/sql.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

/// Brings a database to the newest schema, inside the caller's transaction. Errors: invalid (a
/// newer version wrote it), the store's.
Result<void> migrate(Database& database, std::span<const NamedSql> migrations);

/// Text of `meta` by key; not_found.
[[nodiscard]] Result<std::string> meta(Database& database, std::string_view key);
Result<void> set_meta(Database& database, std::string_view key, std::string_view value);

/// WAL, FULL, secure_delete, page 4096, and a short wait for a program that holds the file.
Result<void> set_durable(Database& database);

struct PlantFile {
  Database database;
  std::string plant_id;
  std::string origin;
};
/// `plant_id` empty: the file's own. Makes the file when `create`. Tables of projections that
/// another version made are dropped and folded again from the log.
/// Errors: not_found, invalid (newer schema, another plant's file), the store's.
[[nodiscard]] Result<PlantFile> open_plant_file(const std::string& path, std::string_view plant_id,
                                                bool create, const std::string& vfs = {});
/// The same for reading; never changes anything. Errors: also invalid for an older schema.
[[nodiscard]] Result<PlantFile> read_plant_file(const std::string& path,
                                                const std::string& vfs = {});

}  // namespace cleangate::store
