#include "store/doctor.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "store/sql.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/rebuild.h"
#include "store/sqlite/reserve_file.h"

namespace cleangate::store {
namespace {

std::uint64_t bytes_of(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

Result<std::vector<std::string>> problems_of(Database& database) {
  const std::string sql = fmt::format("PRAGMA integrity_check({})", kMaxProblems);
  Statement::Run run(*TRY(database.statement(sql)));
  std::vector<std::string> problems;
  while (TRY(run.step())) {
    if (run.text(0) != "ok") problems.emplace_back(run.text(0));
  }
  return problems;
}

Result<void> count(Database& database, DoctorReport& report) {
  report.entries = static_cast<std::uint64_t>(ledger::integer(TRY(database.single(query("size")))));
  Statement::Run newest(*TRY(database.statement(query("checkpoint"))));
  if (TRY(newest.step())) report.signed_entries = static_cast<std::uint64_t>(newest.integer(1));
  if (report.signed_entries > report.entries) {
    report.problems.push_back(fmt::format("a checkpoint covers {} entries, {} are there",
                                          report.signed_entries, report.entries));
  }
  return {};
}

}  // namespace

Result<DoctorReport> examine(const std::string& path, const std::string& vfs) {
  PlantFile file = TRY(read_plant_file(path, vfs));
  DoctorReport report;
  report.plant_id = file.plant_id;
  report.database_bytes = bytes_of(path);
  report.wal_bytes = bytes_of(path + "-wal");
  report.reserve_bytes = bytes_of(reserve_path(path));
  if (auto counted = count(file.database, report); !counted) {
    report.problems.push_back(counted.error().message);
  }
  auto found = problems_of(file.database);
  if (!found) {
    report.problems.push_back(found.error().message);
  } else {
    for (std::string& problem : *found) report.problems.push_back(std::move(problem));
  }
  return report;
}

Result<std::uint64_t> rebuild(const std::string& path, const std::string& vfs) {
  PlantFile file = TRY(open_plant_file(path, "", false, vfs));
  Transaction transaction = TRY(Transaction::begin(file.database));
  TRY(rebuild_projections(file.database));
  TRY(transaction.commit());
  return static_cast<std::uint64_t>(ledger::integer(TRY(file.database.single(query("size")))));
}

}  // namespace cleangate::store
