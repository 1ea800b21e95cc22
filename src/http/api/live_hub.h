#pragma once
// Live push: one message, many clients, no copy. Thread-safe; never waits for a client.
// A console that resumes loses nothing: it is joined first, and what is committed while it reads
// the log is held for it.

#include <deque>
#include <map>
#include <memory>
#include <mutex>

#include "http/exchange.h"
#include "service/ports/live_feed.h"

namespace cleangate::http {

class LiveHub final : public service::LiveFeed {
 public:
  /// Shared: the connection and this hub both hold a client.
  using Client = std::shared_ptr<LiveClient>;

  void passage_changed(std::uint64_t index, const Json& passage) override;
  void board(const Json& message) override;
  /// One with `on` lasts until the same `alert` comes with on = false.
  void alert(const Json& alert) override;

  /// A board gets `state` first, then everything from now on. Call where board() is called from,
  /// so that nothing comes between. False when kMaxLiveClients are there.
  bool join_board(const Client& client, const Json& state);
  /// A console's messages are held from now on, until catch_up().
  bool join_console(const Client& client);
  /// The client has everything up to `after` (-1: whatever there was): sends what was held beyond
  /// it, then everything. False when too much was held: read the log again and call again.
  bool catch_up(const Client& client, std::int64_t after);

  [[nodiscard]] std::size_t clients() const;

 private:
  struct Message {
    std::shared_ptr<const std::string> text;  ///< shared by every client's queue
    std::int64_t index;                       ///< kNoEntry: an alert
  };
  struct Console {
    Client client;
    bool live = false;
    bool too_much = false;
    std::deque<Message> held;
  };
  static constexpr std::int64_t kNoEntry = -1;
  bool has_room() const;
  void tell(Console& console, const Message& message);
  void leave_with(const Client& client);
  void leave(LiveClient* client);

  mutable std::mutex mutex_;
  std::map<LiveClient*, Console> consoles_;
  std::map<LiveClient*, Client> boards_;
  std::map<std::string, std::shared_ptr<const std::string>> lasting_;  ///< alerts, by name
  std::int64_t last_index_ = 0;
};

}  // namespace cleangate::http
