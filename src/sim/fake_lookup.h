#pragma once
// A service that is asked for emission stages, as a simulation needs it: it answers, takes its
// time, speaks of another vehicle, talks nonsense, or is down. No sockets: a test or the program
// mounts handle() on a server of its own. Thread-safe.

#include <atomic>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "sim/fake_devices.h"
#include "sim/scenario.h"

namespace cleangate::sim {

enum class LookupMood : std::uint8_t {
  answers,
  slow,     ///< after kSlowAnswer
  wrong,    ///< about another plate
  garbage,  ///< a page of HTML
  down,     ///< 503
};
/// answers | slow | wrong | garbage | down. Errors: invalid, naming them.
[[nodiscard]] Result<LookupMood> parse_mood(std::string_view word);

inline constexpr Milliseconds kSlowAnswer{30'000};

class FakeLookup {
 public:
  /// Knows these vehicles, whether they are registered at the plant or not.
  FakeLookup(LookupMood mood, std::string secret, const std::vector<SimVehicle>& vehicles);

  struct Reply {
    FakeReply reply;
    Milliseconds after{0};  ///< to be sent so much later
  };
  /// GET /stage?plate=…&colour=…, the secret in X-Key. 401 without it, 404 for who is not known.
  [[nodiscard]] Reply handle(std::string_view target, std::string_view key);
  void set_mood(LookupMood mood) { mood_ = mood; }
  [[nodiscard]] std::uint64_t asked() const { return asked_; }

 private:
  [[nodiscard]] Json answer_of(const SimVehicle& vehicle) const;

  std::atomic<LookupMood> mood_;
  const std::string secret_;
  std::unordered_map<std::string, SimVehicle> vehicles_;  // by plate
  std::atomic<std::uint64_t> asked_ = 0;
};

/// What PUT /api/v1/lookup takes for the fake at that address, the secret included.
[[nodiscard]] Json lookup_settings(const std::string& address, const std::string& secret);

}  // namespace cleangate::sim
