#pragma once
// The session cookie and the token against forged requests. Pure, any thread. The cookie holds a
// random secret, never who somebody is.

#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"

namespace cleangate::http {

/// Of `cg_session`; empty when there is none or two (RFC 6265 section 5.4 sends one of a path).
[[nodiscard]] std::string_view session_secret(const Request& request);
/// Set-Cookie: HttpOnly, SameSite=Strict, the whole site, kSessionLimit; Secure over TLS.
[[nodiscard]] std::string session_cookie(std::string_view secret, bool secure);
/// Set-Cookie that takes it away.
[[nodiscard]] std::string no_session_cookie(bool secure);
/// What a page of ours sends as X-CSRF-Token and another site cannot know: made from the secret,
/// so that nothing is stored.
[[nodiscard]] std::string csrf_token(std::string_view secret);

}  // namespace cleangate::http
