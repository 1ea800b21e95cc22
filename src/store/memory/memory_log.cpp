#include "store/memory/memory_log.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "domain/ledger/checkpoint.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::store {
namespace {

using ledger::Row;
using service::Draft;
using service::Log;
using service::MediaLocation;
using service::RawEntry;
namespace passages_table = ledger::passages;

std::size_t page_limit(std::size_t limit) {
  return std::clamp<std::size_t>(limit, 1, kMaxPage);
}
/// One beyond a page: it tells the caller that another page follows.
std::size_t passage_limit(std::size_t limit) {
  return std::clamp<std::size_t>(limit, 1, kMaxPage + 1);
}

bool fits(const std::optional<std::string>& wanted, const ledger::Cell& cell) {
  return !wanted || (!ledger::is_null(cell) && ledger::text(cell) == *wanted);
}

bool has_part(const std::optional<std::string>& part, const ledger::Cell& cell) {
  return !part || ledger::text(cell).contains(*part);
}

bool fits(const service::PassageFilter& filter, const Row& row) {
  const std::int64_t at = ledger::integer(row[passages_table::kAt]);
  const auto index = static_cast<std::uint64_t>(ledger::integer(row[passages_table::kIndex]));
  return fits(filter.plate, row[passages_table::kPlate]) &&
         fits(filter.lane, row[passages_table::kLane]) &&
         fits(filter.direction, row[passages_table::kDirection]) &&
         fits(filter.verdict, row[passages_table::kVerdict]) &&
         fits(filter.outcome, row[passages_table::kOutcome]) &&
         fits(filter.hold, row[passages_table::kHoldState]) &&
         has_part(filter.part, row[passages_table::kPlate]) &&
         (!filter.from || at >= to_unix_ms(*filter.from)) &&
         (!filter.to || at < to_unix_ms(*filter.to)) &&
         (!filter.before_index || index < *filter.before_index);
}

}  // namespace

MemoryLog::MemoryLog(std::string plant_id, const Clock& clock, Random& random, Executor& plant,
                     SigningKey key)
    : origin_(ledger::origin_of(plant_id)),
      clock_(clock),
      random_(random),
      plant_(plant),
      key_(std::move(key)),
      heartbeat_due_(clock.monotonic() + kHeartbeatInterval),
      checkpoint_due_(clock.monotonic()) {}

void MemoryLog::append(Draft draft, service::Priority priority, service::Reserve reserve,
                       Log::Done done) {
  std::vector<Draft> drafts;
  drafts.push_back(std::move(draft));
  append_all(std::move(drafts), priority, reserve, std::move(done));
}

void MemoryLog::append_all(std::vector<Draft> drafts, service::Priority, service::Reserve,
                           Log::Done done) {
  const std::lock_guard lock(mutex_);
  answer(write(std::move(drafts)), std::move(done));
}

void MemoryLog::answer(Result<Group> outcome, Log::Done done) {
  plant_.post([this, outcome = std::move(outcome), done = std::move(done)]() mutable {
    if (!outcome) {
      if (done) done(std::unexpected(std::move(outcome).error()));
      return;
    }
    for (const auto& committed : *outcome) {
      for (service::CommitListener* listener : listeners_) listener->committed(committed);
    }
    if (done) done(outcome->back());
  });
}

Result<MemoryLog::Group> MemoryLog::write(std::vector<Draft> drafts) {
  if (drafts.empty()) return fail(ErrorCode::invalid, "nothing to append");
  if (drafts.size() > kMaxWriterQueue) {
    return fail(ErrorCode::too_large, "too many entries for one transaction");
  }
  const std::size_t size_before = entries_.size();
  const WallTime log_time_before = log_time_;
  // One entry is all or none by itself: fold and apply change nothing when they fail.
  std::optional<ledger::MemoryRows> rows_before;
  if (drafts.size() > 1) rows_before = rows_;
  Group group;
  for (Draft& draft : drafts) {
    if (auto written = write_one(std::move(draft), group); !written) {
      take_back(size_before);
      log_time_ = log_time_before;
      if (rows_before) rows_ = *std::move(rows_before);
      return std::unexpected(std::move(written).error());
    }
  }
  heartbeat_due_ = clock_.monotonic() + kHeartbeatInterval;
  if (entries_.size() - signed_size_ >= kCheckpointEntries) sign();
  return group;
}

Result<void> MemoryLog::write_one(Draft draft, Group& group) {
  PreparedEntry entry = TRY(prepare(std::move(draft), random_));
  seal(entry, entries_.size(), std::max(log_time_, clock_.wall()));
  auto changes = TRY(ledger::fold(entry.logged, rows_));
  TRY(rows_.apply(changes));
  log_time_ = entry.logged.entry.log_time;
  if (!entry.locations.empty()) locations_[entries_.size()] = std::move(entry.locations);
  entries_.push_back({entries_.size(), std::move(entry.entry), std::move(entry.payload),
                      std::move(entry.salts), std::move(entry.media), entry.leaf});
  group.push_back(
      std::make_shared<service::Committed>(std::move(entry.logged), std::move(changes)));
  return {};
}

void MemoryLog::take_back(std::size_t size) {
  entries_.resize(size);
  locations_.erase(locations_.lower_bound(size), locations_.end());
}

void MemoryLog::sign() {
  ledger::CompactRange tree;
  for (const RawEntry& entry : entries_) tree.append(entry.leaf);
  checkpoint_ = ledger::sign_note(
      ledger::encode(ledger::Checkpoint{origin_, tree.size(), tree.root()}), origin_, key_);
  signed_size_ = entries_.size();
}

void MemoryLog::upkeep() {
  const std::lock_guard lock(mutex_);
  const MonotonicTime now = clock_.monotonic();
  if (now >= heartbeat_due_) {
    std::vector<Draft> drafts(1);
    drafts[0].event_time = clock_.wall();
    drafts[0].event_id = uuid_v7(drafts[0].event_time, random_);
    drafts[0].payload.set(ledger::Field::actor, "system");
    answer(write(std::move(drafts)), {});
  }
  if (now >= checkpoint_due_ && signed_size_ != entries_.size()) {
    sign();
    checkpoint_due_ = now + kCheckpointInterval;
  }
}

Result<std::vector<Row>> MemoryLog::passages(const service::PassageFilter& filter) {
  const std::lock_guard lock(mutex_);
  std::vector<Row> page;
  const auto& all = rows_.rows(passages_table::kTable);
  for (auto row = all.rbegin(); row != all.rend() && page.size() < passage_limit(filter.limit);
       ++row) {
    if (fits(filter, row->second)) page.push_back(row->second);
  }
  return page;
}

Result<std::optional<Row>> MemoryLog::passage(const Uuid& id) {
  const std::lock_guard lock(mutex_);
  return rows_.get_by(passages_table::kTable, "by_id", {to_text(id)});
}

Result<std::vector<Row>> MemoryLog::rows(std::string_view table) {
  if (!ledger::find_table(table))
    return fail(ErrorCode::not_found, fmt::format("no table {}", table));
  const std::lock_guard lock(mutex_);
  std::vector<Row> out;
  for (const auto& [key, row] : rows_.rows(table)) out.push_back(row);
  return out;
}

Result<std::vector<RawEntry>> MemoryLog::entries(std::uint64_t from, std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const std::size_t first = std::min<std::uint64_t>(from, entries_.size());
  const std::size_t count = std::min(page_limit(limit), entries_.size() - first);
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first);
  return std::vector<RawEntry>(begin, begin + static_cast<std::ptrdiff_t>(count));
}

Result<std::uint64_t> MemoryLog::size() {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

Result<std::string> MemoryLog::checkpoint() {
  const std::lock_guard lock(mutex_);
  if (checkpoint_.empty()) return fail(ErrorCode::not_found, "no checkpoint is signed yet");
  return checkpoint_;
}

Result<std::string> MemoryLog::tile(const ledger::TilePath& path) {
  if (path.level == ledger::kEntriesLevel) {
    return fail(ErrorCode::invalid, "an entries bundle is no tile of hashes");
  }
  const std::uint64_t entries = TRY(size());
  if (path.width == 0 || path.width > ledger::tile_width(path.level, path.index, entries)) {
    return fail(ErrorCode::not_found, fmt::format("the log has {} entries: no such tile", entries));
  }
  std::string hashes;
  for (std::uint64_t i = 0; i < path.width; ++i) {
    hashes +=
        TRY(subtree(path.level * ledger::kTileHeight, path.index * ledger::kTileWidth + i)).view();
  }
  return hashes;
}

Result<Hash> MemoryLog::subtree(unsigned level, std::uint64_t index) {
  const std::lock_guard lock(mutex_);
  if (level >= 64 || index >= entries_.size() >> level) {
    return fail(ErrorCode::not_found, "no such subtree");
  }
  ledger::CompactRange range;
  for (std::uint64_t leaf = index << level; leaf < (index + 1) << level; ++leaf) {
    range.append(entries_[leaf].leaf);
  }
  return range.root();
}

Result<std::vector<MediaLocation>> MemoryLog::media_of(std::uint64_t index) {
  const std::lock_guard lock(mutex_);
  const auto found = locations_.find(index);
  return found == locations_.end() ? std::vector<MediaLocation>() : found->second;
}

Result<std::vector<Row>> MemoryLog::passages_after(std::uint64_t after, std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<Row> changed;
  const auto last_change = [](const Row& row) {
    return ledger::integer(row[passages_table::kUpdatedIndex]);
  };
  for (const auto& [key, row] : rows_.rows(passages_table::kTable)) {
    if (static_cast<std::uint64_t>(last_change(row)) > after) changed.push_back(row);
  }
  std::ranges::sort(changed, {}, last_change);
  if (changed.size() > page_limit(limit)) changed.resize(page_limit(limit));
  return changed;
}

}  // namespace cleangate::store
