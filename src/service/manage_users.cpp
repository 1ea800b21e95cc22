// The part of Accounts that is an administrator's: users and the links that let them in.

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "service/manage_accounts.h"

namespace cleangate::service {
namespace {

constexpr std::size_t kSecretBytes = 32;  // 256 bit

bool can_administrate(const UserRecord& user) {
  return user.role == "admin" && !user.disabled && !user.password.empty();
}

Json link_answer(const std::string& token, WallTime expires) {
  return Json::object({{"setup_path", "/setup#" + token}, {"expires_at", to_rfc3339(expires)}});
}

/// Takes the members that are there. What is not text or bool is a fault.
void take_changes(const Json& body, UserRecord& user, std::vector<FieldFault>& faults) {
  if (body.has("display_name")) {
    user.display_name = trim(body["display_name"].text().value_or(""));
    check_display_name(user.display_name, faults);
  }
  if (body.has("role")) {
    user.role = body["role"].text().value_or("");
    check_role(user.role, faults);
  }
  if (!body.has("disabled")) return;
  const auto disabled = body["disabled"].boolean();
  if (!disabled) faults.push_back({"disabled", "须为 true 或 false", "must be true or false"});
  user.disabled = disabled.value_or(user.disabled);
}

}  // namespace

Json show_user(const UserRecord& user) {
  Json out = Json::object({{"id", user.id},
                           {"username", user.username},
                           {"display_name", user.display_name},
                           {"role", user.role},
                           {"disabled", user.disabled},
                           {"created_at", to_rfc3339(user.created)},
                           {"last_login_at", nullptr}});
  if (user.last_login) out.set("last_login_at", to_rfc3339(*user.last_login));
  return out;
}

Json logged_user(const UserRecord& user) {
  return Json::object({{"username", user.username},
                       {"display_name", user.display_name},
                       {"role", user.role},
                       {"disabled", user.disabled}});
}

Result<std::string> put_first_link(AccountStore& store, Random& random, WallTime now) {
  const std::string token = to_hex(random.bytes(kSecretBytes));
  TRY(store.put_link({sha256(token), "first", "", now + kFirstLinkLimit}));
  return token;
}

std::expected<Json, Refusal> Accounts::make_link(std::string purpose, const std::string& user,
                                                 std::chrono::hours limit) {
  const std::string token = to_hex(parts_.plant.random.bytes(kSecretBytes));
  const auto expires = parts_.plant.clock.wall() + limit;
  const auto put = parts_.store.put_link({sha256(token), std::move(purpose), user, expires});
  if (!put) return refuse(put.error());
  return link_answer(token, expires);
}

void Accounts::make_first_link(Answer<Json> answer) {
  parts_.worker.post([this, answer = std::move(answer)]() mutable {
    in_turn<Json>(
        [this]() -> std::expected<Logged<Json>, Refusal> {
          Logged<Json> out;
          out.changes.push_back({"setup_link", "first", "add", Json::object()});
          out.actor = {"command line", "admin"};
          out.store = [this] { return make_link("first", "", kFirstLinkLimit); };
          return out;
        },
        std::move(answer));
  });
}

void Accounts::create_user(Json body, Actor actor, Answer<Json> answer) {
  parts_.worker.post([this, body = std::move(body), actor = std::move(actor),
                      answer = std::move(answer)]() mutable {
    in_turn<Json>([this, body = std::move(body),
                   actor = std::move(actor)] { return prepare_user(body, actor); },
                  std::move(answer));
  });
}

std::expected<Accounts::Logged<Json>, Refusal> Accounts::prepare_user(const Json& body,
                                                                      const Actor& actor) {
  const auto now = parts_.plant.clock.wall();
  UserRecord user;
  user.id = to_text(uuid_v7(now, parts_.plant.random));
  user.username = trim(body["username"].text().value_or(""));
  user.display_name = trim(body["display_name"].text().value_or(""));
  user.role = body["role"].text().value_or("");
  user.created = now;
  std::vector<FieldFault> faults;
  check_username(user.username, faults);
  check_display_name(user.display_name, faults);
  check_role(user.role, faults);
  if (!faults.empty()) return refuse(std::move(faults));
  if (sessions_.user_named(user.username)) {
    return refuse({{"username", "该用户名已存在", "there is a user of that name"}},
                  ErrorCode::conflict);
  }
  if (sessions_.users().size() >= kMaxUsers) {
    return refuse(ErrorCode::full, "there is no room for another user");
  }
  Logged<Json> out;
  out.changes.push_back({"user", user.id, "add", logged_user(user)});
  out.actor = actor;
  out.store = [this, user = std::move(user)]() -> std::expected<Json, Refusal> {
    if (auto kept = keep(user); !kept) return std::unexpected(kept.error());
    auto link = make_link("invite", user.id, kInviteLimit);
    if (link) link->set("id", user.id);
    return link;
  };
  return out;
}

bool Accounts::is_last_admin(const std::string& id) const {
  for (const auto& user : sessions_.users()) {
    if (user.id != id && can_administrate(user)) return false;
  }
  const auto own = sessions_.user(id);
  return own && can_administrate(*own);
}

void Accounts::change_user(std::string id, Json body, Actor actor, Answer<Json> answer) {
  parts_.worker.post([this, id = std::move(id), body = std::move(body), actor = std::move(actor),
                      answer = std::move(answer)]() mutable {
    in_turn<Json>([this, id = std::move(id), body = std::move(body),
                   actor = std::move(actor)] { return prepare_change(id, body, actor); },
                  std::move(answer));
  });
}

std::expected<Accounts::Logged<Json>, Refusal> Accounts::prepare_change(const std::string& id,
                                                                        const Json& body,
                                                                        const Actor& actor) {
  const auto known = sessions_.user(id);
  if (!known) return refuse(ErrorCode::not_found, "no user " + id);
  UserRecord user = *known;
  std::vector<FieldFault> faults;
  take_changes(body, user, faults);
  if (!faults.empty()) return refuse(std::move(faults));
  if (!can_administrate(user) && is_last_admin(id)) {
    return refuse(ErrorCode::conflict, "this is the last administrator who can sign in");
  }
  Logged<Json> out;
  out.changes.push_back({"user", id, "change", logged_user(user)});
  out.actor = actor;
  // Shutting somebody out must be possible on a full disk, too.
  out.reserve = user.disabled ? Reserve::yes : Reserve::no;
  out.store = [this, user = std::move(user)]() -> std::expected<Json, Refusal> {
    if (auto kept = keep_change(user); !kept) return std::unexpected(kept.error());
    if (user.disabled) {
      if (auto ended = end_sessions(sessions_.of_user(user.id)); !ended) {
        return std::unexpected(ended.error());
      }
    }
    if (changed_) changed_();
    return show_user(sessions_.user(user.id).value_or(user));
  };
  return out;
}

void Accounts::reset_user(std::string id, Actor actor, Answer<Json> answer) {
  parts_.worker.post(
      [this, id = std::move(id), actor = std::move(actor), answer = std::move(answer)]() mutable {
        in_turn<Json>(
            [this, id = std::move(id),
             actor = std::move(actor)]() -> std::expected<Logged<Json>, Refusal> {
              const auto user = sessions_.user(id);
              if (!user) return refuse(ErrorCode::not_found, "no user " + id);
              if (user->disabled) return refuse(ErrorCode::conflict, "this user is disabled");
              // Who never had a password is invited once more.
              const std::string purpose = user->password.empty() ? "invite" : "reset";
              Logged<Json> out;
              out.changes.push_back({"setup_link", id, "add", Json::object()});
              out.actor = actor;
              out.store = [this, purpose, id] { return make_link(purpose, id, kInviteLimit); };
              return out;
            },
            std::move(answer));
      });
}

}  // namespace cleangate::service
