#pragma once
// Where work runs, as a port: real threads in app/, virtual time in simulations and tests.

#include <chrono>
#include <cstdint>
#include <functional>

namespace cleangate {

/// Runs tasks one after another, in the order posted; never two at once (a strand).
/// post() is thread-safe and returns at once; tasks must not block.
class Executor {
 public:
  using Task = std::move_only_function<void()>;
  using TimerId = std::uint64_t;
  virtual ~Executor() = default;
  virtual void post(Task task) = 0;
  /// Runs the task once after `delay` of monotonic time.
  virtual TimerId post_after(std::chrono::milliseconds delay, Task task) = 0;
  /// False when it ran already. After true it never runs.
  virtual bool cancel(TimerId id) = 0;
};

}  // namespace cleangate
