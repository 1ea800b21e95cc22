#pragma once
// The simulator's look-up service on a real socket, for whole-program tests.

#include <memory>
#include <string>

#include "base/run_loop.h"
#include "http/server.h"
#include "sim/fake_lookup.h"

namespace cleangate::tests {

class LookupService {
 public:
  explicit LookupService(std::vector<sim::SimVehicle> vehicles);
  ~LookupService();
  LookupService(const LookupService&) = delete;
  LookupService& operator=(const LookupService&) = delete;
  /// What PUT /api/v1/lookup takes.
  [[nodiscard]] Json settings() const;
  sim::FakeLookup fake;

 private:
  SystemClock clock_;
  RunLoop later_{"look-up"};
  http::Server server_{
      clock_, http::ServerOptions{.threads = 1, .stop_timeout = std::chrono::milliseconds{500}}};
  std::string address_;
};

}  // namespace cleangate::tests
