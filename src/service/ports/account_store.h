#pragma once
// People in ops.db: users, one-time links, sessions, the login log, the operation log and screen
// preferences. Never replicated, never exported. Thread-safe; every call touches a disk: never on
// the plant's executor or an I/O thread. Holds hashes, never a password or a secret.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "base/time.h"

namespace cleangate::service {

struct UserRecord {
  std::string id, username, display_name;
  std::string role;  ///< viewer | guard | manager | admin
  bool disabled = false;
  WallTime created;
  std::optional<WallTime> last_login = {};
  std::string password = {};  ///< Argon2id PHC; empty until the invitation was used
};
/// A one-time link; spent by take_link().
struct LinkRecord {
  Hash secret_hash;     ///< SHA-256 of 256 random bits
  std::string purpose;  ///< first | invite | reset
  std::string user;     ///< id; empty for the first
  WallTime expires;
};
struct SessionRecord {
  std::string id, user;
  Hash secret_hash;  ///< SHA-256 of the cookie's 256 random bits
  WallTime created, last_seen;
};
struct LoginRecord {
  std::int64_t id = 0;
  WallTime at;
  std::string username, address;
  std::string outcome;  ///< ok | wrong | locked | signed_out
};
struct OperationRecord {
  std::int64_t id = 0;
  WallTime at;
  std::string actor, role;
  std::string action;  ///< operationId of api/openapi.yaml
  std::string target;  ///< the path, without query
  int status = 0;
  std::optional<std::uint64_t> index = {};  ///< of the log entry that it made
};
struct OperationFilter {
  std::optional<WallTime> from = {}, to = {};  ///< from ≤ at < to
  std::string actor = {};                      ///< empty = any
  std::optional<std::int64_t> before = {};     ///< ids below this one
  std::size_t limit = 50;
};

class AccountStore {
 public:
  virtual ~AccountStore() = default;
  /// Inserts or replaces by id. Errors: conflict (another user has that name, case aside).
  virtual Result<void> put_user(const UserRecord& user) = 0;
  /// In the order of their ids, which is that of their making.
  virtual Result<std::vector<UserRecord>> users() = 0;

  /// A new link ends the older ones of the same user (and purpose `first` the older first ones).
  virtual Result<void> put_link(const LinkRecord& link) = 0;
  /// nullopt: unknown, spent or expired at `now`.
  virtual Result<std::optional<LinkRecord>> link(const Hash& secret_hash, WallTime now) = 0;
  /// The same and spends it: of two at once one gets it.
  virtual Result<std::optional<LinkRecord>> take_link(const Hash& secret_hash, WallTime now) = 0;
  /// Ends every link of that user; none is no error.
  virtual Result<void> remove_links(const std::string& user) = 0;

  virtual Result<void> put_session(const SessionRecord& session) = 0;
  /// Unknown ids are no error.
  virtual Result<void> remove_sessions(const std::vector<std::string>& ids) = 0;
  virtual Result<void> seen_sessions(const std::vector<SessionRecord>& sessions) = 0;
  virtual Result<std::vector<SessionRecord>> sessions() = 0;

  /// Bounded by kMaxLoginRecords: the oldest go.
  virtual Result<void> add_login(const LoginRecord& login) = 0;
  /// Newest first, ids below `before`.
  virtual Result<std::vector<LoginRecord>> logins(std::optional<std::int64_t> before,
                                                  std::size_t limit) = 0;
  /// All or none; bounded by kMaxOperationRecords: the oldest go.
  virtual Result<void> add_operations(const std::vector<OperationRecord>& operations) = 0;
  /// Newest first.
  virtual Result<std::vector<OperationRecord>> operations(const OperationFilter& filter) = 0;

  /// nullopt: never set.
  virtual Result<std::optional<std::string>> preference(std::string_view user,
                                                        std::string_view key) = 0;
  /// Errors: full (kMaxPreferences keys of that user).
  virtual Result<void> put_preference(std::string_view user, std::string_view key,
                                      std::string_view json) = 0;
};

}  // namespace cleangate::service
