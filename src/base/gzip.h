#pragma once
// Packs what is served often and made once. Any thread; never on a request's way: it takes time.

#include <string>
#include <string_view>

#include "base/result.h"

namespace cleangate {

/// RFC 1952, as small as it gets. Errors: unavailable (no memory).
[[nodiscard]] Result<std::string> gzip(std::string_view bytes);

}  // namespace cleangate
