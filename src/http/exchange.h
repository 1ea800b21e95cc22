#pragma once
// The two ways to answer a request: Respond (one response) and LiveClient (a WebSocket).
// Both are thread-safe, outlive the connection and the server, and never block.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/request.h"

namespace cleangate::http {

/// Told once whether the bytes of the response were handed to the socket.
using After = std::move_only_function<void(bool written)>;

/// One WebSocket client.
class LiveClient {
 public:
  virtual ~LiveClient() = default;
  /// Queues one text message; `index` is the log entry it tells of. False, and nothing is queued,
  /// when the client is gone or kMaxLiveBacklog messages wait: then it is sent
  /// {"type":"overrun","resume_after":<index of the last message it got>} and closed.
  virtual bool send(std::shared_ptr<const std::string> text, std::int64_t index) = 0;
  /// Called once, on the connection's strand, when nothing is queued any more: the way to send a
  /// long history page by page. Never called after the client is gone.
  virtual void when_sent(std::move_only_function<void()> handler) = 0;
  /// Messages of the client, at most kMaxLiveRequestBytes each, on the connection's strand.
  virtual void on_text(std::move_only_function<void(std::string)> handler) = 0;
  /// Called once when the client is gone, at once if it is already.
  virtual void on_close(std::move_only_function<void()> handler) = 0;
  /// Closes after what is queued (RFC 6455 section 7.4 code).
  virtual void close(std::uint16_t code, std::string reason) = 0;
};

/// How the server takes an answer; implemented in server_connection.cpp.
class ExchangeSink {
 public:
  virtual ~ExchangeSink() = default;
  virtual void respond(Response response, After after) = 0;
  virtual void accept_live(std::move_only_function<void(std::shared_ptr<LiveClient>)> on_open) = 0;
  virtual void resume(std::move_only_function<void()> work) = 0;
};

/// Answers one request, once, from any thread. Destroyed unused it answers 500.
class Respond {
 public:
  /// `sink`: shared because the answer may come after connection and server are gone.
  explicit Respond(std::shared_ptr<ExchangeSink> sink) : sink_(std::move(sink)) {}
  /// For tests and wrappers: the answer goes to a function.
  explicit Respond(std::move_only_function<void(Response, After)> function);
  Respond(Respond&&) noexcept = default;
  Respond& operator=(Respond&& other) noexcept;
  ~Respond();

  /// `after` is called once, on the connection's strand: true when all bytes were handed to the
  /// socket, false when the connection had closed before. A second call is ignored.
  void operator()(Response response, After after = {});
  /// Turns the connection into a WebSocket (the request must want it, else 426 is answered and
  /// on_open gets null). on_open gets null also when the client has gone.
  void accept_live(std::move_only_function<void(std::shared_ptr<LiveClient>)> on_open);
  /// Goes on with this exchange on an I/O thread, from wherever it is: for work that is too long
  /// for the plant's executor. Runs also when the client has gone; here and now when the I/O
  /// threads have ended.
  void resume(std::move_only_function<void(Respond)> work);

 private:
  std::shared_ptr<ExchangeSink> sink_;
};

using Handler = std::move_only_function<void(Request, Respond) const>;
using LiveHandler = std::move_only_function<void(Request, std::shared_ptr<LiveClient>) const>;

}  // namespace cleangate::http
