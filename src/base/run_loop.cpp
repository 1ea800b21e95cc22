#include "base/run_loop.h"

#include <pthread.h>

#include <stdexcept>
#include <utility>

namespace cleangate {
namespace {

MonotonicTime now() {
  return SystemClock().monotonic();
}

}  // namespace

RunLoop::RunLoop(const std::string& name) : thread_([this] { run(); }) {
  pthread_setname_np(thread_.native_handle(), name.substr(0, 15).c_str());  // Linux: 15 + zero
}

RunLoop::~RunLoop() {
  stop();
}

void RunLoop::post(Task task) {
  add(Milliseconds{0}, std::move(task));
}

Executor::TimerId RunLoop::post_after(std::chrono::milliseconds delay, Task task) {
  return add(delay, std::move(task));
}

Executor::TimerId RunLoop::add(Milliseconds delay, Task task) {
  TimerId id = 0;
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return 0;  // the task dies with our frame, after the lock
    // The clock is read under the lock, so that times grow in the order of the calls.
    id = queue_.push(due_after(now(), delay), std::move(task));
  }
  wake_.notify_one();
  return id;
}

bool RunLoop::cancel(TimerId id) {
  std::optional<Task> removed;  // destroyed after the lock: it may own what calls us
  const std::lock_guard lock(mutex_);
  removed = queue_.remove(id);
  return removed.has_value();
}

void RunLoop::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    if (auto entry = queue_.pop_due(now())) {
      lock.unlock();
      entry->task();
      entry.reset();
      lock.lock();
    } else if (stopping_) {
      stopped_ = true;
      return;
    } else if (const auto due = queue_.next_due()) {
      wake_.wait_for(lock, *due - now());
    } else {
      wake_.wait(lock);
    }
  }
}

void RunLoop::stop() {
  const std::lock_guard join_lock(join_mutex_);
  if (!thread_.joinable()) return;
  if (thread_.get_id() == std::this_thread::get_id()) {
    throw std::logic_error("RunLoop::stop called from its own task");
  }
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
  TaskQueue dropped;
  const std::lock_guard lock(mutex_);
  std::swap(dropped, queue_);
}

}  // namespace cleangate
