#pragma once
// A thread of its own that runs tasks one after another: a lane, a device, a housekeeper.
// Every call is thread-safe. A task that throws ends the process: entry then fails closed.

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/executor.h"
#include "base/task_queue.h"

namespace cleangate {

class RunLoop final : public Executor {
 public:
  /// `name` is what the thread is called in a debugger (15 bytes are shown).
  explicit RunLoop(const std::string& name = "loop");
  ~RunLoop() override;  ///< stop()
  RunLoop(const RunLoop&) = delete;
  RunLoop& operator=(const RunLoop&) = delete;

  void post(Task task) override;
  TimerId post_after(std::chrono::milliseconds delay, Task task) override;
  bool cancel(TimerId id) override;

  /// Runs what is due, and what those tasks post, then joins. Timers not yet due and tasks that
  /// come later never run. May be called twice, not from a task of this loop.
  void stop();

 private:
  void run();
  TimerId add(Milliseconds delay, Task task);

  std::mutex mutex_;  ///< guards the members up to stopped_
  std::condition_variable wake_;
  TaskQueue queue_;
  bool stopping_ = false;
  bool stopped_ = false;
  std::mutex join_mutex_;
  std::thread thread_;
};

}  // namespace cleangate
