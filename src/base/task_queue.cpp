#include "base/task_queue.h"

#include <algorithm>

namespace cleangate {

MonotonicTime due_after(MonotonicTime now, Milliseconds delay) {
  constexpr Milliseconds kLongest = std::chrono::years{100};
  return now + std::clamp(delay, Milliseconds{0}, kLongest);
}

Executor::TimerId TaskQueue::push(MonotonicTime due, Executor::Task task) {
  const Executor::TimerId id = ++last_id_;
  tasks_.emplace(Key{due, id}, std::move(task));
  due_by_id_.emplace(id, due);
  return id;
}

std::optional<Executor::Task> TaskQueue::remove(Executor::TimerId id) {
  const auto known = due_by_id_.find(id);
  if (known == due_by_id_.end()) return std::nullopt;
  auto node = tasks_.extract(Key{known->second, id});
  due_by_id_.erase(known);
  return std::move(node.mapped());
}

std::optional<MonotonicTime> TaskQueue::next_due() const {
  if (tasks_.empty()) return std::nullopt;
  return tasks_.begin()->first.first;
}

std::optional<TaskQueue::Entry> TaskQueue::pop_due(MonotonicTime now) {
  if (tasks_.empty() || tasks_.begin()->first.first > now) return std::nullopt;
  auto node = tasks_.extract(tasks_.begin());
  due_by_id_.erase(node.key().second);
  return Entry{node.key().first, std::move(node.mapped())};
}

}  // namespace cleangate
