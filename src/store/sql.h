#pragma once
// The SQL texts that the build embeds: store/queries/x.sql and the numbered migrations of each
// database. Constants, any thread.

#include <span>
#include <string_view>

namespace cleangate::store {

struct NamedSql {
  std::string_view name;  ///< of the file, without ".sql"
  std::string_view sql;
};

[[nodiscard]] std::span<const NamedSql> queries();
/// In the order they are applied; the n-th makes schema version n.
[[nodiscard]] std::span<const NamedSql> plant_migrations();
[[nodiscard]] std::span<const NamedSql> ops_migrations();
/// The text of store/queries/<name>.sql; a name that is not there is a broken invariant.
[[nodiscard]] std::string_view query(std::string_view name);

}  // namespace cleangate::store
