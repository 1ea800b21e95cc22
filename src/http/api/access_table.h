#pragma once
// Who a credential belongs to: tokens and board keys by the hash of their secret, in memory.
// Thread-safe; never holds a secret itself, never blocks.

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "http/request.h"
#include "service/ports/ops_store.h"

namespace cleangate::http {

class AccessTable {
 public:
  /// Reads everything again: at start and after each change. Errors: the store's.
  Result<void> load(service::OpsStore& ops);

  /// `Authorization: Bearer …`, or a board's `?key=`.
  [[nodiscard]] std::optional<Principal> find(const Request& request) const;
  /// What a token or key may do now; nullopt once it is revoked.
  [[nodiscard]] std::optional<Role> role_of(std::string_view id) const;
  /// The right secret of this device? Same time and answer for an unknown device.
  [[nodiscard]] bool is_device(std::string_view device, std::string_view secret) const;
  /// Username and password for commands to a device.
  [[nodiscard]] std::optional<service::DeviceSecrets> secrets_of(std::string_view device) const;

 private:
  mutable std::mutex mutex_;
  std::map<Hash, Principal> by_hash_;
  std::map<std::string, service::DeviceSecrets, std::less<>> devices_;
};

}  // namespace cleangate::http
