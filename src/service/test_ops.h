#pragma once
// What a plant keeps outside its log, in memory: tokens, board keys, device secrets; and a live
// feed that remembers alerts. Tests only.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/plant.h"

namespace cleangate::service::testing {

class FakeOps final : public OpsStore {
 public:
  Result<void> put_token(const TokenRecord& token) override {
    return put(tokens_kept, token.id, token);
  }
  Result<void> remove_token(std::string_view id) override { return drop(tokens_kept, id); }
  Result<std::vector<TokenRecord>> tokens() override { return std::vector<TokenRecord>(); }
  Result<void> put_board_key(const BoardKeyRecord& key) override {
    return put(board_keys_kept, key.id, key);
  }
  Result<void> remove_board_key(std::string_view id) override { return drop(board_keys_kept, id); }
  Result<std::vector<BoardKeyRecord>> board_keys() override {
    return std::vector<BoardKeyRecord>();
  }
  Result<void> put_device_secrets(const DeviceSecrets& secrets) override {
    return put(secrets_kept, secrets.device, secrets);
  }
  Result<void> remove_device_secrets(std::string_view device) override {
    return drop(secrets_kept, device);
  }
  Result<std::vector<DeviceSecrets>> device_secrets() override {
    std::vector<DeviceSecrets> out;
    for (const auto& [device, secrets] : secrets_kept) out.push_back(secrets);
    return out;
  }
  Result<void> quarantine(const Quarantined&) override { return {}; }
  Result<std::vector<Quarantined>> quarantined(std::size_t) override {
    return std::vector<Quarantined>();
  }
  Result<std::optional<IdempotentReply>> reply_for(std::string_view) override {
    return std::optional<IdempotentReply>();
  }
  Result<void> remember_reply(std::string_view, const IdempotentReply&, WallTime) override {
    return {};
  }

  std::map<std::string, TokenRecord, std::less<>> tokens_kept;
  std::map<std::string, BoardKeyRecord, std::less<>> board_keys_kept;
  std::map<std::string, DeviceSecrets, std::less<>> secrets_kept;
  std::optional<Error> fails;  ///< every write of tokens, keys and secrets

 private:
  template <class Map>
  Result<void> put(Map& map, const std::string& id, const typename Map::mapped_type& value) {
    if (fails) return std::unexpected(*fails);
    map.insert_or_assign(id, value);
    return {};
  }
  template <class Map>
  Result<void> drop(Map& map, std::string_view id) {
    if (fails) return std::unexpected(*fails);
    const auto found = map.find(id);
    if (found == map.end()) return fail(ErrorCode::not_found, "no such item");
    map.erase(found);
    return {};
  }
};

class FakeFeed final : public LiveFeed {
 public:
  void passage_changed(std::uint64_t, const Json&) override {}
  void board(const Json&) override {}
  void alert(const Json& alert) override { alerts.push_back(alert); }
  std::vector<Json> alerts;
};

}  // namespace cleangate::service::testing
