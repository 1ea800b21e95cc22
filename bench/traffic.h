#pragma once
// What a plant logs, from a seed: passages of trucks with all that the gate keeper writes into
// them but the photos. Pure.

#include <vector>

#include "base/random.h"
#include "service/ports/log.h"

namespace cleangate::bench {

/// The entries that `init` makes.
[[nodiscard]] std::vector<service::Draft> first_drafts(const std::string& plant_id, WallTime at,
                                                       Random& random);

/// Vehicles that make `rows` entries: each comes some fifty times.
[[nodiscard]] constexpr std::uint64_t vehicles_for(std::uint64_t rows) {
  return rows / 50 + 1;
}
/// The plate of a vehicle.
[[nodiscard]] std::string plate_of(std::uint64_t vehicle);

class Traffic {
 public:
  /// `mixed`: every passage is followed by its actuation and its outcome.
  Traffic(Random& random, std::uint64_t vehicles, bool mixed)
      : random_(random), vehicles_(vehicles), mixed_(mixed) {}
  [[nodiscard]] service::Draft next(WallTime at);

 private:
  [[nodiscard]] service::Draft passage(WallTime at);
  [[nodiscard]] service::Draft later(ledger::Kind kind, WallTime at);

  Random& random_;
  std::uint64_t vehicles_;
  bool mixed_;
  unsigned step_ = 0;
  Uuid last_;
};

}  // namespace cleangate::bench
