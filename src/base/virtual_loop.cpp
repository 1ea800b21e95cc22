#include "base/virtual_loop.h"

#include <algorithm>
#include <utility>

namespace cleangate {
namespace {

// Not zero, so that a default-made MonotonicTime lies in the past as it does on a real machine.
constexpr MonotonicTime kStart{std::chrono::hours{1}};

}  // namespace

VirtualLoop::VirtualLoop(WallTime start) : now_(kStart), wall_at_start_(start) {}

void VirtualLoop::post(Task task) {
  post_after(Milliseconds{0}, std::move(task));
}

Executor::TimerId VirtualLoop::post_after(std::chrono::milliseconds delay, Task task) {
  const std::lock_guard lock(mutex_);
  return queue_.push(due_after(now_, delay), std::move(task));
}

bool VirtualLoop::cancel(TimerId id) {
  std::optional<Task> removed;  // destroyed after the lock: it may own what calls us
  const std::lock_guard lock(mutex_);
  removed = queue_.remove(id);
  return removed.has_value();
}

WallTime VirtualLoop::wall() const {
  const std::lock_guard lock(mutex_);
  return wall_at_start_ + std::chrono::floor<Milliseconds>(now_ - kStart);
}

MonotonicTime VirtualLoop::monotonic() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

bool VirtualLoop::run_next(MonotonicTime until) {
  std::optional<TaskQueue::Entry> entry;
  {
    const std::lock_guard lock(mutex_);
    entry = queue_.pop_due(until);
    if (entry) now_ = std::max(now_, entry->due);
  }
  if (!entry) return false;
  entry->task();
  return true;
}

void VirtualLoop::advance(Milliseconds span) {
  const MonotonicTime end = due_after(monotonic(), span);
  while (run_next(end)) {
  }
  const std::lock_guard lock(mutex_);
  now_ = std::max(now_, end);
}

void VirtualLoop::run_until_idle() {
  while (run_next(monotonic())) {
  }
}

bool VirtualLoop::step() {
  const auto due = next_due();
  return due && run_next(*due);
}

std::optional<MonotonicTime> VirtualLoop::next_due() const {
  const std::lock_guard lock(mutex_);
  return queue_.next_due();
}

void VirtualLoop::step_wall(Milliseconds by) {
  const std::lock_guard lock(mutex_);
  wall_at_start_ += by;
}

}  // namespace cleangate
