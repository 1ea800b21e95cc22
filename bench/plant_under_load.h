#pragma once
// A plant on the real binary with its ledger exchanged for a large one, four lanes with Hikvision
// cameras, and everything it could call black-holed.

#include <memory>
#include <string>

#include "bench/big_ledger.h"
#include "bench/line_client.h"
#include "tests/plant.h"

namespace cleangate::bench {

inline constexpr int kCameras = 4;

[[nodiscard]] std::string camera_id(int camera);

class PlantUnderLoad {
 public:
  /// Copies the ledger, starts the server, registers lanes and cameras. Throws.
  explicit PlantUnderLoad(const Ledger& ledger);

  [[nodiscard]] tests::Plant& plant() { return plant_; }
  [[nodiscard]] std::uint64_t rows() const { return rows_; }         ///< entries before the load
  [[nodiscard]] double ready_after() const { return ready_after_; }  ///< ms from start to listening

 private:
  std::uint64_t rows_;
  BlackHole nowhere_;
  tests::Plant plant_;
  double ready_after_ = 0;
};

}  // namespace cleangate::bench
