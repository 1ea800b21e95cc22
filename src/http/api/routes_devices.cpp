#include "base/json.h"
#include "http/api/binder.h"

namespace cleangate::http {
namespace {

Response not_here() { return problem(404, "nothing here"); }

/// "/NotificationInfo/TollgateInfo" of what stands below the secret.
std::string below(std::string_view rest) { return rest.empty() ? "" : "/" + std::string(rest); }

/// 10.0.0.0/8 or a plain address; IPv4 only, as cameras are.
bool in_network(std::string_view network, std::string_view address) {
  const auto slash = network.find('/');
  if (slash == std::string_view::npos) return network == address;
  const auto parse = [](std::string_view text) -> std::optional<std::uint32_t> {
    std::uint32_t value = 0, part = 0, dots = 0;
    for (const char c : text) {
      if (c == '.') {
        value = value << 8 | part;
        part = 0;
        ++dots;
      } else if (c >= '0' && c <= '9' && part < 256) {
        part = part * 10 + static_cast<std::uint32_t>(c - '0');
      } else {
        return std::nullopt;
      }
    }
    return dots == 3 && part < 256 ? std::optional(value << 8 | part) : std::nullopt;
  };
  const auto base = parse(network.substr(0, slash));
  const auto host = parse(address);
  const int bits = std::atoi(std::string(network.substr(slash + 1)).c_str());
  if (!base || !host || bits < 0 || bits > 32) return false;
  const std::uint32_t mask = bits == 0 ? 0 : ~std::uint32_t{0} << (32 - bits);
  return (*base & mask) == (*host & mask);
}

void deliver(Api::Parts& parts, const service::DeviceConfig& device, std::string path,
             Request request, Respond respond) {
  const auto network = device.json["network"].text();
  if (network && !in_network(*network, request.peer_address)) return respond(not_here());
  service::DeviceMessage message;
  message.device = device.id;
  message.kind = device.kind;
  message.path = std::move(path);
  message.content_type = request.headers.get("Content-Type");
  message.body = std::move(request.body);
  message.received = request.received_wall;
  message.received_monotonic = request.received;
  message.is_closed = [closed = request.connection_closed] { return closed && *closed; };
  parts.devices.push(std::move(message), [respond = std::move(respond)](
                                             service::DeviceReply reply, auto after) mutable {
    Response response;
    response.status = reply.status;
    response.headers.set("Content-Type", std::move(reply.content_type));
    response.body = std::move(reply.body);
    respond(std::move(response), std::move(after));
  });
}

}  // namespace

void Api::Binder::bind_devices() {
  const std::string reason = "the secret stands in the path: cameras cannot send a header";
  router.add(
      {"devicePush", "POST", "/device/{device}/{secret}/{rest*}", Role::device, reason},
      [parts = &parts](Request request, Respond respond) {
        const std::string id(request.parameter("device"));
        const bool right = parts->access.is_device(id, request.parameter("secret"));
        // Wrong device and wrong secret answer alike.
        if (!right) return respond(not_here());
        auto path = below(request.parameter("rest"));
        parts->plant.executor.post([parts, id, path = std::move(path),
                                    request = std::move(request),
                                    respond = std::move(respond)]() mutable {
          const auto* device = parts->plant.state.device(id);
          if (!device) return respond(not_here());
          parts->queries.post([parts, device = *device, path = std::move(path),
                               request = std::move(request),
                               respond = std::move(respond)]() mutable {
            deliver(*parts, device, std::move(path), std::move(request), std::move(respond));
          });
        });
      });
  router.add({"itsapiPush", "POST", "/NotificationInfo/{rest*}", Role::device,
              "ITSAPI's path is fixed: DeviceID and source network stand for the secret"},
             [parts = &parts](Request request, Respond respond) {
               auto body = parse_json(request.body);
               std::string id;
               if (body) id = (*body)["DeviceID"].text().value_or("");
               if (body && id.empty()) {
                 id = (*body)["Picture"]["SnapInfo"]["DeviceID"].text().value_or("");
               }
               parts->plant.executor.post([parts, id, request = std::move(request),
                                           respond = std::move(respond)]() mutable {
                 const auto* device = parts->plant.state.device(id);
                 const bool open = device && device->json["network"].text().has_value();
                 if (!open) return respond(not_here());
                 auto path = request.path;
                 deliver(*parts, *device, std::move(path), std::move(request),
                         std::move(respond));
               });
             });
}

}  // namespace cleangate::http
