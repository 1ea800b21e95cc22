#pragma once
// Live push: one message, many clients, no copy. Thread-safe; never waits for a client.

#include <list>
#include <memory>
#include <mutex>

#include "http/exchange.h"
#include "service/ports/live_feed.h"

namespace cleangate::http {

class LiveHub final : public service::LiveFeed {
 public:
  void passage_changed(std::uint64_t index, const Json& passage) override;
  void board(const Json& message) override;

  /// `after`: the client has everything up to this index. False when kMaxLiveClients are there.
  bool join(std::shared_ptr<LiveClient> client, bool is_board);
  [[nodiscard]] std::size_t clients() const;

 private:
  using Clients = std::list<std::shared_ptr<LiveClient>>;  // shared with the connection
  void send(Clients& clients, const Json& message, std::int64_t index);

  mutable std::mutex mutex_;
  Clients consoles_, boards_;
  std::int64_t last_index_ = 0;
};

}  // namespace cleangate::http
