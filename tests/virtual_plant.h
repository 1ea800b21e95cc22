#pragma once
// The whole program but its sockets, in one thread and virtual time: codecs, push driver, gate
// keeper, barrier driver and the SQLite log as the server composes them. What lies outside is a
// port. Destroying it is the death of the process: nothing more is told to anybody.

#include <memory>
#include <string>
#include <vector>

#include "base/virtual_loop.h"
#include "http/exchange.h"
#include "service/gate_keeper.h"
#include "service/ports/barrier.h"
#include "service/ports/device_push.h"
#include "service/ports/http_client.h"

namespace cleangate::tests {

inline constexpr std::string_view kVirtualPlant = "0190a000-0000-7000-8000-000000000001";
[[nodiscard]] SigningKey virtual_key();
/// What device::make_sighting hashes with.
inline constexpr std::string_view kMessageKey = "message key of the virtual plant";

/// What surrounds the plant; every call comes on its loop.
class Outside {
 public:
  virtual ~Outside() = default;
  /// The driver was told to open by the make's command path.
  virtual void commanded(const service::OpenCommand& command) = 0;
  /// A request to a camera (barrierGate, openStrobe, position). `done` as HttpClient has it.
  virtual void request(const service::OutgoingRequest& request, service::HttpClient::Done done) = 0;
  /// A passage waits for a guard.
  virtual void held(const std::string& passage, const std::string& lane) = 0;
  /// How long the next commit takes.
  virtual Milliseconds commit_takes() = 0;
};

class VirtualPlant {
 public:
  struct Disk {
    std::string database;  ///< path of cleangate.db
    std::string vfs;       ///< "" = the system's files
  };
  /// As `serve` does: opens the log (`create`: makes it), reads memory state, recovers.
  /// Errors: the store's. `outside` must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<VirtualPlant>> start(const Disk& disk, bool create,
                                                                   WallTime now, std::uint64_t seed,
                                                                   Outside& outside);
  ~VirtualPlant();
  VirtualPlant(const VirtualPlant&) = delete;
  VirtualPlant& operator=(const VirtualPlant&) = delete;

  void push(service::DeviceMessage message, service::DevicePush::Respond respond);
  [[nodiscard]] service::GateKeeper& keeper();
  [[nodiscard]] service::Plant& plant();
  /// A board joins, and the program's own watch of what takes effect begins.
  void watch(const std::shared_ptr<http::LiveClient>& board);
  /// Runs one task that falls due until `until`, moving time to it. False when there is none.
  bool step(MonotonicTime until);
  /// Runs all until then, and stands there.
  void advance_to(MonotonicTime until);
  [[nodiscard]] VirtualLoop& loop();

 private:
  struct Parts;
  explicit VirtualPlant(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace cleangate::tests
