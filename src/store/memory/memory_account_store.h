#pragma once
// People in memory, for simulations and tests; the same answers as SqliteAccountStore. Thread-safe.

#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "service/ports/account_store.h"

namespace cleangate::store {

class MemoryAccountStore final : public service::AccountStore {
 public:
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
  std::mutex mutex_;  ///< guards what follows
  std::map<std::string, service::UserRecord> users_;
  std::map<Hash, service::LinkRecord> links_;
  std::map<std::string, service::SessionRecord> sessions_;
  std::deque<service::LoginRecord> logins_;          ///< newest first
  std::deque<service::OperationRecord> operations_;  ///< newest first
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> preferences_;
  std::int64_t last_login_ = 0, last_operation_ = 0;
};

}  // namespace cleangate::store
