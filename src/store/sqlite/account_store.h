#pragma once
// People in SQLite (ops.db): users, links, sessions, logins, operations, preferences. Thread-safe;
// every write is durable before it returns. Its own connection beside SqliteOpsStore's.

#include <memory>
#include <mutex>
#include <string>

#include "service/ports/account_store.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

class SqliteAccountStore final : public service::AccountStore {
 public:
  /// Makes the file when `create`. Errors: not_found, invalid (newer schema), unavailable, corrupt.
  [[nodiscard]] static Result<std::unique_ptr<SqliteAccountStore>> open(
      const std::string& path, bool create, const std::string& vfs = {});

  Result<void> put_user(const service::UserRecord& user) override;
  Result<std::vector<service::UserRecord>> users() override;
  Result<void> put_link(const service::LinkRecord& link) override;
  Result<std::optional<service::LinkRecord>> link(const Hash& secret_hash, WallTime now) override;
  Result<std::optional<service::LinkRecord>> take_link(const Hash& secret_hash,
                                                       WallTime now) override;
  Result<void> remove_links(const std::string& user) override;
  Result<void> put_session(const service::SessionRecord& session) override;
  Result<void> remove_sessions(const std::vector<std::string>& ids) override;
  Result<void> seen_sessions(const std::vector<service::SessionRecord>& sessions) override;
  Result<std::vector<service::SessionRecord>> sessions() override;
  Result<void> add_login(const service::LoginRecord& login) override;
  Result<std::vector<service::LoginRecord>> logins(std::optional<std::int64_t> before,
                                                   std::size_t limit) override;
  Result<void> add_operations(const std::vector<service::OperationRecord>& operations) override;
  Result<std::vector<service::OperationRecord>> operations(
      const service::OperationFilter& filter) override;
  Result<std::optional<std::string>> preference(std::string_view user,
                                                std::string_view key) override;
  Result<void> put_preference(std::string_view user, std::string_view key,
                              std::string_view json) override;

 private:
  explicit SqliteAccountStore(Database database) : database_(std::move(database)) {}
  Result<std::optional<service::LinkRecord>> find_link(const Hash& secret_hash, WallTime now);
  Result<void> add_operation(const service::OperationRecord& operation);

  std::mutex mutex_;  ///< guards database_
  Database database_;
};

}  // namespace cleangate::store
