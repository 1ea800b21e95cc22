#pragma once
// Operational data in SQLite (ops.db): tokens, keys, device secrets, quarantine, idempotent
// replies. Thread-safe; every write is durable before it returns. Never replicated or exported.

#include <memory>
#include <mutex>
#include <string>

#include "base/random.h"
#include "base/time.h"
#include "service/ports/ops_store.h"
#include "store/sqlite/database.h"

namespace cleangate::store {

class SqliteOpsStore final : public service::OpsStore {
 public:
  /// `clock` must outlive the store. Makes the file when `create`.
  /// Errors: not_found, invalid (newer schema), unavailable, corrupt.
  [[nodiscard]] static Result<std::unique_ptr<SqliteOpsStore>> open(const std::string& path,
                                                                    bool create, const Clock& clock,
                                                                    const std::string& vfs = {});

  /// The plant's secret for the hashes of vendors' message keys; made at the first call. It never
  /// reaches the log, so that nobody can try plates out of what the log keeps of a message.
  [[nodiscard]] Result<std::string> message_key(Random& random);

  Result<void> put_token(const service::TokenRecord& token) override;
  Result<void> remove_token(std::string_view id) override;
  Result<std::vector<service::TokenRecord>> tokens() override;
  Result<void> put_board_key(const service::BoardKeyRecord& key) override;
  Result<void> remove_board_key(std::string_view id) override;
  Result<std::vector<service::BoardKeyRecord>> board_keys() override;
  Result<void> put_device_secrets(const service::DeviceSecrets& secrets) override;
  Result<void> remove_device_secrets(std::string_view device) override;
  Result<std::vector<service::DeviceSecrets>> device_secrets() override;
  Result<void> quarantine(const service::Quarantined& item) override;
  Result<std::vector<service::Quarantined>> quarantined(std::size_t limit) override;
  Result<std::optional<service::IdempotentReply>> reply_for(std::string_view key) override;
  Result<void> remember_reply(std::string_view key, const service::IdempotentReply& reply,
                              WallTime at) override;

 private:
  SqliteOpsStore(Database database, const Clock& clock)
      : clock_(clock), database_(std::move(database)) {}
  /// The one row that `sql` removes by `id`. Errors: not_found.
  Result<void> remove(std::string_view sql, std::string_view id, std::string_view what);
  Result<void> drop_oldest_quarantined();

  const Clock& clock_;
  std::mutex mutex_;  ///< guards database_
  Database database_;
};

}  // namespace cleangate::store
