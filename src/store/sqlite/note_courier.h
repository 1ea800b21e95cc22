#pragma once
// Brings signed checkpoints to their second places, in order, on a thread of its own, so that a
// slow place holds up neither the log nor the plant. Thread-safe.

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/run_loop.h"

namespace cleangate::store {

class NoteCourier {
 public:
  using Sink = std::function<void(const std::string& note)>;
  /// Without a thread of its own, bring() calls the sinks itself.
  NoteCourier(std::vector<Sink> sinks, bool own_thread);
  ~NoteCourier();  ///< stop()

  /// Behind kMaxCheckpointBacklog notes the oldest give way.
  void bring(std::vector<std::string> notes);
  /// Brings what waits, then ends the thread.
  void stop();

 private:
  void bring_waiting();

  const std::vector<Sink> sinks_;
  std::mutex mutex_;  ///< guards waiting_
  std::deque<std::string> waiting_;
  std::unique_ptr<RunLoop> loop_;
};

}  // namespace cleangate::store
