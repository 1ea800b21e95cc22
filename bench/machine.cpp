#include "bench/machine.h"

#include <fmt/format.h>
#include <pthread.h>

#include <cstdlib>
#include <thread>

#include "bench/table.h"
#include "tests/plant.h"

namespace cleangate::bench {
std::string machine_line() {
  const auto loads = tests::read_all("/proc/loadavg");
  const auto end = loads.find(' ', loads.find(' ', loads.find(' ') + 1) + 1);
  return fmt::format("{} cores, load average {}{}", std::thread::hardware_concurrency(),
                     loads.substr(0, end),
                     sched_getscheduler(0) == SCHED_OTHER ? "" : ", with real-time priority");
}

double resident_megabytes(pid_t process) {
  const auto status = tests::read_all(fmt::format("/proc/{}/status", process));
  constexpr std::string_view kSign = "VmRSS:";
  const auto found = status.find(kSign);
  must(found != std::string::npos, "the process is gone");
  return std::atof(&status[found + kSign.size()]) / 1024;
}

RealTime::RealTime() {
  (void)pthread_getschedparam(pthread_self(), &policy_, &parameters_);
  sched_param wanted{};
  wanted.sched_priority = sched_get_priority_min(SCHED_RR);
  if (policy_ == SCHED_OTHER) (void)pthread_setschedparam(pthread_self(), SCHED_RR, &wanted);
}
RealTime::~RealTime() {
  (void)pthread_setschedparam(pthread_self(), policy_, &parameters_);
}

}  // namespace cleangate::bench
