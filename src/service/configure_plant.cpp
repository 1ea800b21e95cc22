#include "service/configure_plant.h"

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "service/check_device.h"
#include "service/driver_address.h"
#include "service/manage_rule_packs.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

constexpr std::size_t kSecretBytes = 24;  // 192 bit
constexpr std::size_t kLeastSecret = 8;   // of a secret that was given
constexpr std::size_t kMaxBoardBytes = 16384;
constexpr std::size_t kMaxPlantBytes = 65536;
constexpr std::int64_t kMostDaily = 1'000'000;  // vehicles or trips of a usual day

/// A whole number, or nothing.
Result<void> copy_number(Json& json, const Json& value, std::string_view key, std::int64_t least,
                         std::int64_t most) {
  if (value.is_null()) return {};
  const auto number = value.integer();
  if (!number || *number < least || *number > most) {
    return fail(ErrorCode::invalid, std::string(key) + ": must be a whole number from " +
                                        std::to_string(least) + " to " + std::to_string(most));
  }
  json.set(key, *number);
  return {};
}

Result<void> copy_limits(Json& lane, const Json& body) {
  TRY(copy_number(lane, body["merge_window_s"], "merge_window_s", 0, kMostMergeSeconds));
  return copy_number(lane, body["hold_limit_s"], "hold_limit_s", 1, kMostHoldSeconds);
}

Result<std::string> required_gate(const Plant& plant, const Json& body) {
  auto gate = TRY(required_text(body, "gate"));
  if (plant.state.gates().contains(gate)) return gate;
  return fail(ErrorCode::invalid, "gate: there is no gate " + gate + "; create it first");
}

/// Of a device that was given its secret: it stands in a path and is printed as it is.
Result<void> check_secret(std::string_view secret) {
  if (secret.size() < kLeastSecret) {
    return fail(ErrorCode::invalid, "secret: at least 8 characters, or leave it out");
  }
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  if (secret.find_first_not_of(kPlain) == secret.npos) return {};
  return fail(ErrorCode::invalid, "secret: letters, digits, - and _ only");
}

}  // namespace

Result<Json> checked_plant(const Json& old, const Json& body, WallTime now) {
  TRY(must_be_object(body));
  Json plant = old;
  for (const auto& [key, value] : body.members()) plant.set(key, value);
  TRY(required_text(plant, "name"));
  TRY(one_of(plant, "grade", {"A+", "A", "B", "B-", "C", "D", "引领性", "非引领性", "未评级"}));
  TRY(required_text(plant, "industry"));
  const auto region = TRY(required_text(plant, "region", 6));
  if (region.size() != 6 || !parse_integer(region)) {
    return fail(ErrorCode::invalid, "region: must be the 6-digit code of the county (GB/T 2260)");
  }
  TRY(one_of(plant, "share_guard", {"remind", "hold", "refuse"}, "remind"));
  TRY(check_share_settings(old, plant, now));
  for (const char* member : {"daily_vehicles", "daily_trips"}) {
    const Json count = plant[member];
    TRY(copy_number(plant, count, member, 0, kMostDaily));
  }
  TRY(one_of(plant, "unknown_vehicle", {"admit", "hold"}, "admit"));
  if (const auto url = TRY(optional_text(body, "public_url", 512)); !url.empty()) {
    plant.set("public_url", TRY(checked_public_url(url)));
  }
  if (plant["board"].dump().size() > kMaxBoardBytes) {
    return fail(ErrorCode::invalid, "board: at most 16 KiB");
  }
  // Members that this version does not know are kept, and stand in every later entry.
  if (plant.dump().size() > kMaxPlantBytes) {
    return fail(ErrorCode::invalid, "the plant's settings: at most 64 KiB together");
  }
  return plant;
}

std::string make_device_secret(Random& random) {
  return to_hex(random.bytes(kSecretBytes));
}

void put_plant(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  auto checked = checked_plant(plant.state.plant(), body, plant.now());
  if (!checked) return reply(std::unexpected(checked.error()));
  checked->set("id", plant.id);
  // The packs of the old industry must not judge one vehicle more (law.md, Packs in force).
  std::vector<Draft> drafts;
  const auto old = std::string(plant.state.plant()["industry"].text().value_or(""));
  const std::string industry(*(*checked)["industry"].text());
  if (!old.empty() && old != industry) {
    auto activation = base_pack_switch(plant, old, industry, actor);
    if (!activation) return reply(std::unexpected(activation.error()));
    if (*activation) drafts.push_back(**std::move(activation));
  }
  drafts.push_back(configuration(plant, "plant", "", *checked, actor));
  plant.log.append_all(
      std::move(drafts), Priority::lane,
      [value = *std::move(checked), reply = std::move(reply)](auto result) mutable {
        if (!result) return reply(std::unexpected(std::move(result).error()));
        if (!value.has("index")) {
          value.set("index", (*result)->logged.entry.index);
        }
        reply(std::move(value));
      });
}

void set_kill_switch(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  const auto on = body["on"].boolean();
  if (!on) return reply(fail(ErrorCode::invalid, "on: must be true or false"));
  const auto reason = required_text(body, "reason", kMaxNoteBytes);
  if (!reason) return reply(std::unexpected(reason.error()));
  if (!*on && actor.role != "admin" && actor.role != "system") {
    return reply(fail(ErrorCode::denied, "only an administrator lifts the kill switch"));
  }
  const Json value = Json::object({{"on", *on}});
  // Stopping must be possible on a full disk, too.
  append_and_reply(plant, configuration(plant, "kill_switch", "", value, actor, *reason), value,
                   std::move(reply), *on ? Reserve::yes : Reserve::no);
}

void add_gate(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  const auto id = required_id(body);
  if (!id) return reply(std::unexpected(id.error()));
  const auto name = optional_text(body, "name");
  if (!name) return reply(std::unexpected(name.error()));
  const Json value = Json::object({{"id", *id}, {"name", name->empty() ? *id : *name}});
  append_and_reply(plant, configuration(plant, "gate", *id, value, actor), value, std::move(reply));
}

void add_lane(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  const auto checked = [&]() -> Result<Json> {
    const auto id = TRY(required_id(body));
    if (plant.state.lane(id)) {
      return fail(ErrorCode::conflict,
                  "there is a lane " + id + " already: PATCH /api/v1/lanes/" + id + " changes it");
    }
    const auto gate = TRY(required_gate(plant, body));
    const auto direction = TRY(one_of(body, "direction", {"in", "out", "both"}));
    const auto mode = TRY(one_of(body, "mode", {"automatic", "observe", "manual"}, "automatic"));
    const auto name = TRY(optional_text(body, "name"));
    Json lane = Json::object({{"id", id},
                              {"gate", gate},
                              {"name", name.empty() ? id + "号车道" : name},
                              {"direction", direction},
                              {"mode", mode}});
    TRY(copy_limits(lane, body));
    return lane;
  }();
  if (!checked) return reply(std::unexpected(checked.error()));
  append_and_reply(plant, configuration(plant, "lane", *(*checked)["id"].text(), *checked, actor),
                   *checked, std::move(reply));
}

namespace {

/// The lane as it is, with what the body names. A mode has a reason.
Result<Json> changed_lane(const Plant& plant, const LaneConfig& old, const Json& body,
                          const Actor& actor) {
  TRY(only_members(
      body, {"mode", "reason", "name", "gate", "direction", "merge_window_s", "hold_limit_s"}));
  Json lane = Json::object({{"id", old.id},
                            {"gate", old.gate},
                            {"name", old.name},
                            {"direction", old.direction},
                            {"mode", gate::to_text(old.mode)},
                            {"merge_window_s", old.merge_window.count() / 1000},
                            {"hold_limit_s", old.hold_limit.count() / 1000}});
  bool changes = false;
  for (const std::string_view key :
       {"name", "gate", "direction", "merge_window_s", "hold_limit_s"}) {
    changes = changes || body.has(key);
  }
  if (changes && actor.role == "guard") {
    return fail(ErrorCode::denied, "a guard changes a lane's mode only");
  }
  if (!changes || body.has("mode")) {
    lane.set("mode", TRY(one_of(body, "mode", {"automatic", "observe", "manual"})));
    TRY(required_text(body, "reason", kMaxNoteBytes));
  }
  if (body.has("name")) lane.set("name", TRY(required_text(body, "name")));
  if (body.has("gate")) lane.set("gate", TRY(required_gate(plant, body)));
  if (body.has("direction")) {
    lane.set("direction", TRY(one_of(body, "direction", {"in", "out", "both"})));
  }
  TRY(copy_limits(lane, body));
  return lane;
}

}  // namespace

void change_lane(Plant& plant, const std::string& lane, const Json& body, const Actor& actor,
                 Reply reply) {
  const auto* config = plant.state.lane(lane);
  if (!config) return reply(fail(ErrorCode::not_found, "there is no lane " + lane));
  const auto value = changed_lane(plant, *config, body, actor);
  if (!value) return reply(std::unexpected(value.error()));
  const auto reason = optional_text(body, "reason", kMaxNoteBytes);
  if (!reason) return reply(std::unexpected(reason.error()));
  // Stopping must be possible on a full disk, too.
  const bool stops = body["mode"].text() == "manual";
  append_and_reply(plant, configuration(plant, "lane", lane, *value, actor, *reason), *value,
                   std::move(reply), stops ? Reserve::yes : Reserve::no);
}

void add_device(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  auto device = checked_device(body);
  if (!device) return reply(std::unexpected(device.error()));
  const std::string id(*(*device)["id"].text());
  if (plant.state.device(id)) {
    return reply(fail(ErrorCode::conflict, "there is a device " + id +
                                               " already: PATCH /api/v1/devices/" + id +
                                               " changes it, its /secret makes a new secret"));
  }
  const std::string lane((*device)["lane"].text().value_or(""));
  if (!plant.state.lane(lane)) {
    return reply(fail(ErrorCode::invalid, "lane: there is no lane " + lane + "; create it first"));
  }
  auto secret = optional_text(body, "secret");
  if (!secret) return reply(std::unexpected(secret.error()));
  if (secret->empty()) *secret = make_device_secret(plant.random);
  if (const auto fits = check_secret(*secret); !fits) return reply(std::unexpected(fits.error()));
  const auto username = optional_text(body, "username");
  const auto password = optional_text(body, "password");
  if (!username || !password) {
    return reply(fail(ErrorCode::invalid, "username, password: must be short strings"));
  }
  Json answer = *device;
  answer.set("push_path", "/device/" + id + "/" + *secret);
  append_then_store(
      plant, configuration(plant, "device", id, *device, actor), std::move(answer),
      [secrets = DeviceSecrets{id, sha256(*secret), *username, *password}](OpsStore& ops) {
        return ops.put_device_secrets(secrets);
      },
      std::move(reply));
}

}  // namespace cleangate::service
