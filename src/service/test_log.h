#pragma once
// The log of service tests: folds into memory and commits when the test says. Tests only.

#include <optional>
#include <utility>

#include "base/virtual_loop.h"
#include "domain/ledger/memory_rows.h"
#include "service/ports/log.h"

namespace cleangate::service::testing {

using namespace std::chrono_literals;

/// Commits each transaction `commit_takes` after it was given, one after another.
class FakeLog final : public Log {
 public:
  explicit FakeLog(VirtualLoop& loop) : loop_(loop) {}

  void append(Draft draft, Priority priority, Reserve reserve, Done done) override {
    std::vector<Draft> drafts;
    drafts.push_back(std::move(draft));
    append_all(std::move(drafts), priority, reserve, std::move(done));
  }
  using Log::append_all;
  void append_all(std::vector<Draft> drafts, Priority, Reserve reserve, Done done) override {
    last_reserve = reserve;
    free_at_ = std::max(free_at_, loop_.monotonic()) + commit_takes;
    const auto wait = std::chrono::duration_cast<Milliseconds>(free_at_ - loop_.monotonic());
    loop_.post_after(wait,
                     [this, reserve, drafts = std::move(drafts), done = std::move(done)]() mutable {
                       if (disk_full && reserve == Reserve::no)
                         return done(fail(ErrorCode::full, "disk full"));
                       done(write(std::move(drafts)));
                     });
  }

  Milliseconds commit_takes{0};
  std::optional<Error> fails;             ///< every append until it is reset
  std::optional<ledger::Kind> fails_for;  ///< only this kind
  bool disk_full = false;                 ///< only what may draw on the reserve is written
  Reserve last_reserve = Reserve::no;
  PlantState* state = nullptr;
  CommitListener* listener = nullptr;  ///< after memory state
  ledger::MemoryRows rows;
  std::vector<ledger::LoggedEntry> entries;

 private:
  Result<std::shared_ptr<const Committed>> write(std::vector<Draft> drafts) {
    const auto before = std::pair(rows, entries.size());
    auto written = write_each(std::move(drafts));
    if (!written) {
      rows = before.first;
      return entries.resize(before.second), std::unexpected(written.error());
    }
    for (const auto& each : *written) {
      for (const auto& change : each->changes) state->apply(change);
    }
    state->note_logged(log_time_);
    if (listener) {
      for (const auto& each : *written) listener->committed(each);
    }
    return written->back();
  }
  using Written = std::vector<std::shared_ptr<const Committed>>;
  Result<Written> write_each(std::vector<Draft> drafts) {
    Written written;
    for (auto& draft : drafts) {
      if (fails && (!fails_for || *fails_for == draft.kind)) return std::unexpected(*fails);
      EXPECT_EQ(draft.media.size(), draft.locations.size());
      ledger::LoggedEntry logged;
      logged.entry.kind = draft.kind;
      logged.entry.index = entries.size();
      logged.entry.event_id = draft.event_id;
      logged.entry.event_time = draft.event_time;
      logged.entry.log_time = log_time_ = std::max(log_time_, loop_.wall());
      logged.entry.device = draft.device;
      logged.payload = std::move(draft.payload);
      logged.media = std::move(draft.media);
      auto changes = TRY(ledger::fold(logged, rows));
      TRY(rows.apply(changes));
      entries.push_back(logged);
      written.push_back(
          std::make_shared<Committed>(Committed{std::move(logged), std::move(changes)}));
    }
    return written;
  }

  VirtualLoop& loop_;
  MonotonicTime free_at_{};
  WallTime log_time_{};
};

}  // namespace cleangate::service::testing
