#include "sim/fake_devices.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "base/encoding.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/xml.h"

namespace cleangate::sim {
namespace {

/// name=value or name="value", comma-separated (RFC 7616, 3.4).
std::map<std::string, std::string> fields_of(std::string_view header) {
  std::map<std::string, std::string> fields;
  if (!header.starts_with("Digest ")) return fields;
  header.remove_prefix(7);
  while (!header.empty()) {
    const std::size_t equals = header.find('=');
    if (equals == std::string_view::npos) break;
    std::string name(trim(header.substr(0, equals)));
    header.remove_prefix(equals + 1);
    const bool quoted = header.starts_with('"');
    if (quoted) header.remove_prefix(1);
    const std::size_t end = std::min(header.find(quoted ? '"' : ','), header.size());
    fields.emplace(std::move(name), std::string(trim(header.substr(0, end))));
    header.remove_prefix(end);
    const std::size_t comma = header.find(',');
    header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
  }
  return fields;
}

FakeReply xml(int status, std::string body) {
  return {status,
          {{"Content-Type", "application/xml"}},
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::move(body)};
}

FakeReply hikvision_status(int status, std::string_view url, int code, std::string_view word,
                           std::string_view sub) {
  return xml(status, fmt::format("<ResponseStatus version=\"2.0\" "
                                 "xmlns=\"http://www.isapi.org/ver20/XMLSchema\">\n"
                                 "<requestURL>{}</requestURL>\n<statusCode>{}</statusCode>\n"
                                 "<statusString>{}</statusString>\n"
                                 "<subStatusCode>{}</subStatusCode>\n</ResponseStatus>\n",
                                 escape_xml(url), code, word, sub));
}

FakeReply plain(int status, std::string body) {
  return {status, {{"Content-Type", "text/plain"}}, std::move(body)};
}

}  // namespace

DigestGuard::DigestGuard(std::string realm, std::string username, std::string password)
    : realm_(std::move(realm)),
      username_(std::move(username)),
      password_(std::move(password)),
      nonce_(to_hex(sha256("nonce of " + realm_)).substr(0, 32)) {}

bool DigestGuard::admits(const FakeRequest& request) const {
  auto told = fields_of(request.authorization);
  if (told["username"] != username_ || told["realm"] != realm_ || told["nonce"] != nonce_ ||
      told["uri"] != request.target || told["qop"] != "auth") {
    return false;
  }
  const std::string secret = md5_hex(fmt::format("{}:{}:{}", username_, realm_, password_));
  const std::string action = md5_hex(fmt::format("{}:{}", request.method, request.target));
  const std::string expected = md5_hex(
      fmt::format("{}:{}:{}:{}:auth:{}", secret, nonce_, told["nc"], told["cnonce"], action));
  return equal_in_constant_time(told["response"], expected);
}

FakeReply DigestGuard::challenge() const {
  FakeReply reply = plain(401, "");
  reply.headers.emplace_back(
      "WWW-Authenticate",
      fmt::format("Digest realm=\"{}\", qop=\"auth\", nonce=\"{}\", algorithm=MD5", realm_,
                  nonce_));
  return reply;
}

FakeHikvision::FakeHikvision(std::string username, std::string password)
    : guard_("DS-TCG405-E", std::move(username), std::move(password)) {}

FakeReply FakeHikvision::handle(const FakeRequest& request) {
  const std::lock_guard lock(mutex_);
  if (!guard_.admits(request)) {
    if (!request.authorization.empty()) ++counts_.refused;
    return guard_.challenge();
  }
  const std::string_view target = request.target;
  const bool parking = target.starts_with("/ISAPI/Parking/channels/");
  if (parking && target.ends_with("/barrierGate/barrierGateStatus") && request.method == "GET") {
    ++counts_.status_read;
    return xml(200, fmt::format("<BarrierGate><barrierGateStatus>{}</barrierGateStatus>"
                                "</BarrierGate>\n",
                                is_open_ ? 2 : 1));
  }
  if (!parking || !target.ends_with("/barrierGate") || request.method != "PUT") {
    return hikvision_status(403, target, 4, "Invalid Operation", "notSupport");
  }
  const auto order = parse_xml(request.body);
  const std::string mode = order ? order->find("ctrlMode").text : "";
  if (mode != "open" && mode != "close" && mode != "lock" && mode != "unlock") {
    return hikvision_status(400, target, 6, "Invalid Content", "badXmlContent");
  }
  if (mode == "open") ++counts_.opened;
  if (mode == "open" || mode == "close") is_open_ = mode == "open";
  return hikvision_status(200, target, 1, "OK", "ok");
}

FakeCounts FakeHikvision::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

FakeDahua::FakeDahua(std::string username, std::string password)
    : guard_("Login to SIM001", std::move(username), std::move(password)) {}

FakeReply FakeDahua::handle(const FakeRequest& request) {
  const std::lock_guard lock(mutex_);
  if (!guard_.admits(request)) {
    if (!request.authorization.empty()) ++counts_.refused;
    return guard_.challenge();
  }
  const std::string_view target = request.target;
  if (!target.starts_with("/cgi-bin/trafficSnap.cgi?") || request.method != "GET") {
    return plain(404, "Error\r\nNot Found\r\n");
  }
  if (target.find("action=openStrobe&channel=") == std::string_view::npos) {
    return plain(400, "Error\r\nBad Request!\r\n");
  }
  ++counts_.opened;
  return plain(200, "OK\r\n");
}

FakeCounts FakeDahua::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace cleangate::sim
