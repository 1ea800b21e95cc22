#include "store/sqlite/log_writer.h"

#include <algorithm>
#include <ranges>

#include "base/limits.h"
#include "base/log.h"

namespace cleangate::store {
namespace {

Error disk_full() {
  return {ErrorCode::full,
          "the disk is full: only exits, manual lifts and gaps are recorded until "
          "there is room again"};
}

}  // namespace

LogWriter::LogWriter(std::unique_ptr<GroupWriter> writer, ReserveFile reserve,
                     std::unique_ptr<WalMover> mover, const Clock& clock, Random& random)
    : writer_(std::move(writer)),
      reserve_(std::move(reserve)),
      mover_(std::move(mover)),
      clock_(clock),
      random_(random) {
  const MonotonicTime now = clock_.monotonic();
  heartbeat_due_ = now + kHeartbeatInterval;
  checkpoint_due_ = now;  // what a crash left unsigned is signed at once
  reserve_due_ = now;
}

bool LogWriter::is_corrupt() const {
  return problem_ && problem_->code == ErrorCode::corrupt;
}

bool LogWriter::must_hold(const WriteJob& job) const {
  return !reserve_.is_whole() && job.reserve == service::Reserve::no;
}

void LogWriter::note_problem(const std::optional<Error>& problem) {
  if (is_corrupt()) return;
  if (problem && (!problem_ || problem_->message != problem->message)) {
    log_event(LogLevel::error, "log_write_failed", {{"problem", problem->message}});
  }
  if (!problem && problem_) log_event(LogLevel::info, "log_write_works_again");
  problem_ = problem;
}

void LogWriter::write(std::span<WriteJob*> jobs, std::vector<Written*> results) {
  std::vector<Batch*> batches;
  for (WriteJob* job : jobs) batches.push_back(&job->entries);
  auto written = writer_->write(batches, clock_.wall());
  for (std::size_t i = 0; i < jobs.size(); ++i) *results[i] = std::move(written[i]);
  note_problem(writer_->store_error());
}

std::vector<Answer> LogWriter::process(std::vector<WriteJob> group) {
  const std::uint64_t size_before = size();
  std::vector<Written> results(group.size(), std::unexpected(disk_full()));
  const auto write_those = [&](const auto& wanted) {
    std::vector<WriteJob*> jobs;
    std::vector<Written*> into;
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (!wanted(group[i])) continue;
      jobs.push_back(&group[i]);
      into.push_back(&results[i]);
    }
    if (!jobs.empty()) write(jobs, into);
    return !jobs.empty();
  };
  if (is_corrupt()) {
    std::ranges::fill(results, Written(std::unexpected(*problem_)));
  } else if (write_those([&](const WriteJob& job) { return !must_hold(job); }) && problem_ &&
             problem_->code == ErrorCode::full && reserve_.is_whole()) {
    const auto may_draw = [](const WriteJob& job) { return job.reserve == service::Reserve::yes; };
    if (std::ranges::any_of(group, may_draw) && reserve_.release()) {
      log_event(LogLevel::error, "reserve_released", {{"problem", problem_->message}});
      reserve_due_ = clock_.monotonic() + kReserveRetry;
      write_those(may_draw);
    }
  }
  if (size() != size_before) heartbeat_due_ = clock_.monotonic() + kHeartbeatInterval;
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < group.size(); ++i) {
    answers.push_back({std::move(group[i].done), std::move(results[i])});
  }
  return answers;
}

std::vector<Answer> LogWriter::upkeep() {
  const MonotonicTime now = clock_.monotonic();
  std::vector<Answer> answers;
  if (!is_corrupt()) {
    if (now >= reserve_due_ && !reserve_.is_whole()) mend_reserve(now);
    if (now >= heartbeat_due_) answers = heartbeat();
    if (now >= checkpoint_due_ && size() != signed_size()) sign(now);
    move_wal();
  }
  return answers;
}

std::vector<Answer> LogWriter::heartbeat() {
  service::Draft draft;
  draft.kind = ledger::Kind::heartbeat;
  draft.event_time = clock_.wall();
  draft.event_id = uuid_v7(draft.event_time, random_);
  draft.payload.set(ledger::Field::actor, "system");
  std::vector<WriteJob> group;
  WriteJob& job = group.emplace_back();
  job.entries.push_back(prepare(std::move(draft), random_).value());
  heartbeat_due_ = clock_.monotonic() + kHeartbeatInterval;  // also when it fails
  return process(std::move(group));
}

void LogWriter::sign(MonotonicTime now) {
  const auto signed_now = writer_->sign();
  note_problem(writer_->store_error());
  checkpoint_due_ = now + (signed_now ? kCheckpointInterval : kReserveRetry);
}

void LogWriter::mend_reserve(MonotonicTime now) {
  reserve_due_ = now + kReserveRetry;
  if (reserve_.create(kReserveMargin)) log_event(LogLevel::info, "reserve_whole_again");
}

void LogWriter::move_wal() {
  const auto pages = static_cast<std::size_t>(writer_->wal_pages());
  if (pages < moved_at_pages_) moved_at_pages_ = 0;  // it was moved whole and begun anew
  if (pages < moved_at_pages_ + kWalPages) return;
  moved_at_pages_ = pages;
  if (mover_ && pages < kMaxWalPages) return mover_->move_soon();
  moved_at_pages_ = 0;
  if (const auto moved = writer_->move_wal(); !moved) {
    log_event(LogLevel::warning, "wal_not_moved", {{"problem", moved.error().message}});
  }
}

MonotonicTime LogWriter::next_due() const {
  if (is_corrupt()) return MonotonicTime::max();
  MonotonicTime due = heartbeat_due_;
  if (size() != signed_size()) due = std::min(due, checkpoint_due_);
  if (!reserve_.is_whole()) due = std::min(due, reserve_due_);
  return due;
}

void LogWriter::finish() {
  if (mover_) mover_->stop();
  if (is_corrupt() || size() == signed_size()) return;
  (void)writer_->sign();  // what stays unsigned is signed at the next start
  note_problem(writer_->store_error());
}

}  // namespace cleangate::store
