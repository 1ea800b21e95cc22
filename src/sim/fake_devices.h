#pragma once
// Cameras as seen by whoever opens their barrier later: Hikvision barrierGate and Dahua
// openStrobe, both behind HTTP Digest (devices.md 1.1.6, 1.1.8, 1.2.2). No sockets: a test or the
// program mounts handle() on a server of its own. Thread-safe. The passwords are for simulations.

#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cleangate::sim {

struct FakeRequest {
  std::string method, target;
  std::string authorization;  ///< the header's value; "" = none
  std::string body;
};

struct FakeReply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct FakeCounts {
  std::uint64_t opened = 0;   ///< commands to open that were taken
  std::uint64_t refused = 0;  ///< wrong credentials (a first request without any is not)
  std::uint64_t status_read = 0;
};

/// MD5, qop=auth (RFC 7616, 3.4). Each nonce lives as long as the device.
class DigestGuard {
 public:
  DigestGuard(std::string realm, std::string username, std::string password);
  [[nodiscard]] bool admits(const FakeRequest& request) const;
  [[nodiscard]] FakeReply challenge() const;

 private:
  std::string realm_, username_, password_, nonce_;
};

class FakeHikvision {
 public:
  FakeHikvision(std::string username, std::string password);
  /// PUT /ISAPI/Parking/channels/N/barrierGate; GET …/barrierGate/barrierGateStatus: 2 after
  /// open, else 1.
  [[nodiscard]] FakeReply handle(const FakeRequest& request);
  [[nodiscard]] FakeCounts counts() const;

 private:
  DigestGuard guard_;
  mutable std::mutex mutex_;  ///< guards counts_ and is_open_
  FakeCounts counts_;
  bool is_open_ = false;
};

class FakeDahua {
 public:
  FakeDahua(std::string username, std::string password);
  /// GET /cgi-bin/trafficSnap.cgi?action=openStrobe&…
  [[nodiscard]] FakeReply handle(const FakeRequest& request);
  [[nodiscard]] FakeCounts counts() const;

 private:
  DigestGuard guard_;
  mutable std::mutex mutex_;  ///< guards counts_
  FakeCounts counts_;
};

}  // namespace cleangate::sim
