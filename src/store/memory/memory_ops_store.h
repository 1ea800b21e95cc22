#pragma once
// Operational data in memory, for simulations and tests; the same answers as SqliteOpsStore.
// Thread-safe.

#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "base/time.h"
#include "service/ports/ops_store.h"

namespace cleangate::store {

class MemoryOpsStore final : public service::OpsStore {
 public:
  /// `clock` must outlive the store.
  explicit MemoryOpsStore(const Clock& clock) : clock_(clock) {}

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
  struct Kept {
    service::IdempotentReply reply;
    WallTime at;
  };
  const Clock& clock_;
  std::mutex mutex_;  ///< guards what follows
  std::map<std::string, service::TokenRecord, std::less<>> tokens_;
  std::map<std::string, service::BoardKeyRecord, std::less<>> board_keys_;
  std::map<std::string, service::DeviceSecrets, std::less<>> device_secrets_;
  std::deque<service::Quarantined> quarantine_;  ///< newest first
  std::size_t quarantine_bytes_ = 0;
  std::int64_t last_id_ = 0;
  std::map<std::string, Kept, std::less<>> replies_;
};

}  // namespace cleangate::store
