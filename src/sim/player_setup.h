#pragma once
// Prepares a server for a simulated day: gate, lanes, cameras, vehicles, plan and board, through
// its API. Blocks. Inside the room only.

#include <string>
#include <vector>

#include "sim/player.h"

namespace cleangate::sim {

/// One exchange, answered or failed.
[[nodiscard]] Result<service::IncomingResponse> exchange(service::HttpClient& http,
                                                         service::OutgoingRequest request);

[[nodiscard]] std::string device_id(const LaneSpec& lane);
/// Known in advance, so that a day can be played again without a new set-up.
[[nodiscard]] std::string device_secret(const PlayOptions& options, const LaneSpec& lane);

/// What exists already (409) is taken as it is. Errors: denied, unavailable, invalid, with the
/// step that failed and what the server said.
[[nodiscard]] Result<void> set_up_plant(const PlayOptions& options, const Scenario& day,
                                        service::HttpClient& http);

}  // namespace cleangate::sim
