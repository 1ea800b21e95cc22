#pragma once
// Settings of a device, checked when they are made and not first at the gate. Pure.

#include "base/json.h"
#include "base/result.h"

namespace cleangate::service {

/// What of the body is a device's setting, in the words that are stored; secrets are not among
/// them. Errors: invalid, naming the member.
[[nodiscard]] Result<Json> checked_device(const Json& body);

/// ADDRESS or ADDRESS/BITS, IPv4 or IPv6.
[[nodiscard]] bool is_network(std::string_view text);

}  // namespace cleangate::service
