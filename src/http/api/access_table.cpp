#include "http/api/access_table.h"

#include "base/encoding.h"
#include "base/text.h"

namespace cleangate::http {

Result<void> AccessTable::load(service::OpsStore& ops) {
  std::map<Hash, Principal> by_hash;
  for (const auto& token : TRY(ops.tokens())) {
    // A word that this version does not know opens nothing.
    const auto role = role_of_person(token.role);
    if (role) by_hash[token.secret_hash] = {*role, token.id, token.label};
  }
  for (const auto& key : TRY(ops.board_keys())) {
    by_hash[key.secret_hash] = {Role::board_key, key.id, "board"};
  }
  std::map<std::string, service::DeviceSecrets, std::less<>> devices;
  for (auto& secrets : TRY(ops.device_secrets())) devices[secrets.device] = std::move(secrets);
  const std::scoped_lock lock(mutex_);
  by_hash_ = std::move(by_hash);
  devices_ = std::move(devices);
  return {};
}

std::optional<Principal> AccessTable::find(const Request& request) const {
  constexpr std::string_view kBearer = "Bearer ";
  std::string_view secret;
  const auto header = request.headers.get("Authorization");
  if (equals_ignoring_case(header.substr(0, kBearer.size()), kBearer)) {
    secret = trim(header.substr(kBearer.size()));
  }
  const bool from_key = secret.empty();
  if (from_key) secret = request.query_value("key").value_or("");
  if (secret.empty()) return std::nullopt;
  // The secret has 256 random bits: a look-up by its hash tells nothing by its time.
  const auto hash = sha256(secret);
  const std::scoped_lock lock(mutex_);
  const auto found = by_hash_.find(hash);
  if (found == by_hash_.end()) return std::nullopt;
  // A token in an address would stand in every log on the way.
  if (from_key != (found->second.role == Role::board_key)) return std::nullopt;
  return found->second;
}

std::optional<Role> AccessTable::role_of(std::string_view id) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [hash, principal] : by_hash_) {
    if (principal.id == id) return principal.role;
  }
  return std::nullopt;
}

bool AccessTable::is_device(std::string_view device, std::string_view secret) const {
  const auto hash = sha256(secret);
  const std::scoped_lock lock(mutex_);
  const auto found = devices_.find(device);
  const auto expected = found == devices_.end() ? Hash{} : found->second.push_secret;
  return equal_in_constant_time(hash.view(), expected.view()) && found != devices_.end();
}

std::optional<service::DeviceSecrets> AccessTable::secrets_of(std::string_view device) const {
  const std::scoped_lock lock(mutex_);
  const auto found = devices_.find(device);
  if (found == devices_.end()) return std::nullopt;
  return found->second;
}

}  // namespace cleangate::http
