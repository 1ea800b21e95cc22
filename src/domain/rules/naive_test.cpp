// A second, naive statement of law.md, written against its words alone and in another way: the
// facts from raw data, three-valued logic over the worlds that are possible. Random situations must
// give the same verdict and the same clauses. CLEANGATE_RANDOM_CASES asks for more than 20,000.

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "domain/rules/decision.h"
#include "domain/rules/shipped_packs.h"

namespace cleangate::rules {
namespace {

/// What the draw made, in raw form.
struct Drawn {
  std::string plate, colour, vehicle_class, fuel, grade, guard;
  std::optional<int> mass;
  std::optional<bool> nev;
  int stage_min = 0, stage_max = 7;  // 0 1 2 3 4 5 6a 6b; 8 = D
  std::optional<std::pair<int, int>> share;
  int warning = 0;
  bool out = false, has_plate = true, known = true, hold_unknown = false;
  std::vector<std::pair<std::string, std::string>> lists;  // list, source
  // An order M3 with an exemption, an order M6, a plan's window.
  bool has_ban = false, has_quota = false, has_window = false;
  Truth special = Truth::unknown, dangerous = Truth::unknown;
  std::optional<int> admitted;
  int percent = 10, base = 100, from = 0, to = 0, minute = 0;
};

// ---- The naive statement ----

/// The set of values that a fact can have; a condition is true when it holds in every world.
using Worlds = std::vector<int>;
const Worlds kEither{0, 1};
Worlds one(bool value) {
  return {value ? 1 : 0};
}

bool has_letter(const std::string& code) {
  return !code.empty() && std::string("BDGHJKMNQTZ").find(code[0]) != std::string::npos;
}
Worlds trucks(const Drawn& drawn) {
  if (has_letter(drawn.vehicle_class)) {
    return one(drawn.vehicle_class[0] == 'H' || drawn.vehicle_class[0] == 'Q');
  }
  return drawn.colour == "blue" || drawn.colour == "green" ? one(false) : kEither;
}
Worlds heavies(const Drawn& drawn) {
  if (drawn.mass) return one(*drawn.mass >= 12000);
  if (has_letter(drawn.vehicle_class) && drawn.vehicle_class.size() > 1) {
    return one(drawn.vehicle_class[1] == '1');
  }
  return drawn.colour == "blue" || drawn.colour == "green" ? one(false) : kEither;
}
bool nev_plate(const std::string& plate) {
  // 冀R + six: a letter of ABCDEFGHJK first, or last after five digits.
  if (plate.size() != std::string("冀R123456").size()) return false;
  const auto serial = plate.substr(plate.size() - 6);
  const auto letter = [](char c) { return std::string("ABCDEFGHJK").find(c) != std::string::npos; };
  return letter(serial[0]) || letter(serial[5]);
}
Worlds nevs(const Drawn& drawn) {
  if (drawn.nev) return one(*drawn.nev);
  if (drawn.fuel == "C" || drawn.stage_min == 8 || nev_plate(drawn.plate)) return one(true);
  return drawn.fuel.empty() ? kEither : one(false);
}
Worlds stages(const Drawn& drawn) {
  Worlds all;
  for (int stage = drawn.stage_min; stage <= drawn.stage_max; ++stage) all.push_back(stage);
  return all;
}

struct Outcomes {
  std::string clauses, lifted;
  int verdict = 0;  // 0 admit 1 hold 2 refuse
  void add(const std::string& clause, const std::string& outcome) {
    clauses += (clauses.empty() ? "" : " ") + clause + ":" + outcome;
    verdict = std::max(verdict, outcome == "refuse" ? 2 : outcome == "hold" ? 1 : 0);
  }
};

/// "all", "some" or "none" of the worlds satisfy it.
template <class Condition>
std::string in_worlds(const Drawn& drawn, Condition&& holds) {
  bool some = false;
  bool all = true;
  for (const int truck : trucks(drawn)) {
    for (const int heavy : heavies(drawn)) {
      for (const int nev : nevs(drawn)) {
        for (const int stage : stages(drawn)) {
          const bool here = holds(truck == 1, heavy == 1, nev == 1, stage);
          some = some || here;
          all = all && here;
        }
      }
    }
  }
  return all ? "all" : some ? "some" : "none";
}

void grade_clauses(const Drawn& drawn, Outcomes& out) {
  const auto& grade = drawn.grade;
  const auto add = [&](const std::string& id, const std::string& worlds, const std::string& if_true,
                       const std::string& if_open) {
    if (worlds == "all") out.add(id, if_true);
    if (worlds == "some") out.add(id, if_open);
  };
  const auto unclean = [&](bool truck, bool, bool nev, int stage) {
    return truck && stage <= 4 && !nev;
  };
  if (grade == "A" || grade == "A+" || grade == "引领性") {
    add("a.road", in_worlds(drawn, unclean), "refuse", "hold");
  }
  if (grade == "B") {
    add("b.road-floor",
        in_worlds(drawn, [](bool truck, bool, bool nev,
                            int stage) { return truck && stage <= 3 && !nev; }),
        "refuse", "hold");
    auto worlds = in_worlds(drawn, unclean);
    if (!drawn.share && worlds == "all") worlds = "some";
    const bool falls = !drawn.share || drawn.share->first * 100 < 80 * (drawn.share->second + 1);
    if (falls) add("b.road-share", worlds, drawn.guard, "remind");
  }
  if (drawn.warning > 0 && (grade == "B" || grade == "C" || grade == "B-")) {
    add("warning.ban-heavy-le4",
        in_worlds(drawn, [](bool truck, bool heavy, bool nev,
                            int stage) { return truck && heavy && stage <= 4 && !nev; }),
        "refuse", "hold");
  }
  if (drawn.warning > 0 && (grade == "D" || grade == "非引领性" || grade == "未评级")) {
    add("warning.stop-road", in_worlds(drawn, [](bool truck, bool, bool, int) { return truck; }),
        "refuse", "hold");
  }
}

void order_clauses(const Drawn& drawn, Outcomes& out) {
  if (drawn.has_ban) {
    const auto worlds = in_worlds(drawn, [](bool truck, bool heavy, bool nev, int stage) {
      return truck && heavy && stage <= 4 && !nev;
    });
    const bool lifted = drawn.special == Truth::yes || drawn.dangerous == Truth::yes;
    const bool maybe = drawn.special == Truth::unknown || drawn.dangerous == Truth::unknown;
    if (worlds != "none" && lifted) {
      out.lifted += drawn.special == Truth::yes ? "special-vehicle" : "dangerous-goods";
    } else if (worlds != "none") {
      out.add("m3.ban-heavy", worlds == "all" && !maybe ? "refuse" : "hold");
    }
  }
  const auto heavy_truck =
      in_worlds(drawn, [](bool truck, bool heavy, bool, int) { return truck && heavy; });
  if (drawn.has_quota && !drawn.out && heavy_truck != "none") {
    const int limit = drawn.percent * drawn.base / 100;
    if (!drawn.admitted) {
      out.add("m6.quota", "hold");
    } else if (*drawn.admitted >= limit) {
      out.add("m6.quota", heavy_truck == "all" ? "refuse" : "hold");
    }
  }
  if (drawn.has_window && !drawn.out) {
    const auto truck = in_worlds(drawn, [](bool is_truck, bool, bool, int) { return is_truck; });
    bool inside = false;
    for (int minute = drawn.from; minute != drawn.to; minute = (minute + 1) % 1440) {
      inside = inside || minute == drawn.minute;
    }
    if (inside && truck != "none") out.add("plan.window", truck == "all" ? "refuse" : "hold");
  }
}

Outcomes naive(const Drawn& drawn) {
  Outcomes out;
  order_clauses(drawn, out);
  grade_clauses(drawn, out);
  for (const std::string source : {"bureau", "plant"}) {
    for (const auto& [list, from] : drawn.lists) {
      if (list == "deny" && from == source) out.add("list.deny", "refuse");
    }
  }
  for (const auto& [list, from] : drawn.lists) {
    if (list == "watch") out.add("list.watch", "remind");
  }
  if (!drawn.has_plate && !drawn.out) out.add("plate.missing", "hold");
  if (drawn.hold_unknown && !drawn.known && drawn.lists.empty()) {
    out.add("visitor.unknown", "hold");
  }
  if (drawn.out) out.verdict = 0;
  return out;
}

// ---- The draw, and the same situation for the program ----

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  Drawn next() {
    Drawn drawn;
    drawn.plate = pick<std::string>({"冀R12345", "冀RD12345", "冀R12345F", "粤Z0003港"});
    drawn.colour = pick<std::string>({"blue", "yellow", "green", "yellow_green", "unknown"});
    drawn.vehicle_class =
        pick<std::string>({"", "H11", "H31", "H21", "Q11", "K33", "X99", "H", "Z11", "Y11"});
    drawn.fuel = pick<std::string>({"", "A", "B", "C", "E", "O", "Y", "Z"});
    drawn.grade =
        pick<std::string>({"A+", "A", "B", "B", "B-", "C", "D", "引领性", "非引领性", "未评级"});
    drawn.guard = pick<std::string>({"remind", "hold", "refuse"});
    if (chance(2)) drawn.mass = pick({3000, 11999, 12000, 12001, 40000});
    if (chance(4)) drawn.nev = chance(2);
    draw_stage(drawn);
    if (!chance(8)) draw_share(drawn);
    drawn.warning = between(0, 3);
    drawn.out = chance(6);
    drawn.has_plate = !chance(12);
    if (!drawn.has_plate) drawn.plate.clear();
    drawn.known = !chance(3);
    drawn.hold_unknown = chance(2);
    for (int i = chance(3) ? between(1, 3) : 0; i > 0; --i) {
      drawn.lists.emplace_back(pick<std::string>({"deny", "watch", "allow"}),
                               pick<std::string>({"plant", "bureau"}));
    }
    draw_orders(drawn);
    return drawn;
  }

 private:
  bool chance(int of) { return between(1, of) == 1; }
  int between(int min, int max) {
    return min + static_cast<int>(random_() % static_cast<std::uint64_t>(max - min + 1));
  }
  template <class T>
  T pick(std::initializer_list<T> choices) {
    return *(choices.begin() + between(0, static_cast<int>(choices.size()) - 1));
  }
  void draw_stage(Drawn& drawn) {
    if (chance(8)) return;
    drawn.stage_min = between(0, 8);
    drawn.stage_max =
        drawn.stage_min == 8 || chance(2) ? drawn.stage_min : between(drawn.stage_min, 7);
  }
  void draw_share(Drawn& drawn) {
    const int total = between(0, 12);
    drawn.share = {between(0, total), total};
  }
  void draw_orders(Drawn& drawn) {
    drawn.has_ban = chance(4);
    drawn.has_quota = chance(5);
    drawn.has_window = chance(5);
    drawn.special = pick({Truth::no, Truth::no, Truth::unknown, Truth::yes});
    drawn.dangerous = pick({Truth::no, Truth::no, Truth::unknown, Truth::yes});
    drawn.percent = between(0, 100);
    drawn.base = between(0, 30);
    if (!chance(5)) drawn.admitted = between(0, 20);
    drawn.from = between(0, 1439);
    drawn.to = between(0, 1439);
    drawn.minute = pick({drawn.from, drawn.to, between(0, 1439), between(0, 1439)});
  }
  std::mt19937_64 random_;
};

constexpr std::string_view kStages[]{"0", "1", "2", "3", "4", "5", "6a", "6b", "D"};
std::string clock_of(int minute) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

Situation situation_of(const Drawn& drawn) {
  vehicle::Registered registered;
  registered.stage =
      vehicle::parse_stage(kStages[drawn.stage_min], kStages[drawn.stage_max]).value();
  registered.fuel = drawn.fuel;
  registered.vehicle_class = drawn.vehicle_class;
  registered.gross_mass_kg = drawn.mass;
  registered.nev = drawn.nev;
  Situation situation;
  situation.colour = plate::parse_colour(drawn.colour).value();
  situation.facts = vehicle::facts_of(registered, drawn.plate, situation.colour, "");
  situation.direction = drawn.out ? Direction::out : Direction::in;
  situation.grade = drawn.grade;
  if (drawn.warning > 0) situation.warning = static_cast<Level>(drawn.warning - 1);
  for (const auto& [list, source] : drawn.lists) situation.lists.push_back({list, "1", "", source});
  situation.has_plate = drawn.has_plate;
  situation.is_known = drawn.known;
  situation.hold_unknown = drawn.hold_unknown;
  situation.at = parse_rfc3339("2026-11-24T" + clock_of(drawn.minute) + ":00+08:00").value();
  if (drawn.share) {
    situation.share_qualifying = drawn.share->first;
    situation.share_total = drawn.share->second;
  }
  situation.share_guard = parse_outcome(drawn.guard).value();
  situation.other.set(Fact::special_vehicle, drawn.special);
  situation.other.set(Fact::dangerous_goods, drawn.dangerous);
  const auto add = [&](std::string_view name, Group group, Json parameters) {
    const auto measure = make_measure(
        {"1", "", group, {WallTime{}, {}}, {}, shipped_template(name), std::move(parameters), {}});
    situation.measures.push_back({measure.value(), drawn.admitted});
  };
  // Entered in the wrong order: the law sorts orders before the plan.
  if (drawn.has_window) {
    add("WINDOW", Group::plan,
        Json::object({{"from", clock_of(drawn.from)}, {"to", clock_of(drawn.to)}}));
  }
  if (drawn.has_ban) add("M3", Group::order, Json());
  if (drawn.has_quota) {
    add("M6", Group::order, Json::object({{"percent", drawn.percent}, {"base", drawn.base}}));
  }
  return situation;
}

TEST(Naive, FindsNoDifferenceInRandomSituations) {
  const char* asked = std::getenv("CLEANGATE_RANDOM_CASES");
  const long cases = asked ? std::strtol(asked, nullptr, 10) : 20'000;
  Draw draw(20261124);
  std::vector<Finding> findings;
  long verdicts[3] = {0, 0, 0};
  for (long i = 0; i < cases; ++i) {
    const auto drawn = draw.next();
    const auto situation = situation_of(drawn);
    const auto wanted = naive(drawn);
    const auto decision = decide(situation);
    std::string clauses;
    for (const auto& reason : decision.reasons) {
      clauses +=
          (clauses.empty() ? "" : " ") + reason.clause + ":" + std::string(to_text(reason.outcome));
    }
    std::string lifted;
    for (const auto& each : decision.exempted) lifted += each.exemption;
    ++verdicts[wanted.verdict];
    ASSERT_EQ(clauses, wanted.clauses) << "case " << i << " grade " << drawn.grade;
    ASSERT_EQ(static_cast<int>(decision.verdict), wanted.verdict) << "case " << i;
    ASSERT_EQ(lifted, wanted.lifted) << "case " << i;
    ASSERT_EQ(judge(situation, findings), decision.verdict) << "case " << i;
  }
  std::cout << "random situations: " << cases << " (" << verdicts[0] << " admit, " << verdicts[1]
            << " hold, " << verdicts[2] << " refuse)\n";
}

}  // namespace
}  // namespace cleangate::rules
