#include "bench/decisions.h"

#include <fmt/format.h>

#include <array>

#include "domain/rules/decision.h"

namespace cleangate::bench {
namespace {

using rules::Situation;

constexpr double kGoal = 1e6;  // decisions a second and core (blueprint, Speed and size)
constexpr std::size_t kVehicles = 256;
constexpr int kRounds = 8'000;
constexpr std::array kGrades{"A", "B", "C", "D", "B-"};

std::vector<Situation> vehicles() {
  std::vector<Situation> all;
  for (std::size_t i = 0; i < kVehicles; ++i) {
    Situation each;
    each.at = must_have(parse_rfc3339("2026-11-24T10:00:00+08:00"), "time");
    each.grade = kGrades[i % kGrades.size()];
    each.warning = rules::Level::orange;
    each.is_known = true;
    each.share_qualifying = 80;
    each.share_total = 99;
    each.facts.truck = truth(i % 7 != 0);
    each.facts.heavy = i % 11 == 0 ? Truth::unknown : truth(i % 3 != 0);
    each.facts.nev = truth(i % 13 == 0);
    const auto stage = static_cast<vehicle::Stage>(i % 8);
    each.facts.stage = {stage, stage};
    each.facts.fuel = "B";
    each.facts.vehicle_class = "H11";
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace

Line measure_decisions() {
  const auto all = vehicles();
  std::vector<rules::Finding> findings;
  std::array<std::size_t, 3> verdicts{};
  for (const auto& each : all) ++verdicts[static_cast<std::size_t>(judge(each, findings))];
  for (const auto count : verdicts) must(count > 0, "a kind of verdict never came out");
  const auto start = Clock::now();
  for (int round = 0; round < kRounds; ++round) {
    for (const auto& each : all) ++verdicts[static_cast<std::size_t>(judge(each, findings))];
  }
  const double rate = kRounds * static_cast<double>(kVehicles) * 1000 / milliseconds_since(start);
  Line line;
  line.name = "decisions a second and core, generic pack";
  line.product_p50 = fmt::format("{:.2f} M", rate / 1e6);
  line.goal = "at least 1 M";
  line.met = rate >= kGoal;
  return line;
}

}  // namespace cleangate::bench
