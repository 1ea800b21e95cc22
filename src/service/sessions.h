#pragma once
// Who is signed in, in memory: a copy of ops.db's users and sessions, asked with every request.
// Thread-safe, never blocks on a disk. Holds hashes of secrets, never a secret.

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "service/ports/account_store.h"

namespace cleangate::service {

/// A valid session and the user behind it.
struct SignedIn {
  std::string session, user, username, display_name, role;
  WallTime expires;  ///< at the latest; earlier when nothing is asked for kSessionIdle
};

class Sessions {
 public:
  /// Replaces everything: at start.
  void load(std::vector<UserRecord> users, std::vector<SessionRecord> sessions);

  /// The session of this cookie, unless it is over or its user is disabled. Counts as use.
  [[nodiscard]] std::optional<SignedIn> find(const Hash& secret_hash, WallTime now);
  /// The same by id; does not count as use.
  [[nodiscard]] std::optional<SignedIn> of_id(const std::string& session, WallTime now) const;
  /// A screen that is open counts as use.
  void touch(const std::string& session, WallTime now);

  /// Gives the ids that end because the user has kMaxSessionsPerUser.
  [[nodiscard]] std::vector<std::string> add(const SessionRecord& session);
  void remove(const std::vector<std::string>& ids);
  [[nodiscard]] std::vector<std::string> of_user(const std::string& user) const;
  [[nodiscard]] std::vector<std::string> over(WallTime now) const;
  /// Those whose last use ops.db does not know yet, by more than kSessionSeenWrite.
  [[nodiscard]] std::vector<SessionRecord> unwritten();

  void put_user(const UserRecord& user);
  [[nodiscard]] std::optional<UserRecord> user(const std::string& id) const;
  [[nodiscard]] std::optional<UserRecord> user_named(std::string_view username) const;
  [[nodiscard]] std::vector<UserRecord> users() const;

 private:
  struct Session {
    SessionRecord record;
    WallTime written;
  };
  [[nodiscard]] std::optional<SignedIn> valid(const Session& session, WallTime now) const;

  mutable std::mutex mutex_;  ///< guards what follows
  std::map<std::string, UserRecord> users_;
  std::map<std::string, Session> sessions_;
  std::map<Hash, std::string> by_secret_;  ///< to the id
};

}  // namespace cleangate::service
