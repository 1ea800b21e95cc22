#pragma once
// How stages are looked up, as settings of the plant (自动查询设置). The secret is kept with the
// devices' and goes to the server it was given for only; entries say that it changed, never what
// it is.

#include "service/plant.h"
#include "service/ports/stage_lookup.h"

namespace cleangate::service {

/// Where ops.db keeps the look-up's secret: its server as username, itself as password. No device
/// can be called so.
inline constexpr std::string_view kLookupSecret = ":lookup";

/// Settings with {secret_set,status}.
[[nodiscard]] Json show_lookup(const Plant& plant, bool has_secret, Json status);

/// The adapter's settings and `secret`: a text is kept, null or "" removes it, none leaves it, as
/// long as the server stays. → the settings. Errors: invalid, naming the member.
void put_lookup(Plant& plant, const StageLookup& port, const Json& body, const LookupSecret& kept,
                const Actor& actor, Reply reply);

/// What a test of {settings?,secret?} asks with; nothing of it is kept. Errors: invalid, conflict
/// (nothing is set).
struct LookupTrial {
  Json settings;
  std::string secret;
};
[[nodiscard]] Result<LookupTrial> lookup_trial(const Plant& plant, const StageLookup& port,
                                               const Json& body, const LookupSecret& kept);

}  // namespace cleangate::service
