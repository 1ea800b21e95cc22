#pragma once
// A second, naive statement of what a week of warnings means at a lane of grade C (law.md), by its
// words and in another way than the program: schedules as maps, minutes counted one by one, its own
// count of the quota. All facts of its trucks are known. Tests only.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"

namespace cleangate::tests {

struct NaiveTruck {
  std::string plate, stage, fuel, vehicle_class;  ///< stage "0" … "6b" or "D"
};

struct NaiveOutcome {
  std::string verdict;             ///< admit | refuse
  std::string clauses;             ///< "id:outcome …"
  std::set<std::string> exempted;  ///< ids of the clauses that an exemption lifted
  bool counts = false;             ///< of the quota, when it is admitted
};

class NaiveWeek {
 public:
  /// 0 = lifted, 1 yellow, 2 orange, 3 red. Logged in this order.
  void act(const std::string& chain, int level, WallTime asked, WallTime logged);
  /// Diesel below 国六 stays out, but vehicles of class Q11 have their exemption.
  void add_order(const std::string& chain, WallTime from, WallTime to, WallTime logged);
  void admitted(WallTime at) { ++admitted_[day_of(at)]; }

  [[nodiscard]] int level_at(WallTime at) const;
  [[nodiscard]] NaiveOutcome judge(const NaiveTruck& truck, WallTime at) const;

 private:
  struct Order {
    std::string chain;
    WallTime from, to;
  };
  static std::int64_t day_of(WallTime at);
  [[nodiscard]] int level_of(const std::string& chain, WallTime at) const;

  std::map<std::string, std::map<WallTime, int>> schedules_;
  std::vector<Order> orders_;
  std::map<std::int64_t, int> admitted_;
};

}  // namespace cleangate::tests
