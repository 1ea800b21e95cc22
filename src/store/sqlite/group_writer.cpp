#include "store/sqlite/group_writer.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>

#include "base/limits.h"
#include "domain/ledger/checkpoint.h"
#include "store/sql.h"
#include "store/sqlite/wal_mover.h"

namespace cleangate::store {
namespace {

constexpr std::string_view kInsertEntry =
    R"(INSERT INTO entries("index",leaf,entry,payload,salts,media) VALUES(?,?,?,?,?,?))";
constexpr std::string_view kInsertLocation =
    R"(INSERT INTO media_location(entry,ordinal,pack,"offset",length) VALUES(?,?,?,?,?))";

/// SQLite tells after each commit how many pages wait in the write-ahead log.
int note_wal_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

GroupWriter::GroupWriter(PlantFile file, SigningKey key)
    : file_(std::move(file)), key_(std::move(key)), rows_(file_.database) {
  // Instead of SQLite's own checkpoint inside COMMIT, which the waiting lanes would pay for.
  sqlite3_wal_hook(file_.database.handle(), note_wal_pages, &wal_pages_);
}

Result<std::unique_ptr<GroupWriter>> GroupWriter::open(PlantFile file, SigningKey key) {
  std::unique_ptr<GroupWriter> writer(new GroupWriter(std::move(file), std::move(key)));
  writer->state_ = TRY(writer->load());
  writer->stale_ = false;
  return writer;
}

Result<GroupWriter::State> GroupWriter::load() {
  Database& database = file_.database;
  const auto size =
      static_cast<std::uint64_t>(ledger::integer(TRY(database.single(query("size")))));
  State state{TRY(load_tree(database, size)), WallTime{}};
  if (size > 0) {
    Statement::Run last(*TRY(database.statement(R"(SELECT entry FROM entries WHERE "index"=?)")));
    last.integer(1, static_cast<std::int64_t>(size - 1));
    if (!TRY(last.step())) return fail(ErrorCode::corrupt, "the last entry is missing");
    state.log_time = TRY(ledger::decode_entry(last.blob(0))).log_time;
  }
  Statement::Run checkpoint(*TRY(database.statement(query("checkpoint"))));
  if (TRY(checkpoint.step())) {
    state.signed_size = static_cast<std::uint64_t>(checkpoint.integer(1));
  }
  if (state.signed_size > size) {
    return fail(ErrorCode::corrupt,
                fmt::format("{}: a checkpoint of {} entries stands over a log of {}: entries were "
                            "lost; run 'cleangate verify' and restore from a backup",
                            database.path(), state.signed_size, size));
  }
  return state;
}

Result<void> GroupWriter::run(Statement*& kept, std::string_view sql) {
  if (!kept) kept = TRY(file_.database.statement(sql));
  return Statement::Run(*kept).finish();
}

Result<void> GroupWriter::begin() {
  store_error_.reset();
  new_notes_.clear();
  if (stale_) {
    state_ = TRY(load());
    stale_ = false;
  }
  return run(begin_, "BEGIN IMMEDIATE");
}

Result<void> GroupWriter::commit() {
  TRY(run(commit_, "COMMIT"));
  std::ranges::move(new_notes_, std::back_inserter(notes_));
  new_notes_.clear();
  return {};
}

void GroupWriter::abandon(State before, Error error) {
  file_.database.rollback();
  state_ = std::move(before);
  new_notes_.clear();
  stale_ = true;
  store_error_ = std::move(error);
}

std::vector<Written> GroupWriter::write(std::span<Batch* const> batches, WallTime now) {
  std::vector<Result<void>> outcomes(batches.size());
  auto whole = begin();
  State before = state_;
  for (std::size_t i = 0; i < batches.size() && whole; ++i) {
    outcomes[i] = write_batch(*batches[i], now);
    if (!outcomes[i] && failed_in_store_) whole = outcomes[i];
  }
  const bool any = std::ranges::any_of(outcomes, [](const auto& o) { return o.has_value(); });
  if (whole && any) whole = commit();
  if (whole && !any) file_.database.rollback();
  if (!whole) abandon(std::move(before), whole.error());
  std::vector<Written> results;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    if (!outcomes[i] || !whole) {
      results.emplace_back(std::unexpected(outcomes[i] ? whole.error() : outcomes[i].error()));
      continue;
    }
    auto& written = results.emplace_back(std::in_place).value();
    for (PreparedEntry& entry : *batches[i]) {
      written.push_back(
          std::make_shared<service::Committed>(std::move(entry.logged), std::move(entry.changes)));
    }
    batches[i]->clear();
  }
  return results;
}

Result<void> GroupWriter::write_batch(Batch& batch, WallTime now) {
  failed_in_store_ = true;  // until it turns out to be about an entry
  TRY(run(savepoint_, "SAVEPOINT batch"));
  const State before = state_;
  const std::size_t notes_before = new_notes_.size();
  Result<void> outcome;
  for (PreparedEntry& entry : batch) {
    outcome = write_entry(entry, now);
    if (!outcome) break;
  }
  if (outcome) {
    TRY(run(release_, "RELEASE batch"));
  } else if (!failed_in_store_) {
    state_ = before;
    new_notes_.resize(notes_before);
    const auto undone = run(undo_, "ROLLBACK TO batch");
    const auto released = undone ? run(release_, "RELEASE batch") : undone;
    if (!released) {
      failed_in_store_ = true;
      return released;
    }
  }
  return outcome;
}

Result<void> GroupWriter::write_entry(PreparedEntry& entry, WallTime now) {
  failed_in_store_ = true;
  seal(entry, size(), std::max(state_.log_time, now));
  rows_.begin_entry();
  auto changes = ledger::fold(entry.logged, rows_);
  if (!changes) {
    failed_in_store_ = rows_.read_failed();
    return std::unexpected(std::move(changes).error());
  }
  entry.changes = *std::move(changes);
  TRY(insert_entry(entry));
  TRY(insert_locations(entry));
  if (auto applied = rows_.apply(entry.changes); !applied) {
    failed_in_store_ = applied.error().code != ErrorCode::conflict;
    return applied;
  }
  TRY(append_leaf(file_.database, state_.tree, entry.leaf));
  state_.log_time = entry.logged.entry.log_time;
  if (size() - state_.signed_size >= kCheckpointEntries) TRY(insert_checkpoint());
  return {};
}

Result<void> GroupWriter::insert_entry(const PreparedEntry& entry) {
  if (!insert_entry_) insert_entry_ = TRY(file_.database.statement(kInsertEntry));
  Statement::Run row(*insert_entry_);
  row.integer(1, static_cast<std::int64_t>(entry.logged.entry.index))
      .blob(2, entry.leaf.view())
      .blob(3, entry.entry)
      .blob(4, entry.payload)
      .blob(5, entry.salts)
      .blob(6, entry.media);
  auto inserted = row.finish();
  if (!inserted && inserted.error().code == ErrorCode::conflict) {
    throw std::logic_error("somebody else wrote into the log: " + inserted.error().message);
  }
  return inserted;
}

Result<void> GroupWriter::insert_locations(const PreparedEntry& entry) {
  if (entry.locations.empty()) return {};
  if (!insert_location_) insert_location_ = TRY(file_.database.statement(kInsertLocation));
  std::int64_t ordinal = 0;
  for (const service::MediaLocation& location : entry.locations) {
    Statement::Run row(*insert_location_);
    row.integer(1, static_cast<std::int64_t>(entry.logged.entry.index))
        .integer(2, ordinal++)
        .integer(3, location.pack)
        .integer(4, static_cast<std::int64_t>(location.offset))
        .integer(5, location.length);
    TRY(row.finish());
  }
  return {};
}

Result<void> GroupWriter::insert_checkpoint() {
  const std::string body =
      ledger::encode(ledger::Checkpoint{file_.origin, size(), state_.tree.root()});
  std::string note = ledger::sign_note(body, file_.origin, key_);
  if (!insert_checkpoint_) {
    insert_checkpoint_ =
        TRY(file_.database.statement("INSERT INTO checkpoints(size,note) VALUES(?,?)"));
  }
  Statement::Run row(*insert_checkpoint_);
  TRY(row.integer(1, static_cast<std::int64_t>(size())).text(2, note).finish());
  state_.signed_size = size();
  new_notes_.push_back(std::move(note));
  return {};
}

Result<void> GroupWriter::sign() {
  if (!stale_ && size() == state_.signed_size) return {};
  auto outcome = begin();
  State before = state_;
  if (outcome && size() > state_.signed_size) outcome = insert_checkpoint();
  if (outcome) outcome = commit();
  if (!outcome) abandon(std::move(before), outcome.error());
  return outcome;
}

std::vector<std::string> GroupWriter::take_notes() {
  return std::exchange(notes_, {});
}

Result<bool> GroupWriter::move_wal() {
  wal_pages_ = 0;  // the next commit tells what is left
  return store::move_wal(file_.database);
}

}  // namespace cleangate::store
