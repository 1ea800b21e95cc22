#include "base/text.h"
#include "domain/ledger/projections/tables.h"
#include "http/api/binder.h"
#include "http/api/device_words.h"
#include "service/configure_plant.h"
#include "service/manage_device.h"
#include "service/show_passage.h"

namespace cleangate::http {
namespace {

using service::Plant;
namespace table = ledger::passages;

constexpr std::size_t kLaneRows = 50;  // looked at for a device's last passage and movement

struct Subject {
  service::DeviceConfig config;
  DeviceKnown known;
};

/// Plant's executor.
Subject subject_of(const Api::Parts& parts, const DeviceWatch& watch,
                   const service::DeviceConfig& config) {
  return {config, known_of(parts, watch, config)};
}

/// {url,scheme,host,port,path} as a camera's menu asks for them. `path` holds the secret once.
Json push_json(const Api::Parts& parts, const Request& request, const std::string& path) {
  Json base = parts.push_address ? parts.push_address() : Json();
  std::string host(base["host"].text().value_or(""));
  if (host.empty()) {
    // The address by which this person reached the server is one the camera may use, too.
    host = std::string(request.headers.get("Host"));
    if (const auto colon = host.rfind(':'); colon != host.npos && !host.ends_with(']')) {
      host.resize(colon);
    }
  }
  const std::string scheme(base["scheme"].text().value_or("http"));
  const auto port = base["port"].integer().value_or(80);
  return Json::object({{"url", scheme + "://" + host + ":" + std::to_string(port) + path},
                       {"scheme", scheme},
                       {"host", host},
                       {"port", port},
                       {"path", path}});
}

struct LaneFacts {
  std::optional<ledger::Row> passage;  ///< the device's last
  Json movement_seen_at;
};

Result<LaneFacts> lane_facts(service::Queries& queries, const service::DeviceConfig& config) {
  service::PassageFilter filter;
  filter.lane = config.lane;
  filter.limit = kLaneRows;
  LaneFacts out;
  const auto rows = TRY(queries.passages(filter));
  for (const auto& row : rows) {
    if (ledger::text(row[table::kDevice]) != config.id) continue;
    if (!out.passage) out.passage = row;
    if (out.movement_seen_at.is_null() && ledger::text(row[table::kActuation]) == "moved") {
      out.movement_seen_at = to_rfc3339(from_unix_ms(ledger::integer(row[table::kAt])));
    }
  }
  return out;
}

Json time_or_null(const std::optional<WallTime>& time) {
  return time ? Json(to_rfc3339(*time)) : Json();
}

Result<Json> show_device(Api::Parts& parts, const Request& request, Subject subject, WallTime now) {
  const auto facts = TRY(lane_facts(parts.plant.queries, subject.config));
  auto& known = subject.known;
  known.has_passage = facts.passage.has_value();
  Json out = subject.config.json;
  return out.set("state", device_state_word(known, now))
      .set("last_message_at", time_or_null(known.last_message))
      .set("clock_offset_ms", Json(known.clock_offset_ms))
      .set("movement_seen_at", facts.movement_seen_at)
      .set("problem", device_problem(known, now))
      .set("push", push_json(parts, request, "/device/" + subject.config.id + "/…"));
}

void list_devices(Api::Parts& parts, const DeviceWatch& watch, Request request, Respond respond) {
  parts.plant.executor.post(
      [&parts, &watch, request = std::move(request), respond = std::move(respond)]() mutable {
        std::vector<Subject> subjects;
        for (const auto& [id, device] : parts.plant.state.devices()) {
          subjects.push_back(subject_of(parts, watch, device));
        }
        parts.queries.post([&parts, now = parts.plant.clock.wall(), subjects = std::move(subjects),
                            request = std::move(request), respond = std::move(respond)]() mutable {
          Json items = Json::array();
          for (auto& subject : subjects) {
            auto shown = show_device(parts, request, std::move(subject), now);
            if (!shown) return respond(problem(shown.error()));
            items.push(*std::move(shown));
          }
          respond(json_response(whole_page(std::move(items))));
        });
      });
}

/// What the step "connect the camera" of the set-up shows each second.
Result<Json> heard(Api::Parts& parts, Subject subject, WallTime now) {
  auto& known = subject.known;
  const auto facts = TRY(lane_facts(parts.plant.queries, subject.config));
  known.has_passage = facts.passage.has_value();
  const Json checks = device_checks(known);
  bool wrong = false;
  for (const Json& check : checks.items()) wrong = wrong || check["ok"].boolean() == false;
  Json passage, photo;
  if (facts.passage) {
    passage = service::show_passage(*facts.passage, parts.plant.state.rules().find_pack());
    for (const Json& each : passage["photos"].items()) {
      if (photo.is_null()) photo = each["url"];
    }
  }
  const bool connected = known.last_message || known.has_passage;
  return Json::object({{"state", wrong       ? "wrong"
                                 : connected ? "connected"
                                             : "waiting"},
                       {"since", to_rfc3339(known.seen.listening_since.value_or(now))},
                       {"checks", checks},
                       {"photo_url", std::move(photo)},
                       {"passage", std::move(passage)}});
}

void listen_to(Api::Parts& parts, DeviceWatch& watch, const Request& request, Respond respond) {
  parts.plant.executor.post(
      [&parts, &watch, id = named(request, "id"), respond = std::move(respond)]() mutable {
        const auto* device = parts.plant.state.device(id);
        if (!device) return respond(problem({ErrorCode::not_found, "there is no device " + id}));
        const auto now = parts.plant.clock.wall();
        watch.listen(id, now);
        auto subject = subject_of(parts, watch, *device);
        parts.queries.post(
            [&parts, now, subject = std::move(subject), respond = std::move(respond)]() mutable {
              auto shown = heard(parts, std::move(subject), now);
              respond(shown ? json_response(*shown) : problem(shown.error()));
            });
      });
}

Json probed(const Result<service::IncomingResponse>& answer, std::int64_t ms) {
  Json out = Json::object({{"reachable", answer.has_value()}, {"ms", ms}});
  if (answer || answer.error().code == ErrorCode::denied) {
    out.set("reachable", true);
    const bool denied = !answer || answer->status == 401 || answer->status == 403;
    return out.set("detail", denied ? both("设备有应答，但用户名或密码不对",
                                           "the device answers, but name or password is wrong")
                                    : both("设备有应答", "the device answers"));
  }
  const bool late = answer.error().code == ErrorCode::timeout;
  return out.set("detail", late ? both("设备没有在时限内应答，请检查地址和网线",
                                       "no answer in time: check address and cable")
                                : both("连不上设备：" + answer.error().message,
                                       "cannot connect: " + answer.error().message));
}

void probe(Api::Parts& parts, const Request& request, Respond respond) {
  parts.plant.executor.post(
      [&parts, id = named(request, "id"), respond = std::move(respond)]() mutable {
        const auto* device = parts.plant.state.device(id);
        if (!device) return respond(problem({ErrorCode::not_found, "there is no device " + id}));
        const std::string address(device->json["address"].text().value_or(""));
        if (address.empty() || !parts.client) {
          return respond(problem({ErrorCode::conflict, "address: the device has none to ask"}));
        }
        service::OutgoingRequest ask;
        ask.url = address;
        if (const auto secrets = parts.access.secrets_of(id)) {
          ask.username = secrets->username;
          ask.password = secrets->password;
        }
        const auto begun = parts.plant.clock.monotonic();
        parts.client->send(std::move(ask), [&parts, begun, respond = std::move(respond)](
                                               Result<service::IncomingResponse> answer) mutable {
          const auto took =
              std::chrono::duration_cast<Milliseconds>(parts.plant.clock.monotonic() - begun);
          respond(json_response(probed(answer, took.count())));
        });
      });
}

/// Adds how the camera reaches us to an answer that shows the push path.
service::Reply with_push(const Api::Parts& parts, const Request& request, service::Reply reply) {
  return [&parts, request, reply = std::move(reply)](Result<Json> answer) mutable {
    if (answer) {
      const std::string path((*answer)["push_path"].text().value_or(""));
      answer->set("push", push_json(parts, request, path));
    }
    reply(std::move(answer));
  };
}

}  // namespace

DeviceKnown known_of(const Api::Parts& parts, const DeviceWatch& watch,
                     const service::DeviceConfig& device) {
  DeviceKnown out;
  out.kind = device.kind;
  out.seen = watch.find(device.id);
  const Json state = parts.device_state ? parts.device_state(device.id) : Json();
  if (const auto at = state["last_message"].text()) {
    if (const auto time = parse_rfc3339(*at)) out.last_message = *time;
  }
  out.last_kind = state["kind"].text().value_or("");
  out.clock_offset_ms = state["clock_offset_ms"].integer();
  return out;
}

void Api::Binder::bind_device_setup() {
  router.add({"listDevices", "GET", "/api/v1/devices", Role::viewer},
             [parts = &parts, all = &shared](Request request, Respond respond) {
               list_devices(*parts, all->watch, std::move(request), std::move(respond));
             });
  write(
      {"createDevice", "POST", "/api/v1/devices", Role::manager}, 201,
      [parts = &parts](Plant& plant, const Request& request, const Json& body, const auto& actor,
                       auto reply) {
        service::add_device(plant, body, actor, with_push(*parts, request, std::move(reply)));
      },
      true);
  write(
      {"changeDevice", "PATCH", "/api/v1/devices/{id}", Role::manager}, 200,
      [](Plant& plant, const Request& request, const Json& body, const auto& actor, auto reply) {
        service::change_device(plant, named(request, "id"), body, actor, std::move(reply));
      },
      true);
  write(
      {"removeDevice", "DELETE", "/api/v1/devices/{id}", Role::manager}, 200,
      [all = &shared](Plant& plant, const Request& request, const Json&, const auto& actor,
                      auto reply) {
        all->watch.forget(named(request, "id"));
        service::remove_device(plant, named(request, "id"), actor, std::move(reply));
      },
      true);
  write(
      {"rotateDeviceSecret", "POST", "/api/v1/devices/{id}/secret", Role::manager}, 200,
      [parts = &parts](Plant& plant, const Request& request, const Json&, const auto& actor,
                       auto reply) {
        service::rotate_device_secret(plant, named(request, "id"), actor,
                                      with_push(*parts, request, std::move(reply)));
      },
      true);
  router.add({"probeDevice", "POST", "/api/v1/devices/{id}/probe", Role::manager},
             [parts = &parts](Request request, Respond respond) {
               probe(*parts, request, std::move(respond));
             });
  router.add({"listenToDevice", "GET", "/api/v1/devices/{id}/listen", Role::manager},
             [parts = &parts, all = &shared](Request request, Respond respond) {
               listen_to(*parts, all->watch, request, std::move(respond));
             });
}

}  // namespace cleangate::http
