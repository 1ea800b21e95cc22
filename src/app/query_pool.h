#pragma once
// Two threads for work that may block: page queries, ops.db, decoding of pushes. Tasks of one
// thread run in order; tasks of the pool do not.

#include <array>
#include <atomic>
#include <memory>

#include "base/run_loop.h"

namespace cleangate::app {

class QueryPool final : public Executor {
 public:
  void post(Task task) override { next().post(std::move(task)); }
  TimerId post_after(std::chrono::milliseconds delay, Task task) override {
    return loops_[0].post_after(delay, std::move(task));
  }
  bool cancel(TimerId id) override { return loops_[0].cancel(id); }
  void stop() {
    for (auto& loop : loops_) loop.stop();
  }

 private:
  RunLoop& next() { return loops_[turn_++ % loops_.size()]; }
  std::array<RunLoop, 2> loops_;
  std::atomic<std::size_t> turn_ = 0;
};

}  // namespace cleangate::app
