#pragma once
// Pictures of a gate camera: the front of a truck or car on its lane, by day and night, with its
// plate in true colours; and the plate alone. Drawn, never blank, equal for equal looks.
// Any thread; PictureBook is thread-safe. Holds no picture of a person.

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "domain/plate/plate.h"

namespace cleangate::sim {

struct VehicleLook {
  std::string plate;  ///< normal form; "" = none is mounted
  plate::Colour colour = plate::Colour::unknown;
  bool truck = true;
  std::uint64_t seed = 0;  ///< of the vehicle: paint and small differences
  int hour = 12;           ///< local, 0–23: the light
  std::string overlay;     ///< what the camera writes at the top, such as time and lane
};

/// 1280×720.
[[nodiscard]] std::string draw_scene_jpeg(const VehicleLook& look);
/// The cut-out of the plate, 240×80.
[[nodiscard]] std::string draw_plate_jpeg(const VehicleLook& look);

/// Pictures drawn once and kept: those of the looks used last.
class PictureBook {
 public:
  static constexpr std::size_t kMaxPictures = 400;  // of about 150 KB
  struct Pictures {
    std::string scene, plate;
  };
  explicit PictureBook(std::size_t most = kMaxPictures) : most_(most) {}
  // shared: the page may be dropped while a lane still sends its pictures
  [[nodiscard]] std::shared_ptr<const Pictures> draw(const VehicleLook& look);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Page {
    std::string key;
    // shared: with those who draw
    std::shared_ptr<const Pictures> pictures;
  };
  const std::size_t most_;
  mutable std::mutex mutex_;  ///< guards all below; not held while drawing
  std::list<Page> pages_;     ///< newest use first
  std::unordered_map<std::string, std::list<Page>::iterator> by_key_;
};

}  // namespace cleangate::sim
