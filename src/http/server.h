#pragma once
// The HTTP/1.1 server: listeners, keep-alive, TLS, WebSockets. Handlers run on its I/O threads
// and must not block; they answer through Respond from any thread. Never reads a body further
// than the limit of its path. Asio and Beast stay in server*.cpp.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"
#include "http/address.h"
#include "http/exchange.h"

namespace cleangate::http {

struct TlsFiles {
  std::string certificate;  ///< PEM chain
  std::string key;          ///< PEM
};

/// The largest body a path may carry, in bytes; asked when the header has been read. Thread-safe.
using BodyLimit = std::move_only_function<std::size_t(const Request&) const>;

struct Listener {
  std::string name;  ///< becomes Request::listener
  Address address;   ///< port 0 = any free one
  std::optional<TlsFiles> tls = {};
  Handler handler;
  BodyLimit body_limit = {};         ///< empty = kMaxApiBodyBytes
  bool refuse_public_peers = false;  ///< closes connections from addresses that are not private
  std::size_t max_connections = kMaxConnections;  ///< of this listener's own
};

struct ServerOptions {
  std::size_t threads = 2;
  std::size_t max_connections = kMaxConnections;
  std::size_t max_bodies_bytes = kMaxBodiesBytes;
  std::size_t max_connections_per_peer = kMaxConnectionsPerPeer;     ///< loopback is not counted
  std::chrono::milliseconds first_byte_timeout = kFirstByteTimeout;  ///< TLS handshake included
  std::chrono::milliseconds header_timeout = kHeaderTimeout;
  std::chrono::milliseconds body_timeout = kBodyTimeout;
  std::chrono::milliseconds write_timeout = kWriteTimeout;
  std::chrono::milliseconds idle_timeout = kIdleTimeout;
  std::chrono::milliseconds linger_timeout = kLingerTimeout;
  std::chrono::milliseconds stop_timeout = kStopTimeout;
  std::chrono::milliseconds live_ping = kLivePing;
};

/// Since the start; for /metrics and tests.
struct ServerCounters {
  std::uint64_t connections = 0;  ///< accepted
  std::uint64_t refused =
      0;  ///< closed at once: too many (in all, of its listener or its address), or a public peer
  std::uint64_t requests = 0;      ///< given to a handler
  std::uint64_t bad_requests = 0;  ///< answered here: malformed, too large, too slow
  std::uint64_t hang_ups = 0;      ///< client gone before its reply was written
  std::size_t open = 0;            ///< connections now, WebSockets included
  std::size_t live = 0;            ///< WebSockets now
  std::size_t body_bytes = 0;      ///< room taken by bodies now
};

class ServerCore;

class Server {
 public:
  /// `clock` must outlive the server.
  explicit Server(const Clock& clock, ServerOptions options = {});
  ~Server();  ///< stop()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds; connections wait until start(). Gives the bound port. Errors: invalid (certificate,
  /// key, address), conflict (address in use), denied (no right to this port).
  [[nodiscard]] Result<std::uint16_t> listen(Listener listener);
  void start();
  /// Takes no more connections, lets requests in hand finish for `stop_timeout`, then cuts.
  /// Afterwards no handler runs. Must not be called on an I/O thread. Idempotent.
  void stop();

  [[nodiscard]] ServerCounters counters() const;

 private:
  std::shared_ptr<ServerCore> core_;  ///< shared: a Respond may outlive the server
};

}  // namespace cleangate::http
