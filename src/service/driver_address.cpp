#include "service/driver_address.h"

#include <algorithm>

namespace cleangate::service {
namespace {

constexpr std::string_view kPage = "/q";

/// RFC 3986 section 3, without what a code on a wall must not hold: a query, a fragment, a name
/// and password.
bool may_stand_in_url(char c) {
  return c > ' ' && c != '\x7f' && std::string_view(R"(?#@"<>\^`{|})").find(c) == std::string::npos;
}

}  // namespace

Result<std::string> checked_public_url(std::string_view url) {
  const auto bad = [] {
    return fail(ErrorCode::invalid,
                "public_url: must be http://… or https://… without ? and #, e.g. "
                "https://gate.example.cn");
  };
  std::size_t host = 0;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (url.starts_with(scheme)) host = scheme.size();
  }
  if (host == 0 || !std::ranges::all_of(url, may_stand_in_url)) return bad();
  while (url.ends_with('/')) url.remove_suffix(1);
  if (url.size() > host && url.ends_with(kPage)) url.remove_suffix(kPage.size());
  // What is left of "https:///q" names no host.
  if (url.size() <= host || url[host] == '/' || url[host] == ':') return bad();
  return std::string(url);
}

std::string driver_address(const Json& plant, std::string_view gate) {
  // What an older version has logged was not checked.
  const auto url = checked_public_url(plant["public_url"].text().value_or(""));
  if (!url) return {};
  std::string out = *url + std::string(kPage);
  if (!gate.empty()) out += "?g=" + std::string(gate);
  return out;
}

}  // namespace cleangate::service
