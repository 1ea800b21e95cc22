#pragma once
// The floor of the hot path: a bare epoll loop on one thread of its own that receives a body,
// hashes the two photos in it, makes their bytes durable in one file with one sync, overwrites and
// syncs 4 KiB, replies. It parses nothing and decides nothing. Like the product's two disk
// threads it asks for real time while it syncs (and only then): else it would wait for the
// scheduler where they do not, and stand above the product instead of below.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bench/table.h"

namespace cleangate::bench {

class FloorServer {
 public:
  /// Listens on a free loopback port; writes two files in `folder`. It takes the last two times
  /// `photo_bytes` of every body for its photos: as many bytes, though a boundary stands between
  /// and behind them. Throws when it cannot start.
  FloorServer(const std::string& folder, std::size_t photo_bytes);
  ~FloorServer();
  FloorServer(const FloorServer&) = delete;
  FloorServer& operator=(const FloorServer&) = delete;
  [[nodiscard]] int port() const { return port_; }

 private:
  void loop();
  void read(int connection);
  void store(std::string_view photos);
  void watch(int descriptor) const;

  struct Received {
    std::string bytes;  ///< room for a whole message
    std::size_t size = 0;
  };
  const std::size_t photo_bytes_;
  int photos_ = -1;
  int page_ = -1;
  int port_ = 0;  // before the listener, which sets it
  int listener_ = -1;
  int wake_ = -1;
  int poll_ = -1;
  std::size_t next_page_ = 0;
  std::vector<Received> received_;  ///< by descriptor
  std::uint8_t last_hash_ = 0;      // kept so that no hash can be left out
  std::thread thread_;
};

}  // namespace cleangate::bench
