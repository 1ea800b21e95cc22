#pragma once
// What all connections of a server share: the I/O context, the bounds, the register of what is
// open. Internal to server*.cpp. Register and counters are thread-safe.

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "http/server.h"

namespace cleangate::http {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Strand = asio::strand<asio::io_context::executor_type>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Strand>;
using Socket = asio::basic_stream_socket<Tcp, Strand>;

/// A connection or WebSocket that stop() must end. Both calls come from any thread.
class Stoppable {
 public:
  virtual ~Stoppable() = default;
  virtual void drain() = 0;  ///< finish what is in hand, then close
  virtual void cut() = 0;    ///< close now
};

class Acceptor;

class ServerCore : public std::enable_shared_from_this<ServerCore> {
 public:
  ServerCore(const Clock& the_clock, ServerOptions the_options);
  ~ServerCore();

  const Clock& clock;
  const ServerOptions options;
  asio::io_context context;

  std::atomic<std::uint64_t> connections{0}, refused{0}, requests{0}, bad_requests{0}, hang_ups{0};
  std::atomic<std::size_t> live{0}, body_bytes{0};

  /// False when full (in all, of this listener, of this address) or stopping.
  bool enter(Stoppable* key, std::weak_ptr<Stoppable> self, const Listener& listener,
             const std::string& peer);
  void leave(Stoppable* key);
  /// The same place for another object: a connection that became a WebSocket.
  void replace(Stoppable* key, Stoppable* new_key, std::weak_ptr<Stoppable> self);
  [[nodiscard]] std::size_t open() const;

  /// Calls `post`, which may only post to the context, unless the I/O threads are gone; false then.
  template <class Post>
  bool while_running(Post&& post) {
    const std::lock_guard lock(running_mutex_);
    if (running_) post();
    return running_;
  }
  /// Takes room for a body; false when kMaxBodiesBytes would be passed.
  bool take_body_room(std::size_t bytes);

  Result<std::uint16_t> listen(Listener listener);
  void start();
  void stop();

 private:
  void run();
  [[nodiscard]] std::vector<std::shared_ptr<Stoppable>> everything() const;

  /// One open connection and whose places it takes.
  struct Place {
    std::weak_ptr<Stoppable> self;
    const Listener* listener;
    std::string peer;
  };
  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  // The next four are guarded by mutex_.
  std::unordered_map<Stoppable*, Place> open_;
  std::unordered_map<const Listener*, std::size_t> of_listener_;
  std::unordered_map<std::string, std::size_t> of_peer_;
  bool stopping_ = false;
  std::mutex running_mutex_;
  bool running_ = true;  // guarded by running_mutex_: the context still takes work
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work_;
  std::vector<std::shared_ptr<Acceptor>> acceptors_;
  std::vector<std::thread> threads_;
};

}  // namespace cleangate::http
