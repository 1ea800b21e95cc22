// Power cuts and failing disks in virtual time. Every run is a seed; a failing one is printed and
// CLEANGATE_SEED=n runs it alone, CLEANGATE_SEEDS=n runs that many.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>

#include "base/encoding.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/scenario.h"
#include "store/sqlite/migrate.h"
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
    Statement::Run run(**file->database.statement(
        R"(SELECT entry FROM entries WHERE "index"=?)"));
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

}  // namespace
}  // namespace cleangate::store
