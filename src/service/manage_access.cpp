#include "service/manage_access.h"

#include "base/encoding.h"
#include "service/account_rules.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;

constexpr std::size_t kTokenBytes = 32;  // 256 bit

Draft access_draft(Plant& plant, const Actor& actor, std::string_view subject,
                   const std::string& id, const Json& value) {
  Draft draft = make_draft(plant, ledger::Kind::account_change, actor);
  draft.payload.set(Field::subject, std::string(subject)).set(Field::item, id);
  if (value.is_null()) {
    draft.payload.set(Field::action, "remove");
  } else {
    draft.payload.set(Field::action, "add").set(Field::value, value.dump());
  }
  return draft;
}

}  // namespace

void create_token(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  const auto label = required_text(body, "label");
  if (!label) return reply(std::unexpected(label.error()));
  if (is_reserved_name(*label)) {
    return reply(fail(ErrorCode::invalid, "label: \"" + *label +
                                              "\" is what entries call the program itself; take "
                                              "another"));
  }
  const auto role = one_of(body, "role", {"viewer", "guard", "manager", "admin"});
  if (!role) return reply(std::unexpected(role.error()));
  const auto now = plant.clock.wall();
  const auto id = to_text(uuid_v7(now, plant.random));
  const auto token = to_hex(plant.random.bytes(kTokenBytes));
  const Json shown = Json::object({{"id", id}, {"label", *label}, {"role", *role}});
  Json answer = shown;
  answer.set("token", token);
  append_then_store(
      plant, access_draft(plant, actor, "token", id, shown), std::move(answer),
      [record = TokenRecord{id, *label, *role, sha256(token), now}](OpsStore& ops) {
        return ops.put_token(record);
      },
      std::move(reply));
}

void revoke_token(Plant& plant, const std::string& id, const Actor& actor, Reply reply) {
  store_then_append(
      plant, [id](OpsStore& ops) { return ops.remove_token(id); },
      access_draft(plant, actor, "token", id, Json()), Json::object({{"id", id}}),
      std::move(reply));
}

void create_board_key(Plant& plant, const Json& body, const Actor& actor, Reply reply) {
  if (const auto checked = must_be_object(body); !checked) {
    return reply(std::unexpected(checked.error()));
  }
  if (!body["photos"].is_null() && !body["photos"].boolean()) {
    return reply(fail(ErrorCode::invalid, "photos: must be true or false"));
  }
  const bool photos = body["photos"].boolean().value_or(false);
  const auto now = plant.clock.wall();
  const auto id = to_text(uuid_v7(now, plant.random));
  const auto key = to_hex(plant.random.bytes(kTokenBytes));
  const Json shown = Json::object({{"id", id}, {"photos", photos}});
  Json answer = shown;
  answer.set("key", key);
  answer.set("path", "/board?key=" + key);
  append_then_store(
      plant, access_draft(plant, actor, "board_key", id, shown), std::move(answer),
      [record = BoardKeyRecord{id, sha256(key), photos, now}](OpsStore& ops) {
        return ops.put_board_key(record);
      },
      std::move(reply));
}

void revoke_board_key(Plant& plant, const std::string& id, const Actor& actor, Reply reply) {
  store_then_append(
      plant, [id](OpsStore& ops) { return ops.remove_board_key(id); },
      access_draft(plant, actor, "board_key", id, Json()), Json::object({{"id", id}}),
      std::move(reply));
}

}  // namespace cleangate::service
