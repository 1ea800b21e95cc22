#pragma once
// Which credential opened which WebSocket: it ends when the credential does. Thread-safe, never
// waits for a client, never keeps one alive.

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "http/exchange.h"
#include "http/request.h"

namespace cleangate::http {

class LiveDoor {
 public:
  /// Whether the credential still is what it was, and may do what `asked` asks.
  using Holds = std::function<bool(const Principal&, Role asked)>;

  /// Whether one more client of the principal may come.
  [[nodiscard]] bool has_room(const Principal& principal) const;
  /// The client is shared: its connection and the hub hold it, and this door only watches. False:
  /// kMaxLivePerPrincipal of the principal are open, and the client was closed (1013).
  bool add(const Principal& principal, Role asked, const std::shared_ptr<LiveClient>& client);
  /// Closes (1008, RFC 6455 section 7.4.1) every client whose credential does not hold any more.
  void recheck(const Holds& holds);
  /// The principals of the clients that are open now.
  [[nodiscard]] std::vector<Principal> open() const;

 private:
  struct Guest {
    Principal principal;
    Role asked;
    std::weak_ptr<LiveClient> client;  ///< its connection and the hub hold it
  };
  [[nodiscard]] bool is_free(const Principal& principal) const;
  mutable std::mutex mutex_;  ///< guards guests_
  std::vector<Guest> guests_;
};

}  // namespace cleangate::http
