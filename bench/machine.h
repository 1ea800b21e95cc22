#pragma once
// What the operating system tells of this machine and of a process, and the right to be scheduled
// at once. Linux.

#include <sched.h>
#include <sys/types.h>

#include <string>

namespace cleangate::bench {

/// "2 cores, load average 0.3 0.5 0.4", and whether the run itself has real-time priority.
[[nodiscard]] std::string machine_line();
/// MB of memory that a process holds now.
[[nodiscard]] double resident_megabytes(pid_t process);

/// While it lives the calling thread has the priority that the product's disk threads ask for.
/// Without the right to ask, it does nothing, as there.
class RealTime {
 public:
  RealTime();
  ~RealTime();
  RealTime(const RealTime&) = delete;
  RealTime& operator=(const RealTime&) = delete;

 private:
  int policy_ = SCHED_OTHER;  ///< as it was before
  sched_param parameters_{};
};

}  // namespace cleangate::bench
