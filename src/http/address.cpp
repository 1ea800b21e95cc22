#include "http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "base/text.h"

namespace cleangate::http {
namespace {

using Bytes16 = std::array<std::uint8_t, 16>;

/// IPv4 as ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2).
std::optional<Bytes16> to_bytes(std::string_view host) {
  const std::string text(host.substr(0, host.find('%')));
  Bytes16 out{};
  if (inet_pton(AF_INET6, text.c_str(), out.data()) == 1) return out;
  out = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (inet_pton(AF_INET, text.c_str(), out.data() + 12) == 1) return out;
  return std::nullopt;
}

bool is_v4(const Bytes16& b) {
  static constexpr std::uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::memcmp(b.data(), kMapped, sizeof kMapped) == 0;
}

}  // namespace

Result<Address> parse_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return fail(ErrorCode::invalid, "an address is HOST:PORT, as in 127.0.0.1:8080");
  }
  const auto port = parse_integer(text.substr(colon + 1));
  if (!port || *port > 65535) return fail(ErrorCode::invalid, "the port must be 0 to 65535");
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return fail(ErrorCode::invalid, "an IPv6 address stands in brackets, as in [::1]:8080");
  }
  if (host.empty()) host = "0.0.0.0";
  if (host == "localhost") host = "127.0.0.1";
  if (!to_bytes(host)) {
    return fail(ErrorCode::invalid, "listen on a literal address, not on a name");
  }
  return Address{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::string to_text(const Address& address) {
  const bool v6 = address.host.find(':') != std::string::npos;
  return (v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

bool is_loopback(std::string_view host) {
  const auto b = to_bytes(host);
  if (!b) return false;
  if (is_v4(*b)) return (*b)[12] == 127;
  Bytes16 loopback{};
  loopback[15] = 1;
  return *b == loopback;
}

bool is_private(std::string_view host) {
  const auto b = to_bytes(host);
  if (!b) return false;
  if (is_loopback(host)) return true;
  if (!is_v4(*b)) {
    return ((*b)[0] & 0xfe) == 0xfc || ((*b)[0] == 0xfe && ((*b)[1] & 0xc0) == 0x80);
  }
  const std::uint8_t first = (*b)[12], second = (*b)[13];
  return first == 10 || (first == 172 && (second & 0xf0) == 16) ||
         (first == 192 && second == 168) || (first == 100 && (second & 0xc0) == 64) ||
         (first == 169 && second == 254);
}

bool is_in_network(std::string_view host, std::string_view network) {
  const auto slash = network.find('/');
  const auto address = to_bytes(host);
  const auto base = to_bytes(network.substr(0, slash));
  if (!address || !base || is_v4(*address) != is_v4(*base)) return false;
  if (slash == std::string_view::npos) return *address == *base;
  const std::size_t mapped = is_v4(*base) ? 96 : 0;  // bits before an IPv4 address
  const auto given = parse_integer(network.substr(slash + 1));
  if (!given || static_cast<std::size_t>(*given) > 128 - mapped) return false;
  const std::size_t bits = static_cast<std::size_t>(*given) + mapped;
  const auto whole = static_cast<std::ptrdiff_t>(bits / 8);
  if (!std::equal(address->begin(), address->begin() + whole, base->begin())) return false;
  if (bits % 8 == 0) return true;
  const unsigned mask = 0xff00u >> (bits % 8) & 0xffu;
  return (((*address)[bits / 8] ^ (*base)[bits / 8]) & mask) == 0;
}

bool is_every_address(std::string_view host) {
  const auto b = to_bytes(host);
  if (!b) return false;
  if (is_v4(*b)) return (*b)[12] == 0 && (*b)[13] == 0 && (*b)[14] == 0 && (*b)[15] == 0;
  return *b == Bytes16{};
}

}  // namespace cleangate::http
