// The whole program on a disk that fails, in virtual time: power cuts and kills drawn by a seed,
// and one fault at every call of the file layer. A failing run prints the line that repeats it.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <iostream>

#include "base/log.h"
#include "tests/day_checks.h"
#include "tests/rounds.h"

namespace cleangate::tests {
namespace {

using namespace std::chrono_literals;

constexpr const char* kDatabase = "/plant/cleangate.db";  // of the layer in memory

/// Twenty minutes of a day, between six and eight.
DayPlan busy_minutes(std::uint64_t seed) {
  SeededRandom dice(seed * 31 + 7);
  DayPlan plan;
  plan.seed = seed;
  plan.options = {.passages = 900, .vehicles = 40};
  plan.from = 6h + std::chrono::minutes(dice.below(14 * 60));
  plan.to = plan.from + 20min;
  return plan;
}

std::string listed(const std::vector<std::string>& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size() && i < 6; ++i) text += "\n  " + lines[i];
  return text;
}

/// The program's own log goes to a file: a failing disk makes it talk.
class CrashSeeds : public testing::Test {
 protected:
  CrashSeeds() {
    log_file_ =
        (std::filesystem::temp_directory_path() / fmt::format("cleangate-seeds-{}.log", ::getpid()))
            .string();
    log_to(log_file_);
  }
  ~CrashSeeds() override {
    log_to("");
    std::filesystem::remove(log_file_);
  }

 private:
  std::string log_file_;
};

struct Lived {
  DayReport report;
  int deaths = 0;
};

/// Three deaths: by kill after some steps, or by a power cut before some call of the file layer,
/// which may also fall into the recovery from the death before.
Lived live_and_die(std::uint64_t seed) {
  store::FaultVfs vfs("seeds");
  VirtualDay day(busy_minutes(seed), kDatabase, &vfs);
  Lived lived;
  if (const auto made = day.set_up(); !made) {
    lived.report.wrong.push_back("set-up: " + made.error().message);
    return lived;
  }
  SeededRandom fate(seed ^ 0x5eed);
  std::string broken;
  int planned = 0;
  day.next_death = [&]() -> std::uint64_t {
    if (++planned > 3) return 0;
    if (fate.below(3) == 0) return 1 + fate.below(180);
    vfs.cut_power(fate.below(fate.below(4) == 0 ? 60 : 600));
    return 0;
  };
  day.on_death = [&] {
    if (broken.empty()) broken = check_log(day);
  };
  if (const std::uint64_t steps = day.next_death(); steps != 0) day.die_after(steps);
  day.run();
  vfs.heal();
  day.stop();
  lived.report = check_day(day, {.deaths = true});
  if (!broken.empty()) lived.report.wrong.push_back("after a death: " + broken);
  lived.deaths = day.seen().deaths;
  return lived;
}

TEST_F(CrashSeeds, no_death_loses_what_was_answered_or_opens_twice) {
  const auto seeds = seeds_to_run({.ci = 200, .soak_factor = 4});
  std::size_t opened = 0, qualified = 0, arrivals = 0;
  int deaths = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    const Lived lived = live_and_die(seed);
    ASSERT_TRUE(lived.report.wrong.empty())
        << "CLEANGATE_SEED=" << seed
        << " build/dev/tests/simulation_test --gtest_filter='CrashSeeds.no_death*'"
        << listed(lived.report.wrong);
    opened += lived.report.opened;
    qualified += lived.report.qualified;
    arrivals += lived.report.arrivals;
    deaths += lived.deaths;
  }
  std::cout << seeds.count << " seeds, " << deaths << " deaths, " << arrivals << " arrivals, "
            << opened << " opened, " << qualified << " of those had to\n";
  EXPECT_GT(deaths, static_cast<int>(seeds.count));
  EXPECT_GT(qualified, seeds.count * 5);
}

struct Fault {
  const char* name;
  int code;
  bool lasting;
};
constexpr Fault kFaults[] = {
    {"error_once", SQLITE_IOERR, false}, {"error_lasting", SQLITE_IOERR, true},
    {"full_once", SQLITE_FULL, false},   {"full_lasting", SQLITE_FULL, true},
    {"busy_once", SQLITE_BUSY, false},   {"busy_lasting", SQLITE_BUSY, true},
};

/// Fails one statement of any connection as it begins, also one that needs no file: SQLite ends it
/// as interrupted and, when it wrote, takes its whole transaction back.
class StatementFault {
 public:
  static constexpr std::uint64_t kNever = ~std::uint64_t{0};
  StatementFault() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch)); }
  ~StatementFault() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(watch)); }
  StatementFault(const StatementFault&) = delete;
  StatementFault& operator=(const StatementFault&) = delete;

  /// The statement `ahead` (0: the next).
  void arm(std::uint64_t ahead) { fails_at_ = ahead == kNever ? kNever : begun_ + ahead; }
  [[nodiscard]] std::uint64_t begun() const { return begun_; }

 private:
  static int watch(sqlite3* database, char**, const void*) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, begin, database);
  }
  static int begin(unsigned, void* database, void*, void*) {
    if (begun_++ == fails_at_) sqlite3_interrupt(static_cast<sqlite3*>(database));
    return 0;
  }
  // SQLite's callback knows no object; one thread, one such fault at a time.
  static inline std::uint64_t begun_ = 0, fails_at_ = kNever;
};

/// One plant, made once; each run starts from its image.
class FaultyDay {
 public:
  FaultyDay() {
    plan_ = busy_minutes(1);
    plan_.calm = true;
    plan_.from = 9h;
    plan_.to = 9h + 14min;
    store::FaultVfs vfs("made");
    VirtualDay day(plan_, kDatabase, &vfs);
    if (!day.set_up()) throw std::runtime_error("set-up failed");
    day.stop();
    image_ = vfs.image();
  }

  /// `arm` once the plant runs, `heal` after half of the messages.
  DayReport run(const std::function<void(store::FaultVfs&)>& arm,
                const std::function<void(store::FaultVfs&)>& heal) const {
    store::FaultVfs vfs("faulty");
    vfs.load(image_);
    VirtualDay day(plan_, kDatabase, &vfs);
    DayReport report;
    if (const auto started = day.take_over(); !started) {
      report.wrong.push_back("does not start: " + started.error().message);
      return report;
    }
    arm(vfs);
    day.at_time(plan_.from + 7min, [&] { heal(vfs); });
    day.run();
    day.stop();
    return check_day(day, {.faults_until = day.time_of(plan_.from + 7min)});
  }

 private:
  DayPlan plan_;
  store::FaultVfs::Image image_;
};

/// Each n-th place of `places`, all of them in a soak, or the one that CLEANGATE_SEED names.
template <class Run>
std::uint64_t at_many(const char* name, std::uint64_t places, std::uint64_t first, Run run) {
  const auto alone = number_of("CLEANGATE_SEED", 0);
  const std::uint64_t stride = alone != 0 ? places : rounds() > 1 ? 1 : 29;
  std::uint64_t runs = 0;
  for (std::uint64_t n = alone != 0 ? alone - 1 : first % stride; n < places; n += stride) {
    const DayReport report = run(n);
    EXPECT_TRUE(report.wrong.empty())
        << name << " at " << n << " of " << places << ": CLEANGATE_SEED=" << n + 1
        << " build/dev/tests/simulation_test --gtest_filter='CrashSeeds.a_*'"
        << listed(report.wrong);
    ++runs;
    if (testing::Test::HasFailure()) break;
  }
  return runs;
}

TEST_F(CrashSeeds, a_fault_at_any_call_of_the_file_layer_loses_nothing_and_entry_fails_closed) {
  const FaultyDay faulty;
  std::uint64_t calls = 0, runs = 0;
  const DayReport calm = faulty.run([&](auto& vfs) { calls = vfs.operations(); },
                                    [&](auto& vfs) { calls = vfs.operations() - calls; });
  ASSERT_TRUE(calm.wrong.empty()) << listed(calm.wrong);
  ASSERT_GT(calls, 100U);
  for (const Fault& fault : kFaults) {
    runs += at_many(fault.name, calls, runs, [&](std::uint64_t n) {
      return faulty.run([&](auto& vfs) { vfs.fail(n, fault.code, fault.lasting); },
                        [](auto& vfs) { vfs.heal(); });
    });
  }
  std::cout << runs << " runs, " << calls << " calls of the file layer\n";
}

TEST_F(CrashSeeds, a_fault_at_any_statement_loses_nothing_and_entry_fails_closed) {
  StatementFault fault;
  const FaultyDay faulty;
  std::uint64_t statements = 0;
  const DayReport calm = faulty.run([&](auto&) { statements = fault.begun(); },
                                    [&](auto&) { statements = fault.begun() - statements; });
  ASSERT_TRUE(calm.wrong.empty()) << listed(calm.wrong);
  ASSERT_GT(statements, 100U);
  const auto runs = at_many("interrupted", statements, 0, [&](std::uint64_t n) {
    return faulty.run([&](auto&) { fault.arm(n); },
                      [&](auto&) { fault.arm(StatementFault::kNever); });
  });
  std::cout << runs << " runs, " << statements << " statements\n";
}

}  // namespace
}  // namespace cleangate::tests
