#include "bench/machine.h"

#include <fmt/format.h>
#include <pthread.h>
#include <sched.h>

#include <cstdlib>
#include <thread>

#include "bench/table.h"
#include "tests/plant.h"

namespace cleangate::bench {
namespace {

void schedule(int policy, int priority) {
  sched_param wanted{};
  wanted.sched_priority = priority;
  (void)pthread_setschedparam(pthread_self(), policy, &wanted);
}

}  // namespace

std::string machine_line() {
  const auto loads = tests::read_all("/proc/loadavg");
  const auto end = loads.find(' ', loads.find(' ', loads.find(' ') + 1) + 1);
  return fmt::format("{} cores, load average {}", std::thread::hardware_concurrency(),
                     loads.substr(0, end));
}

double resident_megabytes(pid_t process) {
  const auto status = tests::read_all(fmt::format("/proc/{}/status", process));
  constexpr std::string_view kSign = "VmRSS:";
  const auto found = status.find(kSign);
  must(found != std::string::npos, "the process is gone");
  return std::atof(&status[found + kSign.size()]) / 1024;
}

RealTime::RealTime() {
  schedule(SCHED_RR, sched_get_priority_min(SCHED_RR));
}
RealTime::~RealTime() {
  schedule(SCHED_OTHER, 0);
}

}  // namespace cleangate::bench
