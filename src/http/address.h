#pragma once
// Listening addresses as text and as what they mean. Pure; resolves no names.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cleangate::http {

struct Address {
  std::string host;  ///< a literal IPv4 or IPv6 address, without brackets
  std::uint16_t port = 0;
};

/// "127.0.0.1:8080", "[::1]:8080", "localhost:8080", ":8080" (every address). Errors: invalid.
[[nodiscard]] Result<Address> parse_address(std::string_view text);
[[nodiscard]] std::string to_text(const Address& address);

/// 127.0.0.0/8 and ::1 (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3).
[[nodiscard]] bool is_loopback(std::string_view host);
/// Loopback, RFC 1918 private, RFC 6598 shared, RFC 3927 / RFC 4291 link-local, RFC 4193 unique
/// local. Anything else, and what is no address, is not.
[[nodiscard]] bool is_private(std::string_view host);
/// `network`: an address, or one with a prefix length ("192.168.1.0/24", "fd00::/8"). What cannot
/// be read contains nothing.
[[nodiscard]] bool is_in_network(std::string_view host, std::string_view network);
/// 0.0.0.0 and ::.
[[nodiscard]] bool is_every_address(std::string_view host);

}  // namespace cleangate::http
