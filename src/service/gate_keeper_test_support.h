#pragma once
// A lane under test: deliver messages, see what each camera was answered. Tests only.
// shared: fakes keep committed entries while the keeper still looks at them.

#include "service/gate_keeper.h"
#include "service/testing.h"

namespace cleangate::service::testing {

/// One delivery of a message and its answer.
struct Delivery {
  bool closed = false;   ///< the camera hung up
  bool confirms = true;  ///< the reply reaches the socket
  int answers = 0;
  SightingAnswer answer;
  [[nodiscard]] bool opened() const { return answers == 1 && answer.open; }
};

class TestLane : public TestPlant {
 public:
  /// A new message of the entry camera, yellow plate, received now.
  gate::Sighting message(std::string plate, std::string device = "cam-in") {
    gate::Sighting sighting;
    sighting.device = std::move(device);
    sighting.vendor_key = "key-" + std::to_string(++messages_);
    sighting.plate = std::move(plate);
    sighting.plate_raw = sighting.plate;
    sighting.colour = plate::Colour::yellow;
    sighting.received = loop.wall();
    sighting.received_monotonic = loop.monotonic();
    return sighting;
  }
  /// Only posts: run the loop to see the answer.
  std::shared_ptr<Delivery> deliver(gate::Sighting sighting, bool opens_by_reply = true,
                                    SightingPhotos photos = {}) {
    auto delivery = std::make_shared<Delivery>();
    keeper.sighting(std::move(sighting), std::move(photos),
                    {opens_by_reply, [delivery] { return delivery->closed; }},
                    [delivery](SightingAnswer answer) {
                      delivery->answers += 1;
                      delivery->answer = std::move(answer);
                      delivery->answer.after_reply(delivery->confirms && !delivery->closed);
                    });
    return delivery;
  }
  /// Delivers, and all that follows at once has happened.
  std::shared_ptr<Delivery> arrive(std::string plate, std::string device = "cam-in") {
    auto delivery = deliver(message(std::move(plate), std::move(device)));
    loop.run_until_idle();
    return delivery;
  }
  [[nodiscard]] std::string last_id() const {
    return std::string(ledger::text(passages_logged().back()[passages::kId]));
  }
  /// A text column of passage n from the end, 0 = newest.
  [[nodiscard]] std::string last(std::size_t column, std::size_t back = 0) const {
    const auto rows = passages_logged();
    return back < rows.size() ? std::string(ledger::text(rows[rows.size() - 1 - back][column]))
                              : "no passage";
  }
  /// The error's code, or nullopt when it was done.
  std::optional<ErrorCode> resolve(const std::string& id, const std::string& verdict,
                                   const std::string& reason = "核对行驶证") {
    std::optional<Result<Json>> said;
    keeper.resolve(id, Json::object({{"verdict", verdict}, {"reason", reason}}), kGuard,
                   [&](Result<Json> result) { said = std::move(result); });
    loop.run_until_idle();
    EXPECT_TRUE(said);
    if (!said || *said) return std::nullopt;
    return said->error().code;
  }
  std::optional<ErrorCode> lift(const std::string& lane, const std::string& reason = "消防车") {
    std::optional<Result<Json>> said;
    keeper.open_lane(lane, Json::object({{"reason", reason}}), kGuard,
                     [&](Result<Json> result) { said = std::move(result); });
    loop.run_until_idle();
    EXPECT_TRUE(said);
    if (!said || *said) return std::nullopt;
    return said->error().code;
  }

  GateKeeper keeper{plant};

 private:
  int messages_ = 0;
};

inline SightingPhotos two_photos() {
  SightingPhotos photos;
  auto bytes = std::make_shared<std::vector<PhotoBytes>>();
  for (const char* kind : {"scene", "plate"}) {
    bytes->push_back({kind, sha256(kind)});
    photos.items.push_back({sha256(kind), 5, kind, "image/jpeg", true});
  }
  photos.bytes = std::move(bytes);
  return photos;
}

}  // namespace cleangate::service::testing
