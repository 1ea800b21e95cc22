#pragma once
// The plant's own settings, its gates, lanes and devices (企业, 出入口, 车道, 设备).

#include "service/plant.h"

namespace cleangate::service {

/// `old` with the members of `body`, as the plant's settings may be. Errors: invalid, naming the
/// member.
[[nodiscard]] Result<Json> checked_plant(const Json& old, const Json& body, WallTime now);
void put_plant(Plant& plant, const Json& body, const Actor& actor, Reply reply);
/// {on,reason}; on: guard, off: admin.
void set_kill_switch(Plant& plant, const Json& body, const Actor& actor, Reply reply);
void add_gate(Plant& plant, const Json& body, const Actor& actor, Reply reply);
/// A new one: 409 for an id that there is.
void add_lane(Plant& plant, const Json& body, const Actor& actor, Reply reply);
/// What is named replaces the old: {mode,reason} by a guard; name, gate, direction and limits by
/// a manager. Without `mode` the lane keeps its own.
void change_lane(Plant& plant, const std::string& lane, const Json& body, const Actor& actor,
                 Reply reply);
/// A new one: 409 for an id that there is, whose camera would be shut out. Answers the push path
/// with the secret once; it is never shown again.
void add_device(Plant& plant, const Json& body, const Actor& actor, Reply reply);
/// Letters and digits that need no escaping in a URL.
[[nodiscard]] std::string make_device_secret(Random& random);

}  // namespace cleangate::service
