#pragma once
// Executor and clock of simulations and tests: time stands still until the test moves it, and the
// same calls give the same order. Posting and reading are thread-safe; tasks run only inside
// advance(), run_until_idle() and step(), on the thread that calls them. Never reads a real clock.

#include <mutex>
#include <optional>

#include "base/executor.h"
#include "base/task_queue.h"
#include "base/time.h"

namespace cleangate {

class VirtualLoop final : public Executor, public Clock {
 public:
  /// 2026-12-14T08:00:00+08:00 unless told otherwise.
  explicit VirtualLoop(WallTime start = from_unix_ms(1'797'206'400'000));

  void post(Task task) override;
  TimerId post_after(std::chrono::milliseconds delay, Task task) override;
  bool cancel(TimerId id) override;
  [[nodiscard]] WallTime wall() const override;
  [[nodiscard]] MonotonicTime monotonic() const override;

  /// Runs all that falls due within `span`, each task at its own time, then time stands at its end.
  void advance(Milliseconds span);
  /// Runs all that is due now and what it posts; time stands still, later timers wait.
  void run_until_idle();
  /// Runs the next task, moving time to it when it lies ahead. False when there is none.
  bool step();
  /// When the next task falls due (now or before: at once).
  [[nodiscard]] std::optional<MonotonicTime> next_due() const;
  /// Turns the wall clock forward or back, as an operator or NTP would; monotonic time is
  /// untouched.
  void step_wall(Milliseconds by);

 private:
  bool run_next(MonotonicTime until);

  mutable std::mutex mutex_;  ///< guards all members
  TaskQueue queue_;
  MonotonicTime now_;
  WallTime wall_at_start_;
};

}  // namespace cleangate
