#pragma once
// Sighting in, reply out: Hikvision pushes with two 300 KB photos, 50 a second, each on a
// connection of its own. Plant and floor take turns of a second, so that whatever else the
// machine does hits both. Latency counts from the moment a message was due: a stall is not hidden.

#include "bench/plant_under_load.h"
#include "bench/table.h"

namespace cleangate::bench {

inline constexpr int kPushesPerSecond = 50;

struct HotPath {
  Samples product, floor;
};
/// `seconds` for each of the two. Throws when a push is not answered, or not recorded with both
/// photos.
[[nodiscard]] HotPath measure_hot_path(PlantUnderLoad& load, int seconds);

/// The plate that push carries.
[[nodiscard]] std::string pushed_plate(std::uint64_t number);
/// A second of pushes from that number on, to the plant alone.
[[nodiscard]] Samples push_one_second(PlantUnderLoad& load, std::uint64_t first);

}  // namespace cleangate::bench
