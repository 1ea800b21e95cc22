// Packs and warnings are switched while many decide: a verdict is always that of one whole set.

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <set>
#include <thread>

#include "base/run_loop.h"
#include "domain/ledger/projections/tables.h"
#include "service/plant_state.h"

namespace cleangate::service {
namespace {

constexpr int kSwitches = 300;
constexpr int kClauses = 12;

const WallTime kNow = parse_rfc3339("2026-11-24T10:00:00+08:00").value();

/// Every clause reminds of every truck, and says the version's number.
std::string pack_of(const std::string& version) {
  std::string toml = "id = \"hammer\"\nversion = \"" + version + R"("
kind = "base"
title = {zh = "锤", en = "Hammer"}
document = "none"
citation = "none"
region = "000000"
industry = "generic"
valid_from = 2020-01-01
evidence = "primary"
)";
  for (int i = 0; i < kClauses; ++i) {
    toml += "\n[[clause]]\nid = \"c" + std::to_string(i) +
            "\"\nwhen = 'truck or warning >= \"yellow\"'\noutcome = \"refuse\"\ntext = {zh = \"第" +
            version + "版\", en = \"version " + version + "\"}\nboard = \"" + version + "\"\n";
  }
  return toml;
}

ledger::RowChange pack_row(std::int64_t index, const std::string& action,
                           const std::string& version, const std::string& toml = "") {
  namespace table = ledger::rule_packs;
  ledger::Row row(table::kColumnCount);
  row[table::kIndex] = index;
  row[table::kPack] = std::string("hammer");
  row[table::kVersion] = version;
  row[table::kAction] = action;
  row[table::kAt] = to_unix_ms(kNow);
  if (!toml.empty()) row[table::kToml] = toml;
  return {table::kTable, ledger::RowChange::Action::put, std::move(row)};
}

ledger::RowChange warning_row(std::int64_t index, bool starts) {
  namespace table = ledger::warning_actions;
  ledger::Row row(table::kColumnCount);
  row[table::kIndex] = index;
  row[table::kChain] = std::string("w");
  row[table::kAction] = std::string(starts ? "start" : "lift");
  if (starts) row[table::kLevel] = std::string("red");
  row[table::kEffectiveAt] = to_unix_ms(kNow);
  return {table::kTable, ledger::RowChange::Action::put, std::move(row)};
}

/// The one version that all reasons, their packs and their words are of; "" when they differ.
std::string version_of(const rules::Decision& decision) {
  std::set<std::string> versions;
  for (const auto& reason : decision.reasons) {
    versions.insert(reason.version);
    versions.insert(reason.words ? reason.words->version : "none");
    versions.insert(std::string(rules::text_of(reason).en.substr(8)));
  }
  const bool is_whole = versions.size() == 1 && decision.reasons.size() == kClauses;
  return is_whole ? *versions.begin() : "";
}

TEST(RulesHammer, AVerdictIsAlwaysOfOneWholeSetWhileTheyAreSwitched) {
  PlantState state;
  state.apply(pack_row(0, "upload", "1", pack_of("1")));
  state.apply(pack_row(1, "upload", "2", pack_of("2")));
  state.apply(pack_row(2, "activate", "1"));
  RunLoop loop("plant");
  std::string current = "1";  // on the loop
  std::atomic<int> wrong = 0, seen_one = 0, seen_two = 0, elsewhere = 0;
  std::atomic<bool> ends = false;
  const auto judge = [&](const rules::Situation& situation) {
    const auto version = version_of(rules::decide(situation));
    if (version == "1") ++seen_one;
    if (version == "2") ++seen_two;
    return version;
  };
  std::vector<std::jthread> deciders;
  for (int i = 0; i < 3; ++i) {
    deciders.emplace_back([&] {
      while (!ends) {
        std::latch done(1);
        rules::Situation kept;
        std::string wanted;
        loop.post([&] {
          kept =
              state.situation("冀A00001", plate::Colour::yellow, "H11", rules::Direction::in, kNow);
          wanted = current;
          if (judge(kept) != wanted) ++wrong;
          done.count_down();
        });
        done.wait();
        // Here the packs may have been switched since: what was taken stays whole.
        if (judge(kept) != wanted) ++wrong;
        ++elsewhere;
      }
    });
  }
  for (int i = 0; i < kSwitches; ++i) {
    std::latch done(1);
    loop.post([&, i] {
      current = i % 2 == 0 ? "2" : "1";
      state.apply(pack_row(3 + 2 * i, "activate", current));
      state.apply(warning_row(4 + 2 * i, i % 3 == 0));
      done.count_down();
    });
    done.wait();
    if (i % 50 == 0) std::this_thread::yield();
  }
  while (elsewhere < 10) std::this_thread::yield();
  ends = true;
  deciders.clear();
  loop.stop();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(seen_one, 0);
  EXPECT_GT(seen_two, 0);
}

}  // namespace
}  // namespace cleangate::service
