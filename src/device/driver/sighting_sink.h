#pragma once
// Where the push driver hands its sightings to. service/gate_keeper.h is above this floor's
// permission, so the driver sees this port; KeeperSink binds it to service::GateKeeper in app/.
// Called on the plant's executor only.

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "domain/gate/sighting.h"
#include "domain/ledger/media.h"
#include "service/ports/barrier.h"
#include "service/ports/media_store.h"

namespace cleangate::device {

/// Photos of one message; hashed, not yet stored.
struct PhotoSet {
  std::vector<ledger::MediaItem> items;
  /// In the order of items. Shared: the store keeps them while the message is long answered.
  std::shared_ptr<const std::vector<service::PhotoBytes>> bytes;
};

/// What the reply is to say.
struct SightingVerdict {
  bool open = false;
  bool duplicate = false;
  /// It is durable in the log, by this message or an earlier one: the camera may forget it.
  bool recorded = false;
  service::DisplayText display;
  /// To be called once with whether the reply reached the socket. Any thread. May be empty.
  std::move_only_function<void(bool written)> after_reply;
};

class SightingSink {
 public:
  using Answer = std::move_only_function<void(SightingVerdict)>;
  virtual ~SightingSink() = default;
  /// Answers once, at latest when the deadline has passed. `opens_by_reply`: the make's reply is
  /// the command; `is_closed`: the connection has gone.
  virtual void sighting(gate::Sighting sighting, PhotoSet photos, bool opens_by_reply,
                        std::function<bool()> is_closed, Answer answer) = 0;
};

/// `Keeper` is service::GateKeeper, or whatever has its sighting().
template <class Keeper>
class KeeperSink final : public SightingSink {
 public:
  explicit KeeperSink(Keeper& keeper) : keeper_(keeper) {}
  void sighting(gate::Sighting sighting, PhotoSet photos, bool opens_by_reply,
                std::function<bool()> is_closed, Answer answer) override {
    keeper_.sighting(std::move(sighting), {std::move(photos.items), std::move(photos.bytes)},
                     {opens_by_reply, std::move(is_closed)},
                     [answer = std::move(answer)](auto verdict) mutable {
                       answer({verdict.open, verdict.duplicate, verdict.recorded,
                               std::move(verdict.display), std::move(verdict.after_reply)});
                     });
  }

 private:
  Keeper& keeper_;
};

}  // namespace cleangate::device
