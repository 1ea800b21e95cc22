#pragma once
// The device side of a Hikvision or Dahua camera on a real socket: what its barrier is ordered by
// HTTP with Digest. It can be taken off the network and put back at the same address.

#include <memory>
#include <string>

#include "base/time.h"
#include "http/server.h"
#include "sim/fake_devices.h"
#include "sim/scenario.h"

namespace cleangate::tests {

inline constexpr const char* kCameraUser = "admin";
inline constexpr const char* kCameraPassword = "camera-1";

class CameraDevice {
 public:
  /// Listens at once. Vzenith has no such side: throws.
  explicit CameraDevice(sim::Make make);
  ~CameraDevice();
  CameraDevice(const CameraDevice&) = delete;
  CameraDevice& operator=(const CameraDevice&) = delete;

  void switch_off();
  void switch_on();  ///< at the address it had
  [[nodiscard]] std::string address() const;
  [[nodiscard]] sim::FakeCounts counts() const;

 private:
  [[nodiscard]] sim::FakeReply handle(const sim::FakeRequest& request);

  SystemClock clock_;
  sim::Make make_;
  sim::FakeHikvision hikvision_{kCameraUser, kCameraPassword};
  sim::FakeDahua dahua_{kCameraUser, kCameraPassword};
  std::uint16_t port_ = 0;
  std::unique_ptr<http::Server> server_;
};

}  // namespace cleangate::tests
