#include "bench/plant_under_load.h"

#include "bench/table.h"

namespace cleangate::bench {

std::string camera_id(int camera) {
  return "camera-" + std::to_string(camera);
}

PlantUnderLoad::PlantUnderLoad(const Ledger& ledger) : rows_(ledger.rows) {
  copy_ledger(ledger, plant_.folder());
  const auto start = Clock::now();
  plant_.serve({"--checkpoint-webhook", nowhere_.url() + "/checkpoint"});
  ready_after_ = milliseconds_since(start);
  for (int camera = 0; camera < kCameras; ++camera) {
    const auto id = camera_id(camera), lane = std::to_string(camera);
    plant_.add_lane(lane, "out", "automatic");
    // Its barrier and the display behind it have the camera's own address.
    const auto added = plant_.write(
        "POST", "/api/v1/devices",
        Json::object({{"id", id},
                      {"kind", "hikvision"},
                      {"lane", lane},
                      {"secret", "secret-" + id},
                      {"address", nowhere_.url()},
                      {"username", "admin"},
                      {"password", "nobody-listens"},
                      {"display", Json::object({{"kind", "fk"}, {"via", "serial_data"}})}}));
    must(added.status == 201, "a camera is refused: " + added.body);
  }
}

}  // namespace cleangate::bench
