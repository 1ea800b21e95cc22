#pragma once
// Appends groups of entries, each group one transaction: entry, leaf, tree, media locations and
// row changes together. The only writer of the log. One thread; waits for nothing but the disk.
// shared: what is in flight (a task, a reply, a committed entry) outlives whoever started it.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/time.h"
#include "service/ports/log.h"
#include "store/compose.h"
#include "store/sqlite/log_tree.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/row_store.h"

namespace cleangate::store {

/// Entries that are appended all or none.
using Batch = std::vector<PreparedEntry>;
using Written = Result<std::vector<std::shared_ptr<const service::Committed>>>;

class GroupWriter {
 public:
  /// Errors: the store's.
  [[nodiscard]] static Result<std::unique_ptr<GroupWriter>> open(PlantFile file, SigningKey key);

  /// One transaction; a result for each batch, in order. A batch that may not be appended
  /// (conflict, invalid …) fails alone; a failing disk fails all that did not fail by themselves.
  /// After success a batch is empty; after an error it is untouched and may be written again.
  /// Signs a checkpoint whenever kCheckpointEntries entries have none.
  [[nodiscard]] std::vector<Written> write(std::span<Batch* const> batches, WallTime now);
  /// Signs the present size, in a transaction of its own; nothing to do without growth.
  Result<void> sign();
  /// Checkpoints signed and durable since the last call, oldest first.
  [[nodiscard]] std::vector<std::string> take_notes();

  /// Moves the write-ahead log into the database file as far as readers allow.
  Result<bool> move_wal();
  [[nodiscard]] int wal_pages() const { return wal_pages_; }  ///< after the last commit
  [[nodiscard]] std::uint64_t size() const { return state_.tree.size(); }
  [[nodiscard]] std::uint64_t signed_size() const { return state_.signed_size; }
  /// The error of the last write() or sign() when it was the disk's or the file's.
  [[nodiscard]] const std::optional<Error>& store_error() const { return store_error_; }

 private:
  struct State {
    OpenTiles tree;
    WallTime log_time;
    std::uint64_t signed_size = 0;
  };
  GroupWriter(PlantFile file, SigningKey key);
  [[nodiscard]] Result<State> load();
  Result<void> begin();
  Result<void> commit();
  void abandon(State before, Error error);
  Result<void> write_batch(Batch& batch, WallTime now);
  Result<void> write_entry(PreparedEntry& entry, WallTime now);
  Result<void> insert_entry(const PreparedEntry& entry);
  Result<void> insert_locations(const PreparedEntry& entry);
  Result<void> insert_checkpoint();
  Result<void> run(Statement*& kept, std::string_view sql);

  PlantFile file_;
  SigningKey key_;
  RowStore rows_;
  State state_;
  bool stale_ = true;             ///< state_ must be read again: a transaction failed
  bool failed_in_store_ = false;  ///< of the present batch
  std::optional<Error> store_error_;
  std::vector<std::string> new_notes_;  ///< of the open transaction
  std::vector<std::string> notes_;
  int wal_pages_ = 0;
  Statement *begin_ = nullptr, *commit_ = nullptr, *savepoint_ = nullptr, *release_ = nullptr,
            *undo_ = nullptr, *insert_entry_ = nullptr, *insert_location_ = nullptr,
            *insert_checkpoint_ = nullptr;
};

}  // namespace cleangate::store
