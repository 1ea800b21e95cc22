#pragma once
// People: one-time links, signing in and out, passwords, users. Calls may come from any thread;
// all work is done one after another on `worker`, a thread of its own, because a password takes
// 50 ms; entries go through the plant's executor. Never shows or logs a password or a secret.

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>

#include "service/login_lock.h"
#include "service/plant.h"
#include "service/ports/password_hasher.h"
#include "service/refusal.h"
#include "service/sessions.h"

namespace cleangate::service {

/// Where a person sits.
struct Client {
  std::string address;
  std::string session;  ///< id of the one that is open in this browser; empty when none
};
/// A session just begun, with the cookie's secret: known to the browser alone from now on.
struct NewSession {
  std::string secret;
  SignedIn who;
};

class Accounts {
 public:
  struct Parts {
    Plant& plant;
    AccountStore& store;
    PasswordHasher& hasher;
    Executor& worker;
  };
  explicit Accounts(Parts parts) : parts_(parts) {}
  /// Reads users and sessions; once, before anything else. Errors: the store's.
  Result<void> load();

  [[nodiscard]] Sessions& sessions() { return sessions_; }
  [[nodiscard]] AccountStore& store() { return parts_.store; }
  [[nodiscard]] Executor& worker() { return parts_.worker; }
  /// Told, on the worker, after anything that may have ended a session or lowered a role.
  void when_changed(std::function<void()> handler) { changed_ = std::move(handler); }

  /// {purpose, username?, display_name?}. Errors: not_found (unknown, spent, expired: the same).
  void show_link(std::string token, Answer<Json> answer);
  /// {token, username?, display_name?, password}: spends the link and signs in.
  void use_link(Json body, Client client, Answer<NewSession> answer);
  /// {username, password}
  void sign_in(Json body, Client client, Answer<NewSession> answer);
  void sign_out(Client client, Answer<Json> answer);
  /// {current, password}; ends the user's other sessions.
  void change_password(Json body, Client client, Answer<Json> answer);

  /// {username, display_name, role} → {id, setup_path, expires_at}
  void create_user(Json body, Actor actor, Answer<Json> answer);
  /// {display_name?, role?, disabled?} → the user. The last enabled admin stays one: conflict.
  void change_user(std::string id, Json body, Actor actor, Answer<Json> answer);
  /// → {setup_path, expires_at}
  void reset_user(std::string id, Actor actor, Answer<Json> answer);
  /// A link that makes an administrator, for whoever holds the data folder. → {setup_path,…}
  void make_first_link(Answer<Json> answer);

  /// Ends what is over and writes down which sessions are in use. Once a minute.
  void tick();

 private:
  using Done = std::move_only_function<void(std::expected<void, Refusal>)>;
  struct Change {
    std::string subject, user, action;
    Json value;
  };
  /// On the worker; false, and nothing is done, when kMaxPasswordQueue wait already.
  [[nodiscard]] bool with_password(Executor::Task work);
  void do_use_link(const Json& body, const Client& client, Answer<NewSession> answer);
  /// As a link makes or changes him, with the new password. Errors: not_found, invalid.
  std::expected<UserRecord, Refusal> user_by_link(const LinkRecord& link, const Json& body);
  void do_sign_in(const Json& body, const Client& client, Answer<NewSession> answer);
  void do_change_password(const Json& body, const Client& client, Answer<Json> answer);
  std::expected<NewSession, Refusal> open_session(UserRecord user, const Client& client);
  std::expected<void, Refusal> end_sessions(const std::vector<std::string>& ids);
  std::expected<Json, Refusal> make_link(std::string purpose, const std::string& user,
                                         std::chrono::hours limit);
  std::expected<void, Refusal> keep(const UserRecord& user);
  /// The same for what a change has prepared: a sign-in meanwhile is not forgotten.
  std::expected<void, Refusal> keep_change(UserRecord user);
  [[nodiscard]] bool is_last_admin(const std::string& id) const;
  void log_login(std::string_view username, const Client& client, std::string_view outcome);
  /// What a change says in the log, and what puts it in force once it stands there.
  template <typename T>
  struct Logged {
    std::vector<Change> changes;
    Actor actor;
    std::move_only_function<std::expected<T, Refusal>()> store;
    Reserve reserve = Reserve::no;
  };
  template <typename T>
  using Prepare = std::move_only_function<std::expected<Logged<T>, Refusal>()>;
  /// One change after the other, all on the worker: what `prepare` has found still holds when
  /// `store` runs. A change that the log refused is not in force.
  template <typename T>
  void in_turn(Prepare<T> prepare, Answer<T> answer);
  void next_turn();
  std::expected<Logged<Json>, Refusal> prepare_user(const Json& body, const Actor& actor);
  std::expected<Logged<Json>, Refusal> prepare_change(const std::string& id, const Json& body,
                                                      const Actor& actor);
  /// Appends the entries, then answers on the plant's executor.
  void record(std::vector<Change> changes, Actor actor, Reserve reserve, Done done);

  Parts parts_;
  Sessions sessions_;
  LoginLock lock_;  ///< worker only
  std::function<void()> changed_;
  std::deque<std::move_only_function<void()>> turns_;  ///< worker only
  bool has_turn_ = false;                              ///< worker only
  std::atomic<std::size_t> waiting_ = 0;               ///< of kMaxPasswordQueue
};

/// {id, username, display_name, role, disabled, created_at, last_login_at}
[[nodiscard]] Json show_user(const UserRecord& user);
/// What the plant's log says of a user, in an erasable field.
[[nodiscard]] Json logged_user(const UserRecord& user);
/// A link for the first administrator, straight into the store: `init` has no plant yet.
/// Gives the token.
[[nodiscard]] Result<std::string> put_first_link(AccountStore& store, Random& random, WallTime now);

}  // namespace cleangate::service
