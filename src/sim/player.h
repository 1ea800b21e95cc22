#pragma once
// Plays a seeded day against a running server, over real HTTP through the outgoing port. play()
// blocks its caller; it starts one thread a lane and one a Vzenith camera and ends them all. It
// reads no clock but the one given, and writes no file.

#include <atomic>
#include <cstdint>
#include <map>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "service/ports/http_client.h"
#include "sim/scenario.h"

namespace cleangate::sim {

struct PlayOptions {
  std::string target;         ///< of the API, such as http://127.0.0.1:8080
  std::string device_target;  ///< of the device listener; "" = target
  std::string token;          ///< bearer token of an administrator
  double speed = 60;          ///< × real time; 0 = as fast as the answers come
  std::uint64_t seed = 7;
  std::size_t passages = 2000;
  std::size_t vehicles = 300;
  Milliseconds begin{};  ///< of the day: what came earlier is left out
  bool set_up = true;    ///< gate, lanes, devices, vehicles, plan and board first
  std::vector<LaneSpec> lanes = default_lanes();
  /// Addresses of fake devices by make; a make without one gets none.
  std::map<Make, std::string> device_addresses = {};
  std::string device_username = "admin";
  std::string device_password = "simulated-1";
  /// Settings of a look-up, as PUT /api/v1/lookup takes them; null: none is set up.
  Json lookup = {};
  /// Set by another thread: play() returns soon.
  const std::atomic<bool>* stop = nullptr;
};

struct PlayReport {
  std::uint64_t sent = 0;
  std::uint64_t opened = 0;        ///< answers that opened
  std::uint64_t closed = 0;        ///< answers that did not
  std::uint64_t failed = 0;        ///< no answer, or a status other than 200
  std::uint64_t comet_opened = 0;  ///< polls whose answer opened
  double p50_ms = 0, p99_ms = 0;   ///< of the answers
  std::string first_failure;       ///< "" = none
};
[[nodiscard]] std::string to_text(const PlayReport& report);

/// Errors: those of the set-up (denied: token), with the step that failed. Failures of single
/// messages are counted only.
[[nodiscard]] Result<PlayReport> play(const PlayOptions& options, service::HttpClient& http,
                                      const Clock& clock);

}  // namespace cleangate::sim
