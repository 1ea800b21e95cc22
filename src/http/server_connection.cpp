#include "http/server_connection.h"

#include <poll.h>
#include <boost/asio/post.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <algorithm>

#include "base/log.h"
#include "http/server_reply.h"

namespace cleangate::http {
namespace {

/// A broken invariant ends the request, not the server: Respond has answered 500.
template <class Work>
void guarded(const Listener& listener, Work&& work) {
  try {
    work();
  } catch (const std::exception& error) {
    log_event(LogLevel::error, "http.handler_threw",
              {{"listener", listener.name}, {"what", error.what()}});
  }
}

}  // namespace

Connection::Connection(std::shared_ptr<ServerCore> core, std::shared_ptr<const Listener> listener,
                       std::unique_ptr<Channel> channel, std::string peer_address)
    : core_(std::move(core)),
      listener_(std::move(listener)),
      channel_(std::move(channel)),
      strand_(channel_->socket().get_executor()),
      peer_address_(std::move(peer_address)),
      timer_(strand_),
      look_again_(strand_) {}

Connection::~Connection() {
  core_->body_bytes -= held_room_;
  core_->leave(this);
}

void Connection::start() {
  arm(core_->options.first_byte_timeout);
  channel_->handshake([self = shared_from_this()](IoError error, std::size_t) {
    if (self->state_ != State::handshake) return;
    if (error || self->draining_) return self->close();
    self->next_request();
  });
}

/// On the strand now, or posted to it; false when the I/O threads are gone.
template <class Function>
bool Connection::on_strand(Function function) {
  if (strand_.running_in_this_thread()) {
    function();
    return true;
  }
  return core_->while_running([&] { asio::post(strand_, std::move(function)); });
}

void Connection::drain() {
  on_strand([self = shared_from_this()] {
    self->draining_ = true;
    self->keep_ = false;
    const bool idle = self->state_ == State::receiving && !self->got_first_byte_;
    if (idle || self->state_ == State::handshake || self->state_ == State::lingering) {
      self->close();
    }
  });
}

void Connection::cut() {
  on_strand([self = shared_from_this()] { self->close(); });
}

// Receiving.

void Connection::next_request() {
  (void)hold_body_room(0);
  reader_.reset();
  got_first_byte_ = false;
  state_ = State::receiving;
  if (draining_) return close();
  arm(is_first_ ? core_->options.first_byte_timeout : core_->options.idle_timeout);
  is_first_ = false;
  read_more();
}

void Connection::read_more() {
  reading_ = true;
  channel_->read_some(reader_.space(),
                      [self = shared_from_this()](IoError error, std::size_t count) {
                        self->reading_ = false;
                        self->on_read(error, count);
                      });
}

void Connection::on_read(IoError error, std::size_t count) {
  if (state_ == State::lingering) return error ? close() : discard();
  if (state_ != State::receiving) return;
  if (error) return close();
  if (!got_first_byte_) {
    got_first_byte_ = true;
    first_byte_ = core_->clock.monotonic();
    arm(core_->options.header_timeout);
  }
  advance(reader_.filled(count));
}

void Connection::advance(RequestReader::Stage stage) {
  switch (stage) {
    case RequestReader::Stage::head:
      return read_more();
    case RequestReader::Stage::headed:
      return on_head();
    case RequestReader::Stage::refused:
      return refuse(reader_.refusal().status, reader_.refusal().detail);
    case RequestReader::Stage::body:
    case RequestReader::Stage::complete:
      break;
  }
  if (!hold_body_room(reader_.body_bytes())) {
    return refuse(503, "too many large requests at once; try again");
  }
  if (stage == RequestReader::Stage::body) return read_more();
  hand_over();
}

void Connection::on_head() {
  arm(core_->options.body_timeout);
  reader_.head().peer_address = peer_address_;
  const std::size_t limit =
      listener_->body_limit ? listener_->body_limit(reader_.head()) : kMaxApiBodyBytes;
  const auto stage = reader_.start_body(limit);
  if (stage == RequestReader::Stage::body && reader_.expects_continue()) return say_continue();
  advance(stage);
}

void Connection::say_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  channel_->write_some({asio::buffer(kContinue), asio::const_buffer()},
                       [self = shared_from_this()](IoError error, std::size_t count) {
                         if (self->state_ != State::receiving) return;
                         if (error || count != kContinue.size()) return self->close();
                         self->advance(RequestReader::Stage::body);
                       });
}

bool Connection::hold_body_room(std::size_t bytes) {
  if (bytes > held_room_ && !core_->take_body_room(bytes - held_room_)) return false;
  if (bytes < held_room_) core_->body_bytes -= held_room_ - bytes;
  held_room_ = bytes;
  return true;
}

void Connection::hand_over() {
  state_ = State::handling;
  deadline_ = std::chrono::steady_clock::time_point::max();
  pipelined_ = reader_.has_more();
  keep_ = reader_.keep_alive() && !pipelined_ && !draining_;
  ++core_->requests;
  Request request = reader_.take_request();
  is_head_request_ = request.method == "HEAD";
  request.peer_address = peer_address_;
  request.first_byte = first_byte_;
  request.received = core_->clock.monotonic();
  request.received_wall = core_->clock.wall();
  request.listener = listener_->name;
  request.secure = channel_->secure();
  request.connection_closed = closed_flag_;
  watch();
  guarded(*listener_, [&] { listener_->handler(std::move(request), Respond(shared_from_this())); });
}

void Connection::refuse(int status, std::string detail) {
  ++core_->bad_requests;
  keep_ = false;
  is_head_request_ = false;
  write(problem(status, std::move(detail)), {});
}

// While a handler has the request.

void Connection::watch() {
  if (watching_ || pipelined_) return;
  watching_ = true;
  channel_->socket().async_wait(Socket::wait_read, [self = shared_from_this()](IoError error) {
    self->watching_ = false;
    if (!error && self->state_ == State::handling) self->on_readable();
  });
}

void Connection::on_readable() {
  if (peer_gone()) return hang_up();
  const std::size_t count = channel_->read_now(asio::buffer(scratch_));
  const auto end = scratch_.begin() + static_cast<std::ptrdiff_t>(count);
  pipelined_ = std::any_of(scratch_.begin(), end, [](char c) { return c != '\r' && c != '\n'; });
  if (pipelined_) keep_ = false;
  if (count > 0) return watch();
  // A TLS record that nobody reads now, perhaps the goodbye: the end may come behind it.
  look_again_.expires_after(kHangUpLook);
  look_again_.async_wait([weak = weak_from_this()](IoError error) {
    const auto self = error ? nullptr : weak.lock();
    if (self && self->state_ == State::handling) self->watch();
  });
}

/// The client has closed, at least its sending half: no reply would be read.
bool Connection::peer_gone() {
  pollfd waiting{channel_->socket().native_handle(), POLLRDHUP, 0};
  return poll(&waiting, 1, 0) == 1 && (waiting.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

void Connection::hang_up() {
  ++core_->hang_ups;
  close();
}

// Answering.

void Connection::respond(Response response, After after) {
  auto shared = std::make_shared<std::pair<Response, After>>(std::move(response), std::move(after));
  const bool taken = on_strand([self = shared_from_this(), shared] {
    if (self->state_ == State::handling && self->peer_gone()) self->hang_up();
    if (self->state_ == State::handling) {
      return self->write(std::move(shared->first), std::move(shared->second));
    }
    if (shared->second) shared->second(false);
  });
  if (!taken && shared->second) shared->second(false);
}

void Connection::write(Response response, After after) {
  state_ = State::writing;
  reply_ = std::move(response);
  after_ = std::move(after);
  written_ = 0;
  reply_head_ = reply_head(reply_, {.keep_alive = keep_, .http_1_0 = reader_.is_http_1_0()},
                           core_->clock.wall());
  write_more();
}

void Connection::write_more() {
  arm(core_->options.write_timeout);
  const bool has_body = !is_head_request_ && may_carry_body(reply_.status);
  const std::size_t in_head = std::min(written_, reply_head_.size());
  const auto head = asio::buffer(reply_head_) + in_head;
  const auto body =
      has_body ? asio::buffer(reply_.content()) + (written_ - in_head) : asio::const_buffer();
  if (head.size() + body.size() == 0) return on_written();
  channel_->write_some({head, body}, [self = shared_from_this()](IoError error, std::size_t count) {
    if (self->state_ != State::writing) return;
    if (error) return self->hang_up();
    self->written_ += count;
    self->write_more();
  });
}

void Connection::on_written() {
  reply_ = {};
  if (auto after = std::exchange(after_, {})) after(true);
  if (state_ != State::writing) return;
  if (keep_) return next_request();
  linger();
}

void Connection::accept_live(OnOpen on_open) {
  auto shared = std::make_shared<OnOpen>(std::move(on_open));
  const bool taken = on_strand([self = shared_from_this(), shared] {
    if (self->state_ == State::handling && self->peer_gone()) self->hang_up();
    if (self->state_ != State::handling) return (*shared)(nullptr);
    self->open_live(std::move(*shared));
  });
  if (!taken) (*shared)(nullptr);
}

void Connection::resume(std::move_only_function<void()> work) {
  auto shared = std::make_shared<std::move_only_function<void()>>(std::move(work));
  const bool posted = core_->while_running([&] {
    asio::post(strand_, [listener = listener_, shared] { guarded(*listener, *shared); });
  });
  if (!posted) (*shared)();
}

void Connection::open_live(OnOpen on_open) {
  const UpgradeRequest request = reader_.upgrade_request();
  const bool upgrades = boost::beast::websocket::is_upgrade(request) && !pipelined_;
  if (!upgrades || core_->live >= kMaxLiveClients || draining_) {
    on_open(nullptr);
    return write(upgrades ? problem(503, "too many live clients; try again later")
                          : problem(426, "this address speaks WebSocket"),
                 {});
  }
  state_ = State::closed;  // of this object; the stream lives on
  (void)hold_body_room(0);
  timer_.cancel();
  look_again_.cancel();
  IoError ignored;
  channel_->socket().cancel(ignored);
  channel_->upgrade(core_, this, request, std::move(on_open));
}

// Ending.

/// Says that nothing more comes, then reads on for a while: closing with unread bytes would reset
/// the connection and could take the reply away from the client (RFC 9112 section 9.6).
void Connection::linger() {
  if (draining_) return close();
  state_ = State::lingering;
  arm(core_->options.linger_timeout);
  channel_->shutdown([self = shared_from_this()](IoError error, std::size_t) {
    if (self->state_ != State::lingering) return;
    if (error || self->channel_->secure()) return self->close();
    if (!self->reading_) self->discard();
  });
}

void Connection::discard() {
  reading_ = true;
  channel_->socket().async_read_some(asio::buffer(scratch_),
                                     [self = shared_from_this()](IoError error, std::size_t count) {
                                       self->reading_ = false;
                                       self->on_read(error, count);
                                     });
}

void Connection::close() {
  if (state_ == State::closed) return;
  state_ = State::closed;
  *closed_flag_ = true;
  timer_.cancel();
  look_again_.cancel();
  IoError ignored;
  channel_->socket().close(ignored);
  (void)hold_body_room(0);
  core_->leave(this);
  if (auto after = std::exchange(after_, {})) after(false);
}

// Time.

/// One timer per connection; moving the deadline later costs no system call.
void Connection::arm(std::chrono::milliseconds span) {
  const auto deadline = std::chrono::steady_clock::now() + span;
  const bool earlier = deadline < deadline_;
  deadline_ = deadline;
  if (!waiting_ || (earlier && timer_.expiry() > deadline)) wait();
}

void Connection::wait() {
  waiting_ = true;
  timer_.expires_at(deadline_);  // cancels the wait before
  timer_.async_wait([weak = weak_from_this()](IoError error) {
    const auto self = weak.lock();
    if (!self || error || self->state_ == State::closed) return;
    self->waiting_ = false;
    if (std::chrono::steady_clock::now() >= self->deadline_) return self->on_deadline();
    if (self->deadline_ != std::chrono::steady_clock::time_point::max()) self->wait();
  });
}

void Connection::on_deadline() {
  if (state_ == State::handling) return;
  if (state_ == State::writing) return hang_up();
  if (state_ != State::receiving || !got_first_byte_) return close();
  refuse(408, "the request did not arrive in time");
}

}  // namespace cleangate::http
