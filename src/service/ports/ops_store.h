#pragma once
// Operational data (ops.db): tokens, device secrets, quarantine, idempotency keys. Never
// replicated, never exported. Thread-safe; calls take well under a millisecond but touch a disk:
// not on the plant's executor.

#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "base/time.h"

namespace cleangate::service {

struct TokenRecord {
  std::string id, label, role;  ///< role: viewer | guard | manager | admin
  Hash secret_hash;             ///< SHA-256 of the token's 256 random bits
  WallTime created;
};
struct BoardKeyRecord {
  std::string id;
  Hash secret_hash;
  bool photos = false;
  WallTime created;
};
/// What a device needs that must never reach the log.
struct DeviceSecrets {
  std::string device;
  Hash push_secret;                ///< SHA-256 of the secret in the push URL
  std::string username, password;  ///< for commands to the device; empty when none
};
struct Quarantined {
  std::int64_t id = 0;
  WallTime at;
  std::string device, cause, content_type, body;
};
struct IdempotentReply {
  Hash request_hash;
  int status = 0;
  std::string body;
};

class OpsStore {
 public:
  virtual ~OpsStore() = default;
  virtual Result<void> put_token(const TokenRecord& token) = 0;
  virtual Result<void> remove_token(std::string_view id) = 0;
  virtual Result<std::vector<TokenRecord>> tokens() = 0;
  virtual Result<void> put_board_key(const BoardKeyRecord& key) = 0;
  virtual Result<void> remove_board_key(std::string_view id) = 0;
  virtual Result<std::vector<BoardKeyRecord>> board_keys() = 0;
  virtual Result<void> put_device_secrets(const DeviceSecrets& secrets) = 0;
  virtual Result<void> remove_device_secrets(std::string_view device) = 0;
  virtual Result<std::vector<DeviceSecrets>> device_secrets() = 0;
  /// Bounded by kMaxQuarantineItems and kMaxQuarantineBytes: the oldest go.
  virtual Result<void> quarantine(const Quarantined& item) = 0;
  virtual Result<std::vector<Quarantined>> quarantined(std::size_t limit) = 0;
  /// Kept 24 h. nullopt when the key is new.
  virtual Result<std::optional<IdempotentReply>> reply_for(std::string_view key) = 0;
  virtual Result<void> remember_reply(std::string_view key, const IdempotentReply& reply,
                                      WallTime at) = 0;
};

}  // namespace cleangate::service
