#include "http/api/cookie.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"

namespace cleangate::http {
namespace {

constexpr std::string_view kName = "cg_session";

std::string cookie(std::string_view secret, std::chrono::seconds age, bool secure) {
  return fmt::format("{}={}; Max-Age={}; Path=/; HttpOnly; SameSite=Strict{}", kName, secret,
                     age.count(), secure ? "; Secure" : "");
}

}  // namespace

std::string_view session_secret(const Request& request) {
  std::string_view found;
  for (const auto& [name, value] : request.headers.all()) {
    if (!equals_ignoring_case(name, "Cookie")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!pair.starts_with(kName) || pair.substr(kName.size(), 1) != "=") continue;
      // A second one was planted by somebody: neither is to be trusted.
      if (!found.empty()) return {};
      found = pair.substr(kName.size() + 1);
    }
  }
  return found;
}

std::string session_cookie(std::string_view secret, bool secure) {
  return cookie(secret, kSessionLimit, secure);
}

std::string no_session_cookie(bool secure) {
  return cookie("", std::chrono::seconds(0), secure);
}

std::string csrf_token(std::string_view secret) {
  return to_hex(hmac_sha256(secret, "cleangate csrf"));
}

}  // namespace cleangate::http
