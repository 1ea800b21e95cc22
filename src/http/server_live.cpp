#include "http/server_live.h"

#include <fmt/format.h>
#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <mutex>
#include <optional>

namespace cleangate::http {
namespace {

namespace websocket = boost::beast::websocket;

/// A place among kMaxLiveClients.
class LivePlace {
 public:
  explicit LivePlace(ServerCore& core) : core_(core) { ++core_.live; }
  ~LivePlace() { --core_.live; }
  LivePlace(const LivePlace&) = delete;
  LivePlace& operator=(const LivePlace&) = delete;

 private:
  ServerCore& core_;
};

/// Shared: its operations under way, the core's register and the handler all hold it.
template <class Stream>
class LiveSession final : public LiveClient,
                          public Stoppable,
                          public std::enable_shared_from_this<LiveSession<Stream>> {
 public:
  LiveSession(Stream stream, std::shared_ptr<ServerCore> core)
      : core_(std::move(core)), place_(*core_), stream_(std::move(stream)) {}
  ~LiveSession() override { core_->leave(this); }

  void open(const UpgradeRequest& request, OnOpen on_open);

  bool send(std::shared_ptr<const std::string> text, std::int64_t index) override;
  void when_sent(std::move_only_function<void()> handler) override;
  void on_text(std::move_only_function<void(std::string)> handler) override;
  void on_close(std::move_only_function<void()> handler) override;
  void close(std::uint16_t code, std::string reason) override;
  void drain() override { close(websocket::close_code::going_away, "the server is stopping"); }
  void cut() override;

 private:
  struct Message {
    std::shared_ptr<const std::string> text;
    std::int64_t index;
  };
  template <class Function>
  bool post(Function function);
  void read();
  void write();
  void say_goodbye();
  void finish();

  const std::shared_ptr<ServerCore> core_;
  const LivePlace place_;
  websocket::stream<Stream> stream_;
  boost::beast::flat_buffer input_;
  std::move_only_function<void(std::string)> on_text_;  // strand only
  bool opened_ = false, saying_goodbye_ = false;        // strand only

  std::mutex mutex_;  ///< guards the rest
  std::deque<Message> queue_;
  std::int64_t last_written_ = -1;
  bool writing_ = false, any_written_ = false, no_more_ = false, finished_ = false;
  std::optional<websocket::close_reason> goodbye_;
  std::move_only_function<void()> on_close_, when_sent_;
};

template <class Stream>
template <class Function>
bool LiveSession<Stream>::post(Function function) {
  return core_->while_running([&] { asio::post(stream_.get_executor(), std::move(function)); });
}

template <class Stream>
void LiveSession<Stream>::open(const UpgradeRequest& request, OnOpen on_open) {
  websocket::stream_base::timeout timeout{};
  timeout.handshake_timeout = core_->options.write_timeout;
  timeout.idle_timeout = core_->options.live_ping * 2;  // Beast pings at half of it
  timeout.keep_alive_pings = true;
  stream_.set_option(timeout);
  stream_.read_message_max(kMaxLiveRequestBytes);
  stream_.text(true);
  stream_.auto_fragment(false);
  stream_.async_accept(request, [self = this->shared_from_this(),
                                 on_open = std::move(on_open)](IoError error) mutable {
    if (error) {
      on_open(nullptr);
      return self->finish();
    }
    self->opened_ = true;
    on_open(self);
    self->read();
    self->write();
  });
}

template <class Stream>
bool LiveSession<Stream>::send(std::shared_ptr<const std::string> text, std::int64_t index) {
  {
    const std::lock_guard lock(mutex_);
    if (no_more_ || finished_) return false;
    if (queue_.size() >= kMaxLiveBacklog) {
      // What is being written stays in front; the rest is for the client to ask for again.
      if (!any_written_ && !writing_) last_written_ = queue_.front().index - 1;
      if (writing_) last_written_ = queue_.front().index;
      queue_.erase(queue_.begin() + (writing_ ? 1 : 0), queue_.end());
      queue_.push_back({std::make_shared<const std::string>(fmt::format(
                            R"({{"type":"overrun","resume_after":{}}})", last_written_)),
                        last_written_});
      no_more_ = true;
      goodbye_.emplace(websocket::close_code::try_again_later, "overrun");
      return false;
    }
    queue_.push_back({std::move(text), index});
    if (writing_) return true;
  }
  return post([self = this->shared_from_this()] { self->write(); });
}

template <class Stream>
void LiveSession<Stream>::write() {
  std::shared_ptr<const std::string> text;  // shared with other clients' queues
  std::move_only_function<void()> when_sent;
  {
    const std::lock_guard lock(mutex_);
    if (writing_ || finished_ || !opened_) return;
    if (queue_.empty() && goodbye_) return say_goodbye();
    if (queue_.empty()) {
      when_sent = std::exchange(when_sent_, nullptr);
    } else {
      writing_ = true;
      text = queue_.front().text;
    }
  }
  if (when_sent) when_sent();
  if (!text) return;
  stream_.async_write(asio::buffer(*text),
                      [self = this->shared_from_this(), text](IoError error, std::size_t) {
                        if (error) return self->finish();
                        {
                          const std::lock_guard lock(self->mutex_);
                          self->writing_ = false;
                          if (self->finished_) return;
                          self->any_written_ = true;
                          self->last_written_ = self->queue_.front().index;
                          self->queue_.pop_front();
                        }
                        self->write();
                      });
}

template <class Stream>
void LiveSession<Stream>::read() {
  stream_.async_read(input_, [self = this->shared_from_this()](IoError error, std::size_t) {
    if (error) return self->finish();
    std::string text = boost::beast::buffers_to_string(self->input_.data());
    self->input_.consume(self->input_.size());
    if (self->on_text_) self->on_text_(std::move(text));
    self->read();
  });
}

template <class Stream>
void LiveSession<Stream>::when_sent(std::move_only_function<void()> handler) {
  {
    const std::lock_guard lock(mutex_);
    if (finished_ || no_more_) return;
    when_sent_ = std::move(handler);
  }
  post([self = this->shared_from_this()] { self->write(); });
}

template <class Stream>
void LiveSession<Stream>::on_text(std::move_only_function<void(std::string)> handler) {
  post([self = this->shared_from_this(), handler = std::move(handler)]() mutable {
    self->on_text_ = std::move(handler);
  });
}

template <class Stream>
void LiveSession<Stream>::on_close(std::move_only_function<void()> handler) {
  {
    const std::lock_guard lock(mutex_);
    if (!finished_) {
      on_close_ = std::move(handler);
      return;
    }
  }
  handler();
}

template <class Stream>
void LiveSession<Stream>::close(std::uint16_t code, std::string reason) {
  {
    const std::lock_guard lock(mutex_);
    no_more_ = true;
    if (!goodbye_) goodbye_.emplace(static_cast<websocket::close_code>(code), reason);
  }
  post([self = this->shared_from_this()] { self->write(); });
}

/// Under the lock. The read under way ends when the client has answered or the time is over.
template <class Stream>
void LiveSession<Stream>::say_goodbye() {
  if (std::exchange(saying_goodbye_, true)) return;
  stream_.async_close(*goodbye_, [self = this->shared_from_this()](IoError) { self->finish(); });
}

template <class Stream>
void LiveSession<Stream>::cut() {
  post([self = this->shared_from_this()] { self->finish(); });
}

template <class Stream>
void LiveSession<Stream>::finish() {
  std::move_only_function<void()> on_close;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(finished_, true)) return;
    queue_.clear();
    when_sent_ = {};  // may hold this session
    on_close = std::move(on_close_);
  }
  IoError ignored;
  boost::beast::get_lowest_layer(stream_).close(ignored);
  // Else its timer would hold the I/O threads for as long as a handler holds this client.
  stream_.set_option(websocket::stream_base::timeout{websocket::stream_base::none(),
                                                     websocket::stream_base::none(), false});
  on_text_ = {};  // may hold this session
  core_->leave(this);
  if (on_close) on_close();
}

template <class Stream>
void open(Stream stream, std::shared_ptr<ServerCore> core, Stoppable* connection,
          const UpgradeRequest& request, OnOpen on_open) {
  auto session = std::make_shared<LiveSession<Stream>>(std::move(stream), core);
  core->replace(connection, session.get(), session);
  session->open(request, std::move(on_open));
}

}  // namespace

void open_live(Socket stream, std::shared_ptr<ServerCore> core, Stoppable* connection,
               UpgradeRequest request, OnOpen on_open) {
  open(std::move(stream), std::move(core), connection, request, std::move(on_open));
}

void open_live(asio::ssl::stream<Socket> stream, std::shared_ptr<ServerCore> core,
               Stoppable* connection, UpgradeRequest request, OnOpen on_open) {
  open(std::move(stream), std::move(core), connection, request, std::move(on_open));
}

}  // namespace cleangate::http
