#pragma once
// The blocking HTTP client of the benchmarks: one exchange over a connection of its own. Product
// and floor are driven by the same bytes from here. Any thread.

#include <string>
#include <string_view>

namespace cleangate::bench {

/// An address that takes connections and never answers: a dead display, barrier or web server.
class BlackHole {
 public:
  BlackHole();
  ~BlackHole();
  BlackHole(const BlackHole&) = delete;
  BlackHole& operator=(const BlackHole&) = delete;
  [[nodiscard]] std::string url() const;  ///< http://127.0.0.1:PORT

 private:
  int listener_;
  int port_;
};

/// Connects, sends `request` (head and body), reads the whole reply, closes. Throws unless it is
/// 200.
std::string exchange(int port, std::string_view head, std::string_view body);

/// A listening loopback socket; its port into `port`. Throws.
[[nodiscard]] int listen_anywhere(int backlog, int& port);

}  // namespace cleangate::bench
