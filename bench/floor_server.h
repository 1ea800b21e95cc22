#pragma once
// The floor of the hot path: a bare epoll loop on one thread of its own that receives a body,
// hashes two photos, makes their bytes durable with one sync, overwrites and syncs 4 KiB, replies.
// It parses nothing and decides nothing.

#include <cstdint>
#include <string>
#include <thread>

namespace cleangate::bench {

class FloorServer {
 public:
  /// Listens on a free loopback port; writes two files in `folder`. `photo` is what it hashes and
  /// stores twice for every message. Throws when it cannot start.
  FloorServer(const std::string& folder, std::string photo);
  ~FloorServer();
  FloorServer(const FloorServer&) = delete;
  FloorServer& operator=(const FloorServer&) = delete;
  [[nodiscard]] int port() const { return port_; }

 private:
  void loop();
  void store();

  std::string photo_;
  int photos_ = -1;
  int page_ = -1;
  int listener_ = -1;
  int wake_ = -1;
  int port_ = 0;
  std::uint8_t last_hash_ = 0;  // kept so that no hash can be left out
  std::thread thread_;
};

}  // namespace cleangate::bench
