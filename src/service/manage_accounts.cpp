#include "service/manage_accounts.h"

#include "base/encoding.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "service/argon2id_hasher.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;

constexpr std::size_t kSecretBytes = 32;  // 256 bit
constexpr std::chrono::seconds kBusyRetry{5};

std::unexpected<Refusal> too_busy() {
  Refusal refusal{Error{ErrorCode::unavailable, "too many people sign in at once; try again"}};
  refusal.retry_after = kBusyRetry;
  return std::unexpected(std::move(refusal));
}
std::unexpected<Refusal> wrong_login() {
  Refusal refusal{Error{ErrorCode::denied, "the name or the password is wrong"}};
  refusal.wrong_login = true;
  return std::unexpected(std::move(refusal));
}
std::unexpected<Refusal> locked(Milliseconds wait) {
  Refusal refusal{Error{ErrorCode::denied, "too many wrong passwords; wait, then try again"}};
  refusal.retry_after = std::chrono::ceil<std::chrono::seconds>(wait);
  return std::unexpected(std::move(refusal));
}
std::unexpected<Refusal> no_link() {
  return refuse(ErrorCode::not_found, "this link was used already, has expired or never was");
}

std::string text_of(const Json& body, std::string_view key) {
  return std::string(body[key].text().value_or(""));
}

}  // namespace

Result<void> Accounts::load() {
  sessions_.load(TRY(parts_.store.users()), TRY(parts_.store.sessions()));
  return {};
}

bool Accounts::with_password(Executor::Task work) {
  if (waiting_.fetch_add(1) >= kMaxPasswordQueue) {
    --waiting_;
    return false;
  }
  parts_.worker.post([this, work = std::move(work)]() mutable {
    try {
      work();
    } catch (const std::exception& error) {
      // Argon2id without memory must not end the process that opens the gate.
      log_event(LogLevel::error, "accounts", {{"error", error.what()}});
    }
    --waiting_;
  });
  return true;
}

void Accounts::log_login(std::string_view username, const Client& client,
                         std::string_view outcome) {
  const auto logged =
      parts_.store.add_login({0, parts_.plant.clock.wall(), std::string(username.substr(0, 120)),
                              client.address, std::string(outcome)});
  if (!logged) log_event(LogLevel::error, "login_log", {{"error", logged.error().message}});
}

void Accounts::show_link(std::string token, Answer<Json> answer) {
  parts_.worker.post([this, token = std::move(token), answer = std::move(answer)]() mutable {
    const auto found = parts_.store.link(sha256(token), parts_.plant.clock.wall());
    if (!found) return answer(refuse(found.error()));
    const auto user = *found ? sessions_.user((*found)->user) : std::nullopt;
    const bool first = *found && (*found)->purpose == "first";
    if (!first && (!user || user->disabled)) return answer(no_link());
    Json out = Json::object({{"purpose", (*found)->purpose}});
    if (!first) {
      out.set("username", user->username);
      out.set("display_name", user->display_name);
    }
    answer(std::move(out));
  });
}

void Accounts::use_link(Json body, Client client, Answer<NewSession> answer) {
  // Shared: the work holds it too, when there is room for it.
  const auto shared = std::make_shared<Answer<NewSession>>(std::move(answer));
  const bool taken = with_password([this, body = std::move(body), client, shared] {
    do_use_link(body, client, std::move(*shared));
  });
  if (!taken) (*shared)(too_busy());
}

void Accounts::do_use_link(const Json& body, const Client& client, Answer<NewSession> answer) {
  in_turn<NewSession>(
      [this, body, client]() -> std::expected<Logged<NewSession>, Refusal> {
        const auto now = parts_.plant.clock.wall();
        const Hash token = sha256(text_of(body, "token"));
        const auto link = parts_.store.link(token, now);
        if (!link) return refuse(link.error());
        if (!*link) return no_link();
        auto user = user_by_link(**link, body);
        if (!user) return std::unexpected(user.error());
        const bool first = (*link)->purpose == "first";
        Logged<NewSession> out;
        out.changes.push_back({"user", user->id, first ? "add" : "change", logged_user(*user)});
        out.changes.push_back(
            {"password", user->id, "change", Json::object({{"by_link", (*link)->purpose}})});
        out.actor = {user->username, user->role};
        out.store = [this, token, now, client,
                     user = *std::move(user)]() -> std::expected<NewSession, Refusal> {
          // Spent before it is used: after a crash in between nobody comes in by it.
          const auto taken = parts_.store.take_link(token, now);
          if (!taken) return refuse(taken.error());
          if (!*taken) return no_link();
          if (auto kept = keep_change(user); !kept) return std::unexpected(kept.error());
          if (auto ended = end_sessions(sessions_.of_user(user.id)); !ended) {
            return std::unexpected(ended.error());
          }
          return open_session(sessions_.user(user.id).value_or(user), client);
        };
        return out;
      },
      std::move(answer));
}

std::expected<UserRecord, Refusal> Accounts::user_by_link(const LinkRecord& link,
                                                          const Json& body) {
  const bool first = link.purpose == "first";
  UserRecord user;
  if (first) {
    const auto now = parts_.plant.clock.wall();
    user = {.id = to_text(uuid_v7(now, parts_.plant.random)),
            .username = std::string(trim(text_of(body, "username"))),
            .display_name = std::string(trim(text_of(body, "display_name"))),
            .role = "admin",
            .created = now};
    if (user.display_name.empty()) user.display_name = user.username;
  } else {
    const auto known = sessions_.user(link.user);
    if (!known || known->disabled) return no_link();
    user = *known;
    if (body.has("display_name"))
      user.display_name = std::string(trim(text_of(body, "display_name")));
  }
  const std::string password = text_of(body, "password");
  std::vector<FieldFault> faults;
  if (first) check_username(user.username, faults);
  check_display_name(user.display_name, faults);
  check_password(password, user.username, faults);
  if (first && sessions_.user_named(user.username)) {
    faults.push_back({"username", "该用户名已存在", "there is a user of that name"});
  }
  if (!faults.empty()) return refuse(std::move(faults));
  user.password = parts_.hasher.hash(password);
  return user;
}

void Accounts::sign_in(Json body, Client client, Answer<NewSession> answer) {
  // Shared: the work holds it too, when there is room for it.
  const auto shared = std::make_shared<Answer<NewSession>>(std::move(answer));
  const bool taken = with_password([this, body = std::move(body), client, shared] {
    do_sign_in(body, client, std::move(*shared));
  });
  if (!taken) (*shared)(too_busy());
}

void Accounts::do_sign_in(const Json& body, const Client& client, Answer<NewSession> answer) {
  const std::string name(trim(text_of(body, "username")));
  const std::string password = text_of(body, "password");
  if (name.empty() || name.size() > kMaxNameBytes) {
    return answer(refuse({{"username", "请输入用户名", "must be given"}}));
  }
  if (password.empty() || password.size() > kMaxPasswordBytes) {
    return answer(refuse({{"password", "请输入密码", "must be given"}}));
  }
  if (const auto wait = lock_.begin(name, client.address, parts_.plant.clock.monotonic())) {
    log_login(name, client, "locked");
    return answer(locked(*wait));
  }
  auto user = sessions_.user_named(name);
  const bool usable = user && !user->disabled && !user->password.empty();
  // The same work for a name that nobody has.
  const bool right = parts_.hasher.verify(usable ? user->password : nobodys_password(), password);
  if (!usable || !right) {
    log_login(name, client, "wrong");
    return answer(wrong_login());
  }
  lock_.succeeded(name, client.address);
  answer(open_session(*std::move(user), client));
}

std::expected<NewSession, Refusal> Accounts::open_session(UserRecord user, const Client& client) {
  const auto now = parts_.plant.clock.wall();
  // Always a new secret: one that was planted in the browser before is worth nothing.
  const std::string secret = to_hex(parts_.plant.random.bytes(kSecretBytes));
  const SessionRecord session{to_text(uuid_v7(now, parts_.plant.random)), user.id, sha256(secret),
                              now, now};
  if (auto put = parts_.store.put_session(session); !put) return refuse(put.error());
  auto ended = sessions_.add(session);
  if (!client.session.empty()) ended.push_back(client.session);
  if (auto done = end_sessions(ended); !done) return std::unexpected(done.error());
  user.last_login = now;
  if (auto kept = keep(user); !kept) return std::unexpected(kept.error());
  log_login(user.username, client, "ok");
  const auto who = sessions_.of_id(session.id, now);
  if (!who) return refuse(ErrorCode::internal, "the session ended at once");
  return NewSession{secret, *who};
}

std::expected<void, Refusal> Accounts::end_sessions(const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  // Memory first: what the disk forgets or not, nobody gets in with it now.
  sessions_.remove(ids);
  if (changed_) changed_();
  if (auto removed = parts_.store.remove_sessions(ids); !removed) return refuse(removed.error());
  return {};
}

std::expected<void, Refusal> Accounts::keep(const UserRecord& user) {
  if (auto put = parts_.store.put_user(user); !put) return refuse(put.error());
  sessions_.put_user(user);
  return {};
}

std::expected<void, Refusal> Accounts::keep_change(UserRecord user) {
  if (const auto known = sessions_.user(user.id)) user.last_login = known->last_login;
  return keep(user);
}

void Accounts::sign_out(Client client, Answer<Json> answer) {
  parts_.worker.post([this, client = std::move(client), answer = std::move(answer)]() mutable {
    const auto who = sessions_.of_id(client.session, parts_.plant.clock.wall());
    if (auto ended = end_sessions({client.session}); !ended) {
      return answer(std::unexpected(ended.error()));
    }
    if (who) log_login(who->username, client, "signed_out");
    answer(Json());
  });
}

void Accounts::change_password(Json body, Client client, Answer<Json> answer) {
  // Shared: the work holds it too, when there is room for it.
  const auto shared = std::make_shared<Answer<Json>>(std::move(answer));
  const bool taken = with_password([this, body = std::move(body), client, shared] {
    do_change_password(body, client, std::move(*shared));
  });
  if (!taken) (*shared)(too_busy());
}

void Accounts::do_change_password(const Json& body, const Client& client, Answer<Json> answer) {
  const auto who = sessions_.of_id(client.session, parts_.plant.clock.wall());
  auto user = who ? sessions_.user(who->user) : std::nullopt;
  if (!user) return answer(refuse(ErrorCode::not_found, "this session has ended"));
  const std::string password = text_of(body, "password"), current = text_of(body, "current");
  std::vector<FieldFault> faults;
  check_password(password, user->username, faults);
  if (!faults.empty()) return answer(refuse(std::move(faults)));
  // A session left open must not be a place to guess the password.
  if (const auto wait =
          lock_.begin(user->username, client.address, parts_.plant.clock.monotonic())) {
    return answer(locked(*wait));
  }
  if (current.size() > kMaxPasswordBytes || !parts_.hasher.verify(user->password, current)) {
    log_login(user->username, client, "wrong");
    return answer(refuse({{"current", "当前密码不正确", "is not the password"}}));
  }
  lock_.succeeded(user->username, client.address);
  in_turn<Json>(
      [this, id = user->id, verified = user->password, hash = parts_.hasher.hash(password),
       client]() -> std::expected<Logged<Json>, Refusal> {
        auto changed = sessions_.user(id);
        if (!changed || changed->password != verified) {
          return refuse(ErrorCode::conflict, "the password was changed meanwhile");
        }
        changed->password = hash;
        Logged<Json> out;
        out.changes.push_back({"password", id, "change", Json::object()});
        out.actor = {changed->username, changed->role};
        out.store = [this, user = *std::move(changed), client]() -> std::expected<Json, Refusal> {
          if (auto kept = keep_change(user); !kept) return std::unexpected(kept.error());
          // A link that is still under way would set yet another one.
          if (auto done = parts_.store.remove_links(user.id); !done) return refuse(done.error());
          auto others = sessions_.of_user(user.id);
          std::erase(others, client.session);
          if (auto ended = end_sessions(others); !ended) return std::unexpected(ended.error());
          return Json();
        };
        return out;
      },
      std::move(answer));
}

template <typename T>
void Accounts::in_turn(Prepare<T> prepare, Answer<T> answer) {
  turns_.push_back([this, prepare = std::move(prepare), answer = std::move(answer)]() mutable {
    auto logged = [&]() -> std::expected<Logged<T>, Refusal> {
      try {
        return prepare();
      } catch (const std::exception& error) {
        // Argon2id without memory: the next one has its turn all the same.
        log_event(LogLevel::error, "accounts", {{"error", error.what()}});
        return refuse(ErrorCode::internal, "the change could not be prepared");
      }
    }();
    if (!logged) {
      answer(std::unexpected(logged.error()));
      return parts_.worker.post([this] { next_turn(); });
    }
    auto and_store = [this, store = std::move(logged->store),
                      answer = std::move(answer)](std::expected<void, Refusal> recorded) mutable {
      parts_.worker.post([this, recorded = std::move(recorded), store = std::move(store),
                          answer = std::move(answer)]() mutable {
        if (recorded) {
          answer(store());
        } else {
          answer(std::unexpected(recorded.error()));
        }
        next_turn();
      });
    };
    record(std::move(logged->changes), std::move(logged->actor), logged->reserve,
           std::move(and_store));
  });
  if (!has_turn_) next_turn();
}
template void Accounts::in_turn<Json>(Prepare<Json>, Answer<Json>);
template void Accounts::in_turn<NewSession>(Prepare<NewSession>, Answer<NewSession>);

void Accounts::next_turn() {
  has_turn_ = !turns_.empty();
  if (!has_turn_) return;
  auto turn = std::move(turns_.front());
  turns_.pop_front();
  turn();
}

void Accounts::record(std::vector<Change> changes, Actor actor, Reserve reserve, Done done) {
  parts_.plant.executor.post([this, changes = std::move(changes), actor = std::move(actor), reserve,
                              done = std::move(done)]() mutable {
    std::vector<Draft> drafts;
    for (const auto& change : changes) {
      Draft draft = make_draft(parts_.plant, ledger::Kind::account_change, actor);
      draft.payload.set(Field::subject, change.subject)
          .set(Field::item, change.user)
          .set(Field::action, change.action)
          .set(Field::value, change.value.dump());
      drafts.push_back(std::move(draft));
    }
    parts_.plant.log.append_all(std::move(drafts), Priority::lane, reserve,
                                [done = std::move(done)](auto result) mutable {
                                  if (!result) return done(refuse(result.error()));
                                  done({});
                                });
  });
}

void Accounts::tick() {
  parts_.worker.post([this] {
    const auto over = sessions_.over(parts_.plant.clock.wall());
    const auto ended = end_sessions(over);
    const auto seen = sessions_.unwritten();
    const auto written = seen.empty() ? Result<void>() : parts_.store.seen_sessions(seen);
    const std::string problem = !ended     ? ended.error().error.message
                                : !written ? written.error().message
                                           : "";
    if (!problem.empty()) log_event(LogLevel::error, "sessions", {{"error", problem}});
  });
}

}  // namespace cleangate::service
