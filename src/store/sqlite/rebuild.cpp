#include "store/sqlite/rebuild.h"

#include <fmt/format.h>

#include "domain/ledger/projection.h"
#include "store/compose.h"
#include "store/sqlite/row_store.h"
#include "store/sqlite/schema.h"

namespace cleangate::store {
namespace {

Result<void> fold_one(const Statement::Run& entry, RowStore& rows) {
  const auto logged = TRY(decode_logged(entry.blob(1), entry.blob(2), entry.blob(3)));
  rows.begin_entry();
  return rows.apply(TRY(ledger::fold(logged, rows)));
}

}  // namespace

Result<void> fold_all(Database& log, Database& target) {
  RowStore rows(target);
  Statement::Run entries(
      *TRY(log.statement(R"(SELECT "index",entry,payload,media FROM entries ORDER BY "index")")));
  while (TRY(entries.step())) {
    const auto folded = fold_one(entries, rows);
    if (folded) continue;
    // A full or broken disk says nothing about the log.
    if (folded.error().code == ErrorCode::full || folded.error().code == ErrorCode::unavailable) {
      return folded;
    }
    return fail(ErrorCode::corrupt, fmt::format("entry {} cannot be folded: {}: run 'cleangate "
                                                "verify'",
                                                entries.integer(0), folded.error().message));
  }
  return {};
}

Result<void> rebuild_projections(Database& database) {
  TRY(database.execute(drop_projections()));
  TRY(database.execute(create_projections()));
  return fold_all(database, database);
}

}  // namespace cleangate::store
