// Speed against its floors, measured in one run; `make bench` starts it. Prints one table; a goal
// that is missed is marked and does not fail the run, only a product that does not work does.

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include "bench/append.h"
#include "bench/decisions.h"
#include "bench/hot_path.h"
#include "bench/look_up.h"
#include "bench/machine.h"
#include "bench/pages.h"
#include "bench/verify_floor.h"

namespace cleangate::bench {
namespace {

namespace fs = std::filesystem;

constexpr double kReadyGoal = 2000;  // ms
constexpr double kIdleGoal = 64;     // MB
constexpr double kLargeGoal = 256;   // MB
constexpr std::chrono::seconds kSettle{2};

std::uint64_t from_environment(const char* name, std::uint64_t fallback, std::uint64_t least) {
  const char* text = std::getenv(name);
  if (text == nullptr || *text == '\0') return fallback;
  const auto value = std::strtoull(text, nullptr, 10);
  must(value >= least && value <= 100'000'000, fmt::format("{}: at least {}", name, least));
  return value;
}

void note(const std::string& text) {
  fmt::print(stderr, "{}\n", text);
}

Ledger prepare(const std::string& kept_in, std::uint64_t rows, Content content) {
  auto ledger = ledger_of(kept_in, rows, content);
  note(ledger.made_in > 0
           ? fmt::format("ledger of {} entries made in {:.0f} s", rows, ledger.made_in)
           : fmt::format("ledger of {} entries was kept", rows));
  return ledger;
}

Line figure(std::string name, std::string value, std::string goal, bool met) {
  Line line;
  line.name = std::move(name);
  line.product_p50 = std::move(value);
  line.goal = std::move(goal);
  line.met = met;
  return line;
}

Line memory_line(std::string name, pid_t process, double goal) {
  const double megabytes = resident_megabytes(process);
  return figure(std::move(name), fmt::format("{:.0f} MB", megabytes),
                fmt::format("at most {:.0f} MB", goal), megabytes <= goal);
}

Line idle_memory() {
  tests::Plant plant;
  plant.serve();
  std::this_thread::sleep_for(kSettle);
  return memory_line("memory, idle, new plant", plant.process(), kIdleGoal);
}

/// All that needs a running plant on the large ledger.
std::vector<Line> measure_plant(const Ledger& ledger, int seconds) {
  std::vector<Line> lines;
  PlantUnderLoad load(ledger);
  std::this_thread::sleep_for(kSettle);
  const auto rested = memory_line(fmt::format("memory, {} rows, rested", ledger.rows),
                                  load.plant().process(), kLargeGoal);
  const auto taken = measure_hot_path(load, seconds);
  auto hot = time_line(fmt::format("sighting in, reply out, {} rows", ledger.rows), taken.product,
                       taken.floor);
  hot.goal = "p50 at most 1.6, p99 at most 10 ms";
  hot.met = taken.product.p50() / taken.floor.p50() <= 1.6 && taken.product.p99() <= 10;
  lines.push_back(std::move(hot));
  lines.push_back(measure_look_ups(load, seconds));
  for (auto& line : measure_sockets(load)) lines.push_back(std::move(line));
  lines.push_back(rested);
  lines.push_back(memory_line("memory, after the load", load.plant().process(), kLargeGoal));
  lines.push_back(figure(fmt::format("start to ready, {} rows", ledger.rows),
                         in_milliseconds(load.ready_after()), "at most 2 s",
                         load.ready_after() <= kReadyGoal));
  const int ended = load.plant().end();
  must(ended == 0, fmt::format("the server did not end cleanly: {}", ended));
  return lines;
}

void run(const std::string& home) {
  const auto rows = from_environment("CLEANGATE_BENCH_ROWS", 1'000'000, 1000);
  const auto seconds = static_cast<int>(from_environment("CLEANGATE_BENCH_SECONDS", 20, 1));
  const std::string kept_in = home + "/kept", work = home + "/work";
  fs::remove_all(work);
  fs::create_directories(kept_in);
  fs::create_directories(work);
  // Plants live on the disk that is measured, not on a temporary one in memory.
  must(::setenv("TMPDIR", work.c_str(), 1) == 0, "setenv");
  const auto large = prepare(kept_in, rows, Content::passages);
  const auto month = prepare(kept_in, rows * 3 / 10, Content::passages);
  const auto mixed = prepare(kept_in, rows * 3 / 10, Content::mixed);
  note("before: " + machine_line());
  auto lines = measure_plant(large, seconds);
  lines.push_back(idle_memory());
  lines.push_back(measure_decisions());
  lines.push_back(measure_append(month, work));
  lines.push_back(measure_verify(large, fmt::format("verify {} passages, no photos", large.rows)));
  lines.push_back(measure_verify(mixed, fmt::format("verify {} mixed entries", mixed.rows)));
  for (auto& line : measure_queries(large)) lines.push_back(std::move(line));
  note("after: " + machine_line());
  fs::remove_all(work);
  fmt::print("{}, {} s of pushes\n\n", machine_line(), seconds);
  print(lines);
}

}  // namespace
}  // namespace cleangate::bench

int main(int count, char** words) {
  if (count > 1) {
    fmt::print(
        "usage: {}\n  CLEANGATE_BENCH_ROWS     entries of the large ledger, default 1000000\n"
        "  CLEANGATE_BENCH_SECONDS  of pushes to each of plant and floor, default 20\n",
        words[0]);
    return std::string(words[1]) == "--help" ? 0 : 2;
  }
  try {
    const auto program = std::filesystem::read_symlink("/proc/self/exe");
    cleangate::bench::run(program.parent_path());
  } catch (const std::exception& error) {
    fmt::print(stderr, "cleangate_bench: {}\n", error.what());
    return 1;
  }
  return 0;
}
