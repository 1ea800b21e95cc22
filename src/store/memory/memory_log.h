#pragma once
// A plant's log and its queries in memory: for simulations and for tests of what stands above the
// store. The same folds, the same answers as SQLite (one contract suite runs on both); nothing
// survives it. Thread-safe; an append is done at once and answered on the plant's executor.
// shared: what is in flight (a task, a reply, a committed entry) outlives whoever started it.

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/executor.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/time.h"
#include "domain/ledger/memory_rows.h"
#include "domain/ledger/merkle.h"
#include "service/ports/log.h"
#include "service/ports/queries.h"
#include "store/compose.h"

namespace cleangate::store {

class MemoryLog final : public service::Log, public service::Queries {
 public:
  /// The references must outlive the log.
  MemoryLog(std::string plant_id, const Clock& clock, Random& random, Executor& plant,
            SigningKey key);

  /// Before the first append.
  void add_listener(service::CommitListener& listener) { listeners_.push_back(&listener); }
  void append(service::Draft draft, service::Priority priority, service::Reserve reserve,
              Done done) override;
  void append_all(std::vector<service::Draft> drafts, service::Priority priority,
                  service::Reserve reserve, Done done) override;
  using Log::append_all;
  /// Heartbeat and checkpoint when the clock says so.
  void upkeep();

  Result<std::vector<ledger::Row>> passages(const service::PassageFilter& filter) override;
  Result<std::optional<ledger::Row>> passage(const Uuid& id) override;
  Result<service::FoundRows> find_passages(const service::PassageFilter& filter) override;
  Result<std::vector<ledger::Row>> inside(const service::PassageFilter& filter) override;
  Result<std::int64_t> count_inside() override;
  Result<service::FoundRows> find_vehicles(const service::VehicleFilter& filter) override;
  Result<std::vector<ledger::Row>> evidence_of(std::string_view plate,
                                               std::string_view colour) override;
  Result<std::vector<ledger::Row>> find_list_items(std::string_view part,
                                                   std::size_t limit) override;
  Result<std::vector<ledger::Row>> stage_statements(std::string_view plate, std::string_view colour,
                                                    std::size_t limit) override;
  Result<std::vector<ledger::Row>> verification_queue(std::optional<std::uint64_t> before_index,
                                                      WallTime seen_since,
                                                      std::size_t limit) override;
  Result<std::vector<ledger::Row>> shifts(std::optional<std::uint64_t> before_index,
                                          std::size_t limit) override;
  Result<service::ShiftCounts> count_shift(std::uint64_t from, std::uint64_t to) override;
  Result<std::vector<ledger::Row>> rows(std::string_view table) override;
  Result<std::vector<service::RawEntry>> entries(std::uint64_t from, std::size_t limit) override;
  Result<std::uint64_t> size() override;
  Result<std::string> checkpoint() override;
  Result<std::string> tile(const ledger::TilePath& path) override;
  Result<Hash> subtree(unsigned level, std::uint64_t index) override;
  Result<std::vector<service::MediaLocation>> media_of(std::uint64_t index) override;
  Result<std::vector<ledger::Row>> passages_after(std::uint64_t after, std::size_t limit) override;

 private:
  using Group = std::vector<std::shared_ptr<const service::Committed>>;
  Result<Group> write(std::vector<service::Draft> drafts);
  Result<void> write_one(service::Draft draft, Group& group);
  void take_back(std::size_t size);
  void answer(Result<Group> outcome, Done done);
  void sign();

  const std::string origin_;
  const Clock& clock_;
  Random& random_;
  Executor& plant_;
  const SigningKey key_;
  std::vector<service::CommitListener*> listeners_;

  std::mutex mutex_;  ///< guards what follows, and the order of answers
  ledger::MemoryRows rows_;
  std::vector<service::RawEntry> entries_;
  std::map<std::uint64_t, std::vector<service::MediaLocation>> locations_;
  WallTime log_time_{};
  std::string checkpoint_;
  std::size_t signed_size_ = 0;
  MonotonicTime heartbeat_due_, checkpoint_due_;
};

}  // namespace cleangate::store
