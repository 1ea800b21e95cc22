#pragma once
// Where drivers reach their page (扫码登记): one address for the board's code, the posters and
// whoever prints one. Pure.

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace cleangate::service {

/// A public_url as it is kept: http(s)://host[:port][/path], without a slash at its end and
/// without the page's own "/q". Errors: invalid (another scheme, no host, a query, a fragment).
[[nodiscard]] Result<std::string> checked_public_url(std::string_view url);
/// The address a code leads to, of a plant's facts; `gate`: an id, empty: none in particular.
/// Empty: the plant has no public_url that is one.
[[nodiscard]] std::string driver_address(const Json& plant, std::string_view gate = {});

}  // namespace cleangate::service
