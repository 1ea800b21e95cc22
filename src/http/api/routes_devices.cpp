#include "base/json.h"
#include "http/address.h"
#include "http/api/binder.h"

namespace cleangate::http {
namespace {

Response not_here() {
  return problem(404, "there is nothing at this address");
}

/// "/NotificationInfo/TollgateInfo" of what stands below the secret.
std::string below(std::string_view rest) {
  return rest.empty() ? "" : "/" + std::string(rest);
}

/// Decodes and answers: milliseconds of work for a large message, so on an I/O thread.
void deliver(Api::Parts& parts, const service::DeviceConfig& device, std::string path,
             Request request, Respond respond) {
  const auto network = device.json["network"].text();
  if (network && !is_in_network(request.peer_address, *network)) return respond(not_here());
  service::DeviceMessage message;
  message.device = device.id;
  message.kind = device.kind;
  message.path = std::move(path);
  message.content_type = request.headers.get("Content-Type");
  message.body = std::move(request.body);
  message.received = request.received_wall;
  message.received_monotonic = request.received;
  message.is_closed = [closed = request.connection_closed] { return closed && *closed; };
  parts.devices.push(std::move(message), [respond = std::move(respond)](service::DeviceReply reply,
                                                                        auto after) mutable {
    Response response;
    response.status = reply.status;
    response.headers.set("Content-Type", std::move(reply.content_type));
    response.body = std::move(reply.body);
    respond(std::move(response), std::move(after));
  });
}

Response too_many() {
  Response response = problem(429, "too many messages; slow down");
  response.headers.set("Retry-After", "1");
  return response;
}

/// The device as configured is known on the plant's executor only; then back to an I/O thread.
void find_and_deliver(Api::Parts& parts, std::string id, bool by_network, std::string path,
                      Request request, Respond respond) {
  parts.plant.executor.post([&parts, by_network, id = std::move(id), path = std::move(path),
                             request = std::move(request), respond = std::move(respond)]() mutable {
    const auto* device = parts.plant.state.device(id);
    const bool open = device && (!by_network || (device->kind == "dahua-itsapi" &&
                                                 device->json["network"].text().has_value()));
    if (!open) return respond(not_here());
    respond.resume([&parts, device = *device, path = std::move(path),
                    request = std::move(request)](Respond again) mutable {
      deliver(parts, device, std::move(path), std::move(request), std::move(again));
    });
  });
}

/// Whether a wrong secret from there may be the device's own. One of which neither network nor
/// address is known yet is being set up: then any may.
bool may_be_device(const service::DeviceConfig& device, const DeviceWatch::Seen& seen,
                   const std::string& peer) {
  if (const auto network = device.json["network"].text()) return is_in_network(peer, *network);
  return seen.address.empty() || seen.address == peer;
}

/// For whoever sets the device up; only of devices that exist, so that guesses fill nothing.
void note_wrong_secret(Api::Parts& parts, Api::Shared& all, const std::string& id,
                       const std::string& peer) {
  parts.plant.executor.post([&parts, &all, id, peer, at = parts.plant.clock.wall()] {
    const auto* device = parts.plant.state.device(id);
    if (device && may_be_device(*device, all.watch.find(id), peer)) all.watch.wrong_secret(id, at);
  });
}

void note_right_secret(Api::Parts& parts, Api::Shared& all, const std::string& id,
                       std::string_view path, const Request& request) {
  const auto make = make_of(path, request.body);
  parts.plant.executor.post(
      [&parts, &all, id, make, peer = request.peer_address, at = request.received_wall] {
        const auto* device = parts.plant.state.device(id);
        if (device) all.watch.right_secret(id, at, make == device->kind ? "" : make, peer);
      });
}

/// Wrong device and wrong secret answer alike, and guessing is slow.
void by_secret(Api::Parts& parts, Api::Shared& all, Request request, Respond respond) {
  const auto now = parts.plant.clock.monotonic();
  const std::string id = named(request, "device");
  // No device is called so, and what guesses leave behind must stay small.
  if (id.size() > kMaxDeviceIdBytes) return respond(not_here());
  const std::string guesser = request.peer_address + "/" + id;
  if (!all.wrong_secrets.has(guesser, now)) return respond(too_many());
  if (!parts.access.is_device(id, request.parameter("secret"))) {
    (void)all.wrong_secrets.take(guesser, now);
    note_wrong_secret(parts, all, id, request.peer_address);
    return respond(not_here());
  }
  if (!all.device_messages.take(id, now)) return respond(too_many());
  auto path = below(request.parameter("rest"));
  note_right_secret(parts, all, id, path, request);
  find_and_deliver(parts, id, false, std::move(path), std::move(request), std::move(respond));
}

void by_device_id(Api::Parts& parts, Api::Shared& all, Request request, Respond respond) {
  if (!all.device_messages.take(request.peer_address, parts.plant.clock.monotonic())) {
    return respond(too_many());
  }
  // Before anything is parsed: a stranger's body must cost nothing.
  if (!parts.takes_bare_push(request.peer_address)) return respond(not_here());
  const auto body = parse_json(request.body).value_or(Json());
  std::string id(body["DeviceID"].text().value_or(""));
  if (id.empty()) id = body["Picture"]["SnapInfo"]["DeviceID"].text().value_or("");
  auto path = request.path;
  find_and_deliver(parts, std::move(id), true, std::move(path), std::move(request),
                   std::move(respond));
}

}  // namespace

void Api::Binder::bind_devices() {
  router.add({"devicePush", "POST", "/device/{device}/{secret}/{rest*}", Role::device,
              "the secret stands in the path: cameras cannot send a header"},
             [parts = &parts, all = &shared](Request request, Respond respond) {
               by_secret(*parts, *all, std::move(request), std::move(respond));
             });
  router.add({"itsapiPush", "POST", "/NotificationInfo/{rest*}", Role::device,
              "ITSAPI's path is fixed: DeviceID and source network stand for the secret"},
             [parts = &parts, all = &shared](Request request, Respond respond) {
               by_device_id(*parts, *all, std::move(request), std::move(respond));
             });
}

}  // namespace cleangate::http
