// Whole days before the gates in virtual time, on the real SQLite store: each arrival is one
// passage, what qualifies opens once, nothing else opens, and the same seed gives the same log.

#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>

#include "base/log.h"
#include "tests/day_checks.h"
#include "tests/rounds.h"

namespace cleangate::tests {
namespace {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "cleangate-day-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// `vfs`: the disk, or nullptr for real files, whose syncs take real time.
DayReport play(std::uint64_t seed, std::size_t passages, store::FaultVfs* vfs) {
  const Folder folder;
  log_to(folder.file("log.txt"));
  DayPlan plan;
  plan.seed = seed;
  plan.options = {.passages = passages, .vehicles = 80};
  plan.with_orders = true;
  VirtualDay day(plan, vfs ? "/plant/cleangate.db" : folder.file("cleangate.db"), vfs);
  DayReport report;
  if (const auto made = day.set_up(); made) {
    day.run();
    day.stop();
    report = check_day(day, {});
  } else {
    report.wrong.push_back(made.error().message);
  }
  log_to("");
  return report;
}

std::string listed(const std::vector<std::string>& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size() && i < 10; ++i) text += "\n  " + lines[i];
  return text;
}

TEST(Simulation, a_day_keeps_every_promise_of_the_lane) {
  const auto seeds = seeds_to_run({.ci = 3, .soak_factor = 8});
  for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    store::FaultVfs vfs("day");
    const DayReport report = play(seed, 400, &vfs);
    EXPECT_TRUE(report.wrong.empty())
        << report.wrong.size() << " promises broken; again with CLEANGATE_SEED=" << seed
        << listed(report.wrong);
    // A day in which nothing happens proves nothing.
    EXPECT_GT(report.qualified, 200U) << "seed " << seed;
    EXPECT_GT(report.kept_shut, 15U) << "seed " << seed;
    EXPECT_GT(report.guard_pulses, 0U) << "seed " << seed;
    std::cout << "seed " << seed << ": " << report.arrivals << " arrivals, " << report.passages
              << " passages, " << report.entries << " entries, " << report.opened << " opened ("
              << report.qualified << " had to), " << report.kept_shut << " kept shut, "
              << report.guard_pulses << " by guards\n";
  }
}

TEST(Simulation, the_same_seed_gives_the_same_log_on_files_and_in_memory) {
  store::FaultVfs vfs("day");
  const DayReport once = play(3, 40, nullptr);
  const DayReport again = play(3, 40, &vfs);
  EXPECT_TRUE(once.wrong.empty()) << listed(once.wrong);
  EXPECT_EQ(once.root, again.root);
  EXPECT_EQ(once.openings, again.openings);
  store::FaultVfs other_disk("other");
  EXPECT_NE(once.root, play(4, 40, &other_disk).root);
}

}  // namespace
}  // namespace cleangate::tests
