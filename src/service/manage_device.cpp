#include "service/manage_device.h"

#include <algorithm>

#include "service/check_device.h"
#include "service/configure_plant.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

/// As stored; an empty one with that id when there is none.
Result<DeviceSecrets> secrets_of(Plant& plant, const std::string& id) {
  const auto all = TRY(plant.ops.device_secrets());
  const auto found = std::ranges::find(all, id, &DeviceSecrets::device);
  if (found != all.end()) return *found;
  return DeviceSecrets{id, sha256(make_device_secret(plant.random)), "", ""};
}

/// Username and password where the body names them.
Result<void> change_login(Plant& plant, const std::string& id, const Json& body) {
  if (!body.has("username") && !body.has("password")) return {};
  auto secrets = TRY(secrets_of(plant, id));
  if (body.has("username")) secrets.username = TRY(optional_text(body, "username"));
  if (body.has("password")) secrets.password = TRY(optional_text(body, "password"));
  return plant.ops.put_device_secrets(secrets);
}

Error no_device(const std::string& id) {
  return {ErrorCode::not_found, "there is no device " + id};
}

}  // namespace

void change_device(Plant& plant, const std::string& id, const Json& body, const Actor& actor,
                   Reply reply) {
  const auto* config = plant.state.device(id);
  if (!config) return reply(std::unexpected(no_device(id)));
  Json wanted = config->json;
  for (const auto& [key, value] : body.members()) wanted.set(key, value);
  wanted.set("id", id);
  auto device = checked_device(wanted);
  if (!device) return reply(std::unexpected(device.error()));
  if (const std::string lane((*device)["lane"].text().value_or("")); !plant.state.lane(lane)) {
    return reply(fail(ErrorCode::invalid, "lane: there is no lane " + lane + "; create it first"));
  }
  if (const auto kept = change_login(plant, id, body); !kept) {
    return reply(std::unexpected(kept.error()));
  }
  append_and_reply(plant, configuration(plant, "device", id, *device, actor), *device,
                   std::move(reply));
}

void rotate_device_secret(Plant& plant, const std::string& id, const Actor& actor, Reply reply) {
  const auto* config = plant.state.device(id);
  if (!config) return reply(std::unexpected(no_device(id)));
  const std::string secret = make_device_secret(plant.random);
  auto secrets = secrets_of(plant, id);
  if (!secrets) return reply(std::unexpected(secrets.error()));
  secrets->push_secret = sha256(secret);
  if (const auto kept = plant.ops.put_device_secrets(*secrets); !kept) {
    return reply(std::unexpected(kept.error()));
  }
  append_and_reply(
      plant, configuration(plant, "device", id, config->json, actor, "new secret"),
      Json::object({{"secret", secret}, {"push_path", "/device/" + id + "/" + secret}}),
      std::move(reply));
}

void remove_device(Plant& plant, const std::string& id, const Actor& actor, Reply reply) {
  if (!plant.state.device(id)) return reply(std::unexpected(no_device(id)));
  if (const auto gone = plant.ops.remove_device_secrets(id); !gone) {
    return reply(std::unexpected(gone.error()));
  }
  append_and_reply(plant, configuration(plant, "device", id, Json(), actor),
                   Json::object({{"id", id}}), std::move(reply));
}

}  // namespace cleangate::service
