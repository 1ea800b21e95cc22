#pragma once
// What the benchmarks measure and how it is shown: samples in milliseconds, and one table with
// each figure beside its floor. Pure but for printing.

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace cleangate::bench {

using Clock = std::chrono::steady_clock;

/// Throws when a benchmark cannot go on: a figure of something broken is worth nothing.
inline void must(bool worked, const std::string& what) {
  if (!worked) throw std::runtime_error(what);
}
/// The value of a Result, or the end of the run.
template <class Outcome>
auto must_have(Outcome outcome, const std::string& what) {
  if (!outcome) throw std::runtime_error(what + ": " + outcome.error().message);
  return *std::move(outcome);
}

inline double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

class Samples {
 public:
  void add(double value) { values_.push_back(value); }
  void add(const Samples& others) {
    values_.insert(values_.end(), others.values_.begin(), others.values_.end());
  }
  [[nodiscard]] double at(double share) const;  ///< 0.5: the median; 0 without samples
  [[nodiscard]] double p50() const { return at(0.5); }
  [[nodiscard]] double p99() const { return at(0.99); }

 private:
  std::vector<double> values_;
};

/// Texts, because units differ; "" shows as "–".
struct Line {
  std::string name;
  std::string product_p50, product_p99, floor_p50, floor_p99;
  std::string ratio;
  std::string goal;
  std::optional<bool> met;
};

[[nodiscard]] std::string in_milliseconds(double value);
[[nodiscard]] std::string as_ratio(double value);
/// A line whose samples are times: product beside floor, the ratio of their medians.
[[nodiscard]] Line time_line(std::string name, const Samples& product, const Samples& floor);

/// As a Markdown table with even columns.
void print(const std::vector<Line>& lines);

}  // namespace cleangate::bench
