#pragma once
// The hot path: a sighting arrives, a passage is decided, logged and perhaps opened
// (blueprint, "The lane"). Everything runs on the plant's executor.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/gate/sighting.h"
#include "service/plant.h"

namespace cleangate::service {

/// Photos of a message on their way to the disk.
struct SightingPhotos {
  std::vector<ledger::MediaItem> items;
  /// Shared with the photo store, which may outlast the answer.
  std::shared_ptr<const std::vector<PhotoBytes>> bytes;  ///< in the order of items
};

/// What the device's reply is to say. For makes that open by command, `open` is false and the
/// gate keeper commands the barrier itself.
struct SightingAnswer {
  bool open = false;
  bool duplicate = false;
  /// It is durable in the log, by this message or an earlier one: the camera may forget it.
  bool recorded = false;
  DisplayText display;
  /// Must be called once with whether the reply reached the socket. Any thread.
  std::move_only_function<void(bool written)> after_reply;
};

class GateKeeper {
 public:
  using Answer = std::move_only_function<void(SightingAnswer)>;
  struct Options {
    bool opens_by_reply = true;       ///< this device opens by its reply
    std::function<bool()> is_closed;  ///< the connection has gone
  };

  explicit GateKeeper(Plant& plant);
  ~GateKeeper();

  /// A message of a lane's camera. Answers once, at latest when the deadline has passed.
  void sighting(gate::Sighting sighting, SightingPhotos photos, Options options, Answer answer);
  /// A guard's word on a hold. Errors: not_found, conflict (resolved, ended, kill switch).
  void resolve(const std::string& passage_id, const Json& body, const Actor& actor, Reply reply);
  /// A lift that no passage commanded. Body {reason}.
  void open_lane(const std::string& lane, const Json& body, const Actor& actor, Reply reply);
  /// After a restart: openings whose reply nobody saw become not_confirmed, holds run on to the
  /// end that was recorded. Answers once that is durable, or cannot be written now.
  void recover(Reply reply);
  /// Messages that could not be written since the start. Any thread.
  [[nodiscard]] std::uint64_t not_recorded() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleangate::service
