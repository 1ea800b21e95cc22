#include "store/memory/memory_ops_store.h"

#include <algorithm>

#include "base/limits.h"

namespace cleangate::store {
namespace {

using service::BoardKeyRecord;
using service::DeviceSecrets;
using service::IdempotentReply;
using service::Quarantined;
using service::TokenRecord;

template <class Map>
Result<void> remove(Map& map, std::string_view id, std::string_view what) {
  const auto found = map.find(id);
  if (found == map.end()) {
    return fail(ErrorCode::not_found, "no " + std::string(what) + " " + std::string(id));
  }
  map.erase(found);
  return {};
}

template <class Map>
auto values(const Map& map) {
  std::vector<typename Map::mapped_type> out;
  for (const auto& [id, value] : map) out.push_back(value);
  return out;
}

}  // namespace

Result<void> MemoryOpsStore::put_token(const TokenRecord& token) {
  const std::lock_guard lock(mutex_);
  tokens_.insert_or_assign(token.id, token);
  return {};
}

Result<void> MemoryOpsStore::remove_token(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return remove(tokens_, id, "token");
}

Result<std::vector<TokenRecord>> MemoryOpsStore::tokens() {
  const std::lock_guard lock(mutex_);
  return values(tokens_);
}

Result<void> MemoryOpsStore::put_board_key(const BoardKeyRecord& key) {
  const std::lock_guard lock(mutex_);
  board_keys_.insert_or_assign(key.id, key);
  return {};
}

Result<void> MemoryOpsStore::remove_board_key(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return remove(board_keys_, id, "board key");
}

Result<std::vector<BoardKeyRecord>> MemoryOpsStore::board_keys() {
  const std::lock_guard lock(mutex_);
  return values(board_keys_);
}

Result<void> MemoryOpsStore::put_device_secrets(const DeviceSecrets& secrets) {
  const std::lock_guard lock(mutex_);
  device_secrets_.insert_or_assign(secrets.device, secrets);
  return {};
}

Result<void> MemoryOpsStore::remove_device_secrets(std::string_view device) {
  const std::lock_guard lock(mutex_);
  return remove(device_secrets_, device, "secrets of device");
}

Result<std::vector<DeviceSecrets>> MemoryOpsStore::device_secrets() {
  const std::lock_guard lock(mutex_);
  return values(device_secrets_);
}

Result<void> MemoryOpsStore::quarantine(const Quarantined& item) {
  if (item.body.size() > kMaxQuarantineBytes) {
    return fail(ErrorCode::too_large, "the message is larger than the whole quarantine");
  }
  const std::lock_guard lock(mutex_);
  quarantine_.push_front(item);
  quarantine_.front().id = ++last_id_;
  quarantine_bytes_ += item.body.size();
  while (quarantine_.size() > kMaxQuarantineItems || quarantine_bytes_ > kMaxQuarantineBytes) {
    quarantine_bytes_ -= quarantine_.back().body.size();
    quarantine_.pop_back();
  }
  return {};
}

Result<std::vector<Quarantined>> MemoryOpsStore::quarantined(std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const auto count = static_cast<std::ptrdiff_t>(std::min(limit, quarantine_.size()));
  return std::vector<Quarantined>(quarantine_.begin(), quarantine_.begin() + count);
}

Result<std::optional<IdempotentReply>> MemoryOpsStore::reply_for(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = replies_.find(key);
  if (found == replies_.end() || found->second.at <= clock_.wall() - kIdempotencyKept) {
    return std::nullopt;
  }
  return found->second.reply;
}

Result<void> MemoryOpsStore::remember_reply(std::string_view key, const IdempotentReply& reply,
                                            WallTime at) {
  const std::lock_guard lock(mutex_);
  std::erase_if(replies_,
                [at](const auto& kept) { return kept.second.at <= at - kIdempotencyKept; });
  replies_.insert_or_assign(std::string(key), Kept{reply, at});
  return {};
}

}  // namespace cleangate::store
