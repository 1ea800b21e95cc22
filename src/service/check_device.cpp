#include "service/check_device.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

constexpr std::size_t kMaxSettingBytes = 256;

bool is_number_up_to(std::string_view text, std::int64_t most) {
  const auto number = text.size() <= 3 ? parse_integer(text) : Result<std::int64_t>(most + 1);
  return number && *number <= most;
}

bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 3; ++part) {
    const auto dot = text.find('.');
    if (dot == text.npos || !is_number_up_to(text.substr(0, dot), 255)) return false;
    text.remove_prefix(dot + 1);
  }
  return is_number_up_to(text, 255);
}

bool is_ipv6(std::string_view text) {
  // Groups of up to four digits; "::" once stands for the groups that are missing.
  int groups = 0, gaps = 0;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ':') {
      const bool gap = text.substr(i).starts_with("::");
      if (!gap && (digits == 0 || i + 1 == text.size())) return false;
      gaps += gap ? 1 : 0;
      i += gap ? 1 : 0;
      digits = 0;
      continue;
    }
    if (std::string_view("0123456789abcdefABCDEF").find(text[i]) == std::string_view::npos ||
        ++digits > 4) {
      return false;
    }
    groups += digits == 1 ? 1 : 0;
  }
  return gaps == 0 ? groups == 8 : gaps == 1 && groups < 8;
}

Result<void> check_address(std::string_view address) {
  const auto scheme = address.find("://");
  if (!address.starts_with("http://") && !address.starts_with("https://")) {
    return fail(ErrorCode::invalid, "address: must start with http:// or https://");
  }
  const auto authority = address.substr(scheme + 3);
  if (authority.substr(0, authority.find_first_of("/?#")).find('@') != address.npos) {
    return fail(ErrorCode::invalid,
                "address: without user and password; give them as username and password, they are "
                "kept apart and never shown");
  }
  return {};
}

/// null, or a whole number from 0 to `most`.
Result<void> copy_number(Json& device, const Json& value, std::string_view key, std::int64_t most) {
  if (value.is_null()) return {};
  const auto number = value.integer();
  if (!number || *number < 0 || *number > most) {
    return fail(ErrorCode::invalid,
                std::string(key) + ": must be a whole number from 0 to " + std::to_string(most));
  }
  device.set(key, *number);
  return {};
}

Result<Json> checked_display(const Json& display) {
  Json kept = Json::object({{"kind", TRY(one_of(display, "kind", {"fk"}))},
                            {"via", TRY(one_of(display, "via", {"serial_data"}))}});
  TRY(copy_number(kept, display["port"], "port", 1));
  return kept;
}

}  // namespace

bool is_network(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = text.substr(0, slash);
  const bool is_four = is_ipv4(address);
  if (!is_four && !is_ipv6(address)) return false;
  return slash == text.npos || is_number_up_to(text.substr(slash + 1), is_four ? 32 : 128);
}

Result<Json> checked_device(const Json& body) {
  TRY(must_be_object(body));
  Json device = Json::object({{"id", TRY(required_id(body))}});
  device.set("kind", TRY(one_of(body, "kind", {"hikvision", "vzenith", "dahua-itsapi"})));
  device.set("lane", TRY(required_text(body, "lane")));
  for (const auto key : {"direction", "address", "network", "name", "barrier_path"}) {
    const auto text = TRY(optional_text(body, key, kMaxSettingBytes));
    if (!text.empty()) device.set(key, text);
  }
  if (device["direction"].text()) TRY(one_of(device, "direction", {"in", "out"}));
  if (device["barrier_path"].text()) {
    TRY(one_of(device, "barrier_path", {"parking", "entrance", "traffic", "output"}));
  }
  if (const auto address = device["address"].text()) TRY(check_address(*address));
  if (const auto network = device["network"].text(); network && !is_network(*network)) {
    return fail(ErrorCode::invalid, "network: must be an address or a network like 192.168.1.0/24");
  }
  TRY(copy_number(device, body["channel"], "channel", kMaxDeviceChannel));
  if (body["display"].is_null()) return device;
  auto display = checked_display(body["display"]);
  if (!display) return std::unexpected(with_context(display.error(), "display"));
  device.set("display", *std::move(display));
  return device;
}

}  // namespace cleangate::service
