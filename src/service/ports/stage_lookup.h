#pragma once
// Where a vehicle's emission stage is asked for (自动查询排放阶段), as a port: a bureau's or a
// licensed vendor's service. How it is asked is data, which only the adapter understands. It never
// decides anything, and nothing of the lane waits for it.

#include <functional>
#include <string>

#include "base/hash.h"
#include "base/json.h"
#include "base/result.h"
#include "domain/vehicle/stage_source.h"
#include "domain/vehicle/vehicle.h"

namespace cleangate::service {

struct StageQuestion {
  std::string vin;    ///< empty: not known
  std::string plate;  ///< normalised
  plate::Colour colour = plate::Colour::unknown;
};

struct StageAnswer {
  bool found = false;  ///< false: the source does not know this vehicle
  /// Source, stage, document (detail), and VIN, plate and colour as the source wrote them. `at` and
  /// `who` are the caller's to set.
  vehicle::Statement statement;
  vehicle::Registered facts;  ///< what else it said; its stage says nothing
  Hash raw;                   ///< SHA-256 of the answer's bytes
};

inline constexpr std::size_t kMaxLookUpShownBytes = 16u << 10;

/// What the source sent, for a person who sets the look-up up. Never kept.
struct StageReply {
  int status = 0;    ///< of HTTP; 0: nobody answered
  std::string body;  ///< its first kMaxLookUpShownBytes, without the secret
};

/// A secret goes to the server that it was given for, and to no other.
struct LookupSecret {
  std::string server, secret;  ///< both empty: none
  [[nodiscard]] std::string for_server(std::string_view asked) const {
    return asked == server ? secret : "";
  }
};

class StageLookup {
 public:
  using Done = std::move_only_function<void(Result<StageAnswer>, StageReply)>;
  virtual ~StageLookup() = default;
  /// The settings as they are to be kept: complete, nothing unknown, no secret. Any thread.
  /// Errors: invalid, naming the member and its mend.
  [[nodiscard]] virtual Result<Json> check(const Json& settings) const = 0;
  /// "https://host:port" of checked settings; "": none.
  [[nodiscard]] virtual std::string server_of(const Json& settings) const = 0;
  /// Returns at once; the answer comes once, within the settings' time, on any thread. `settings`:
  /// what check() gave. Errors: not_found (not asked: no way to ask for what is known), invalid (an
  /// answer that cannot be read), denied, timeout, unavailable, too_large. Never names the secret.
  virtual void ask(const Json& settings, const std::string& secret, const StageQuestion& question,
                   Done done) = 0;
};

}  // namespace cleangate::service
