#include "store/sqlite/migrate.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/ledger/checkpoint.h"
#include "store/sqlite/rebuild.h"
#include "store/sqlite/schema.h"

namespace cleangate::store {
namespace {

constexpr std::string_view kVersion = "schema_version";
constexpr std::string_view kPlantId = "plant_id";
constexpr std::string_view kOrigin = "origin";
constexpr std::string_view kProjections = "projections";

/// 0 for a file that has no tables yet.
Result<std::size_t> schema_version(Database& database) {
  const auto tables = TRY(database.single("SELECT count(*) FROM sqlite_schema"));
  if (ledger::integer(tables) == 0) return std::size_t{0};
  auto text = meta(database, kVersion);
  if (!text) {
    if (text.error().code == ErrorCode::corrupt) return std::unexpected(text.error());
    return fail(ErrorCode::invalid, database.path() + " is not a CleanGate database");
  }
  const auto version = parse_integer(*text);
  if (!version) return fail(ErrorCode::corrupt, database.path() + ": schema version " + *text);
  return static_cast<std::size_t>(*version);
}

/// Errors: invalid when a newer version wrote it.
Result<std::size_t> known_version(Database& database, std::size_t known) {
  const std::size_t found = TRY(schema_version(database));
  if (found <= known) return found;
  return fail(ErrorCode::invalid,
              fmt::format("{} was written by a newer CleanGate (schema {}, this one knows {}): "
                          "install that version again; nothing was changed",
                          database.path(), found, known));
}

Result<void> wait_when_busy(Database& database) {
  return database.execute(fmt::format("PRAGMA busy_timeout={}", kDatabaseBusy.count()));
}

/// Errors: invalid when the file is another plant's.
Result<PlantFile> identified(Database database, std::string_view plant_id) {
  std::string stored = TRY(meta(database, kPlantId));
  if (!plant_id.empty() && stored != plant_id) {
    return fail(ErrorCode::invalid, fmt::format("{} belongs to plant {}, not to {}",
                                                database.path(), stored, plant_id));
  }
  std::string origin = TRY(meta(database, kOrigin));
  return PlantFile{std::move(database), std::move(stored), std::move(origin)};
}

Result<void> make_new_projections(Database& database) {
  const auto stored = meta(database, kProjections);
  const std::string wanted = projections_fingerprint();
  if (stored && *stored == wanted) return {};
  if (!stored && stored.error().code != ErrorCode::not_found) {
    return std::unexpected(stored.error());
  }
  if (stored) log_event(LogLevel::info, "projections_of_another_version", {{"step", "fold again"}});
  TRY(rebuild_projections(database));
  return set_meta(database, kProjections, wanted);
}

}  // namespace

Result<std::string> meta(Database& database, std::string_view key) {
  Statement::Run run(*TRY(database.statement("SELECT value FROM meta WHERE key=?")));
  if (!TRY(run.text(1, key).step())) {
    return fail(ErrorCode::not_found, fmt::format("{}: no {} in meta", database.path(), key));
  }
  return std::string(run.text(0));
}

Result<void> set_meta(Database& database, std::string_view key, std::string_view value) {
  Statement::Run run(
      *TRY(database.statement("INSERT INTO meta(key,value) VALUES(?,?) "
                              "ON CONFLICT(key) DO UPDATE SET value=excluded.value")));
  return run.text(1, key).text(2, value).finish();
}

Result<void> migrate(Database& database, std::span<const NamedSql> migrations) {
  const std::size_t found = TRY(known_version(database, migrations.size()));
  if (found == migrations.size()) return {};
  if (found == 0) {
    TRY(database.execute(
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"));
  }
  for (const NamedSql& step : migrations.subspan(found)) {
    TRY(database.execute(std::string(step.sql)));
  }
  return set_meta(database, kVersion, std::to_string(migrations.size()));
}

Result<void> set_durable(Database& database) {
  TRY(wait_when_busy(database));
  TRY(database.execute("PRAGMA page_size=4096"));
  TRY(database.execute("PRAGMA journal_mode=WAL"));
  TRY(database.execute("PRAGMA synchronous=FULL"));
  TRY(database.execute("PRAGMA secure_delete=ON"));
  TRY(database.execute(fmt::format("PRAGMA cache_size=-{}", kDatabaseCacheBytes >> 10)));
  return database.execute("PRAGMA temp_store=MEMORY");
}

Result<PlantFile> open_plant_file(const std::string& path, std::string_view plant_id, bool create,
                                  const std::string& vfs) {
  const auto mode = create ? Database::Mode::create : Database::Mode::read_write;
  Database database = TRY(Database::open(path, {.mode = mode, .vfs = vfs}));
  TRY(wait_when_busy(database));
  const std::size_t found = TRY(known_version(database, plant_migrations().size()));
  if (found == 0 && !create) {
    return fail(ErrorCode::not_found, path + " is empty: run 'cleangate init'");
  }
  if (found == 0 && plant_id.empty()) {
    return fail(ErrorCode::invalid, "a new database needs a plant id");
  }
  if (found != 0) {
    PlantFile file = TRY(identified(std::move(database), plant_id));
    TRY(set_durable(file.database));
    Transaction transaction = TRY(Transaction::begin(file.database));
    TRY(migrate(file.database, plant_migrations()));
    TRY(make_new_projections(file.database));
    TRY(transaction.commit());
    return file;
  }
  TRY(set_durable(database));
  Transaction transaction = TRY(Transaction::begin(database));
  TRY(migrate(database, plant_migrations()));
  TRY(set_meta(database, kPlantId, plant_id));
  TRY(set_meta(database, kOrigin, ledger::origin_of(plant_id)));
  TRY(make_new_projections(database));
  TRY(transaction.commit());
  return identified(std::move(database), plant_id);
}

Result<PlantFile> read_plant_file(const std::string& path, const std::string& vfs) {
  Database database = TRY(Database::open(path, {.mode = Database::Mode::read_only, .vfs = vfs}));
  TRY(wait_when_busy(database));
  const std::size_t known = plant_migrations().size();
  if (TRY(known_version(database, known)) < known) {
    return fail(ErrorCode::invalid, path + " has an older schema: start 'cleangate serve' once");
  }
  return identified(std::move(database), "");
}

}  // namespace cleangate::store
