#include "tests/vzenith_camera.h"

#include "base/encoding.h"
#include "base/json.h"
#include "base/time.h"

namespace cleangate::tests {

std::string vzenith_read(std::string_view serial, std::string_view plate, std::uint64_t plate_id,
                         const Photos& photos) {
  const std::int64_t now = to_unix_ms(SystemClock().wall());
  const Json time = Json::object({{"sec", now / 1000}, {"usec", now % 1000 * 1000}});
  Json result = Json::object({{"license", plate},
                              {"colorType", 1},  // blue
                              {"confidence", 95},
                              {"plateid", plate_id},
                              {"isoffline", 0},
                              {"timeStamp", Json::object({{"Timeval", time}})}});
  if (!photos.scene.empty()) result.set("imageFile", to_base64(photos.scene));
  if (!photos.plate.empty()) result.set("imageFragmentFile", to_base64(photos.plate));
  return Json::object({{"AlarmInfoPlate",
                        Json::object({{"channel", 0},
                                      {"serialno", serial},
                                      {"result", Json::object({{"PlateResult", result}})}})}})
      .dump();
}

bool opens(std::string_view reply) {
  const auto json = parse_json(reply);
  return json && (*json)["Response_AlarmInfoPlate"]["info"].text() == "ok";
}

}  // namespace cleangate::tests
