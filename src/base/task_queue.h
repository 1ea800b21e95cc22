#pragma once
// Tasks in the order they fall due, equal times in the order they came: what both loops run from.
// One thread at a time (the loops lock around it); it reads no clock and runs nothing itself.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/executor.h"
#include "base/time.h"

namespace cleangate {

/// `now` plus the delay; negative delays count as zero, absurd ones as a hundred years.
[[nodiscard]] MonotonicTime due_after(MonotonicTime now, Milliseconds delay);

class TaskQueue {
 public:
  struct Entry {
    MonotonicTime due;
    Executor::Task task;
  };

  Executor::TimerId push(MonotonicTime due, Executor::Task task);
  /// The task, taken out; nullopt when it is not (or no longer) here. The caller destroys it,
  /// outside its lock.
  [[nodiscard]] std::optional<Executor::Task> remove(Executor::TimerId id);
  [[nodiscard]] std::optional<MonotonicTime> next_due() const;
  /// The first task when it is due at `now`.
  [[nodiscard]] std::optional<Entry> pop_due(MonotonicTime now);
  [[nodiscard]] std::size_t size() const { return tasks_.size(); }

 private:
  using Key = std::pair<MonotonicTime, Executor::TimerId>;
  std::map<Key, Executor::Task> tasks_;
  std::unordered_map<Executor::TimerId, MonotonicTime> due_by_id_;
  Executor::TimerId last_id_ = 0;
};

}  // namespace cleangate
