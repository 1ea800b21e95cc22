// Power cuts and failing disks in virtual time. Every run is a seed; a failing one is printed and
// CLEANGATE_SEED=n runs it alone, CLEANGATE_SEEDS=n runs that many.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <set>

#include "base/encoding.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/scenario.h"
#include "store/verify.h"

namespace cleangate::store {
namespace {

constexpr const char* kPath = "/plant/cleangate.db";

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// What must hold: every acknowledged entry, at its index.
struct Ledger {
  std::vector<std::pair<std::shared_ptr<Outcome>, std::uint64_t>> asked;
  std::vector<service::CommitListener*> listeners;

  [[nodiscard]] std::map<std::uint64_t, Uuid> acknowledged() const {
    std::map<std::uint64_t, Uuid> out;
    for (const auto& [outcome, count] : asked) {
      if (!outcome->answered || !outcome->result) continue;
      const ledger::Entry& entry = (*outcome->result)->logged.entry;
      out[entry.index] = entry.event_id;
    }
    return out;
  }
};

/// A plant's life on a faulty disk: traffic, groups, clock.
class Life {
 public:
  Life(FaultVfs& vfs, std::uint64_t seed)
      : plant({.path = kPath, .create = true, .vfs = vfs.name()}, seed),
        dice(seed * 7919 + 1),
        traffic(plant.loop, seed) {}

  void append_some() {
    const std::uint64_t count = 1 + dice.below(4);
    for (std::uint64_t i = 0; i < count; ++i) {
      if (dice.below(8) == 0) {
        std::vector<service::Draft> drafts;
        for (std::uint64_t n = 1 + dice.below(3); n > 0; --n) drafts.push_back(traffic.next());
        const std::size_t size = drafts.size();
        ledger.asked.emplace_back(plant.append_all(std::move(drafts)), size);
      } else {
        ledger.asked.emplace_back(plant.append(traffic.next()), 1);
      }
    }
  }

  void step() {
    append_some();
    plant.store().run_pending();
    plant.loop.run_until_idle();
    if (dice.below(6) == 0) plant.loop.advance(std::chrono::seconds(dice.below(400)));
    plant.loop.advance(Milliseconds(dice.below(900)));
  }

  TestPlant plant;
  SeededRandom dice;
  Traffic traffic;
  Ledger ledger;
};

/// Everything acknowledged is there, verify is content, no checkpoint is ahead.
testing::AssertionResult is_sound(FaultVfs& vfs, Life& life) {
  VerifyOptions options{.keys = {test_verifier_key()}, .vfs = vfs.name()};
  if (!life.plant.notes.empty()) options.checkpoint = life.plant.notes.back();
  const VerifyReport report = verify(kPath, options);
  if (report.verdict != VerifyReport::Verdict::sound) {
    return testing::AssertionFailure() << report.first_line() << ": " << report.finding.detail;
  }
  auto file = read_plant_file(kPath, vfs.name());
  if (!file) return testing::AssertionFailure() << file.error().message;
  const auto rows = file->database.single("SELECT count(*) FROM entries");
  if (!rows || ledger::integer(*rows) != static_cast<std::int64_t>(report.size)) {
    return testing::AssertionFailure() << "size " << report.size << " is not the number of rows";
  }
  for (const auto& [index, id] : life.ledger.acknowledged()) {
    Statement::Run run(**file->database.statement(R"(SELECT entry FROM entries WHERE "index"=?)"));
    run.integer(1, static_cast<std::int64_t>(index));
    const auto found = run.step();
    if (!found || !*found) return testing::AssertionFailure() << "lost entry " << index;
    if (ledger::decode_entry(run.blob(0))->event_id != id) {
      return testing::AssertionFailure() << "entry " << index << " is another one";
    }
  }
  return testing::AssertionSuccess();
}

testing::AssertionResult survives_power_cuts(std::uint64_t seed) {
  FaultVfs vfs("crash");
  Life life(vfs, seed);
  SeededRandom fate(seed ^ 0x5eed);
  bool ever_open = false;
  for (int cut = 0; cut < 3; ++cut) {
    // The first cut may fall into the making of the file, the later ones into its recovery.
    vfs.cut_power(fate.below(cut == 0 ? 150 : 400));
    if (life.plant.open()) {
      ever_open = true;
      for (int i = 0; i < 60 && !vfs.power_is_off(); ++i) life.step();
    } else if (!vfs.power_is_off()) {
      return testing::AssertionFailure() << "cannot open: " << life.plant.open_error.message;
    }
    // Completions that are under way still come; what fails now was never acknowledged.
    life.plant.loop.run_until_idle();
    life.plant.close();
    life.plant.loop.run_until_idle();
    vfs.restore_power(fate);
    if (!ever_open) continue;
    life.plant.options.create = true;
    if (!life.plant.open()) {
      return testing::AssertionFailure() << "does not open: " << life.plant.open_error.message;
    }
    life.plant.close();
    if (auto sound = is_sound(vfs, life); !sound) return sound << " after cut " << cut;
  }
  return testing::AssertionSuccess();
}

TEST(Crash, LosesNothingAcknowledgedWhereverThePowerFails) {
  const std::uint64_t alone = number_from("CLEANGATE_SEED", 0);
  const std::uint64_t first = alone ? alone : 1;
  const std::uint64_t count = alone ? 1 : number_from("CLEANGATE_SEEDS", 60);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    ASSERT_TRUE(survives_power_cuts(seed)) << "CLEANGATE_SEED=" << seed;
  }
}

/// No entry whose append failed is in the log.
testing::AssertionResult has_no_refused(FaultVfs& vfs, const Life& life,
                                        const std::set<Uuid>& refused) {
  auto file = read_plant_file(kPath, vfs.name());
  if (!file) return testing::AssertionFailure() << file.error().message;
  Statement::Run run(**file->database.statement("SELECT entry FROM entries"));
  while (run.step().value()) {
    const ledger::Entry entry = ledger::decode_entry(run.blob(0)).value();
    if (refused.contains(entry.event_id)) {
      return testing::AssertionFailure()
             << "entry " << entry.index << " was answered with an error";
    }
  }
  return testing::AssertionSuccess() << life.ledger.asked.size();
}

struct Failure {
  const char* name;
  int code;
  bool lasting;
};
void PrintTo(const Failure& failure, std::ostream* out) {
  *out << failure.name;
}

class FailingDisk : public testing::TestWithParam<Failure> {
 protected:
  /// A short life with all kinds of work: making the file, groups, batches, checkpoints.
  static void live(Life& life, std::set<Uuid>& refused) {
    if (!life.plant.open()) return;
    for (int i = 0; i < 10; ++i) {
      service::Draft draft = life.traffic.next();
      const Uuid id = draft.event_id;
      const auto outcome = life.plant.append(std::move(draft));
      life.step();
      life.ledger.asked.emplace_back(outcome, 1);
      if (outcome->answered && !outcome->result) refused.insert(id);
    }
  }
};

TEST_P(FailingDisk, LosesNothingAcknowledgedWhicheverOperationFails) {
  std::uint64_t operations = 0;
  {
    FaultVfs vfs("count");
    Life life(vfs, 1);
    std::set<Uuid> refused;
    live(life, refused);
    operations = vfs.operations();
  }
  ASSERT_GT(operations, 100u);
  std::uint64_t failed_appends = 0;
  const std::uint64_t stride = number_from("CLEANGATE_STRIDE", 7);
  for (std::uint64_t n = number_from("CLEANGATE_SEED", 1) % stride; n < operations; n += stride) {
    SCOPED_TRACE(fmt::format("operation {} of {}", n, operations));
    FaultVfs vfs("failing");
    Life life(vfs, 1);
    vfs.fail(n, GetParam().code, GetParam().lasting);
    std::set<Uuid> refused;
    live(life, refused);
    failed_appends += refused.size();
    vfs.heal();
    // The disk works again: so does the log, without a restart when it was open.
    if (!life.plant.is_open()) {
      ASSERT_TRUE(life.plant.open()) << life.plant.open_error.message;
    }
    const auto after = life.plant.append(life.traffic.next());
    life.plant.settle();
    ASSERT_TRUE(after->answered);
    const bool works = after->result || after->result.error().code == ErrorCode::conflict;
    ASSERT_TRUE(works) << after->result.error().message;
    life.ledger.asked.emplace_back(after, 1);
    life.plant.close();
    ASSERT_TRUE(is_sound(vfs, life));
    ASSERT_TRUE(has_no_refused(vfs, life, refused));
  }
  EXPECT_GT(failed_appends, 0u);
}

INSTANTIATE_TEST_SUITE_P(Codes, FailingDisk,
                         testing::Values(Failure{"error_once", SQLITE_IOERR, false},
                                         Failure{"error_lasting", SQLITE_IOERR, true},
                                         Failure{"full_once", SQLITE_FULL, false},
                                         Failure{"full_lasting", SQLITE_FULL, true}),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace cleangate::store
