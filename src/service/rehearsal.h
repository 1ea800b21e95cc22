#pragma once
// What a rehearsal collects and counts, without threads. Pure.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/rules/decision.h"

namespace cleangate::service {

struct RehearsalAsked {
  std::optional<rules::Level> level;
  std::string grade;  ///< "" = the plant's own
  bool as_known_then = false;
  WallTime from, to;
  Milliseconds shift{0};  ///< the trips are of so much earlier
};
/// {level, from, to, grade?, facts?}. Errors: invalid, naming the member.
[[nodiscard]] Result<RehearsalAsked> rehearsal_asked(const Json& body, WallTime now);

struct Trip {
  std::string plate;
  plate::Colour colour = plate::Colour::unknown;
  std::string camera_class;
  WallTime at;  ///< as played
  std::optional<double> tonnes;
  std::optional<vehicle::Facts> facts;  ///< as known then
};

/// Facts as a passage's entry has them: fields `facts` and `stage`.
[[nodiscard]] std::optional<vehicle::Facts> facts_then(const Json& facts);

class RehearsalCount {
 public:
  explicit RehearsalCount(RehearsalAsked asked) : asked_(std::move(asked)) {}
  /// Trips in the order of their time. `situation` is the plant's, of that vehicle at that time.
  void add(const Trip& trip, rules::Situation situation);
  [[nodiscard]] const RehearsalAsked& asked() const { return asked_; }
  /// As rehearse() answers.
  [[nodiscard]] Json result(bool cut) const;

 private:
  struct Vehicle {
    std::string plate, stage;
    plate::Colour colour = plate::Colour::unknown;
    std::int64_t trips = 0, refused = 0, held = 0;
    double tonnes = 0;
    Json reason;
  };
  struct Share {
    std::int64_t qualifying = 0, total = 0;
  };
  void set_quotas(rules::Situation& situation) const;
  void count_share(const rules::Situation& situation, bool came_in);
  Vehicle& vehicle_of(const Trip& trip, const rules::Situation& situation);

  RehearsalAsked asked_;
  std::vector<rules::Finding> findings_;                                   // scratch
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> admitted_;  // quota, day
  std::map<std::string, Vehicle> vehicles_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> stages_;  // before, after
  Share before_, after_;
  std::int64_t verdicts_[3] = {0, 0, 0};
  std::int64_t refused_without_ = 0, known_tonnes_ = 0;
  double tonnes_ = 0, tonnes_refused_ = 0, tonnes_held_ = 0;
};

}  // namespace cleangate::service
