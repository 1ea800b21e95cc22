#include "service/manage_device.h"

#include <algorithm>
#include <optional>
#include <string>

#include "service/check_device.h"
#include "service/configure_plant.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

/// As stored; when there is none, one with that id and a hash that no secret fits.
Result<DeviceSecrets> secrets_of(OpsStore& ops, const std::string& id, const Hash& nobodys) {
  const auto all = TRY(ops.device_secrets());
  const auto found = std::ranges::find(all, id, &DeviceSecrets::device);
  if (found != all.end()) return *found;
  return DeviceSecrets{id, nobodys, "", ""};
}

/// Username and password where the body names them.
struct Login {
  std::optional<std::string> username, password;
};
Result<Login> login_of(const Json& body) {
  Login login;
  if (body.has("username")) login.username = TRY(optional_text(body, "username"));
  if (body.has("password")) login.password = TRY(optional_text(body, "password"));
  return login;
}

Result<void> put_login(OpsStore& ops, const std::string& id, const Login& login,
                       const Hash& nobodys) {
  auto secrets = TRY(secrets_of(ops, id, nobodys));
  if (login.username) secrets.username = *login.username;
  if (login.password) secrets.password = *login.password;
  return ops.put_device_secrets(secrets);
}

Hash nobodys_secret(Plant& plant) {
  return sha256(make_device_secret(plant.random));
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
  auto login = login_of(body);
  if (!login) return reply(std::unexpected(login.error()));
  Draft draft = configuration(plant, "device", id, *device, actor);
  if (!login->username && !login->password) {
    return append_and_reply(plant, std::move(draft), *std::move(device), std::move(reply));
  }
  append_then_store(
      plant, std::move(draft), *std::move(device),
      [id, login = *std::move(login), nobodys = nobodys_secret(plant)](OpsStore& ops) {
        return put_login(ops, id, login, nobodys);
      },
      std::move(reply));
}

void rotate_device_secret(Plant& plant, const std::string& id, const Actor& actor, Reply reply) {
  const auto* config = plant.state.device(id);
  if (!config) return reply(std::unexpected(no_device(id)));
  const std::string secret = make_device_secret(plant.random);
  append_then_store(
      plant, configuration(plant, "device", id, config->json, actor, "new secret"),
      Json::object({{"secret", secret}, {"push_path", "/device/" + id + "/" + secret}}),
      [id, hash = sha256(secret)](OpsStore& ops) -> Result<void> {
        auto secrets = TRY(secrets_of(ops, id, hash));
        secrets.push_secret = hash;
        return ops.put_device_secrets(secrets);
      },
      std::move(reply));
}

void remove_device(Plant& plant, const std::string& id, const Actor& actor, Reply reply) {
  if (!plant.state.device(id)) return reply(std::unexpected(no_device(id)));
  store_then_append(
      plant,
      [id](OpsStore& ops) -> Result<void> {
        auto gone = ops.remove_device_secrets(id);
        // Gone already: the log refused the attempt before.
        if (!gone && gone.error().code == ErrorCode::not_found) return {};
        return gone;
      },
      configuration(plant, "device", id, Json(), actor), Json::object({{"id", id}}),
      std::move(reply));
}

}  // namespace cleangate::service
