#include "http/server_channel.h"

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "http/server_live.h"

namespace cleangate::http {
namespace {

// `core` is shared: connections may outlive the server object.
class PlainChannel final : public Channel {
 public:
  explicit PlainChannel(Socket socket) : socket_(std::move(socket)) {}

  void handshake(Done done) override {
    asio::post(socket_.get_executor(), [done = std::move(done)]() mutable { done(IoError{}, 0); });
  }
  void read_some(asio::mutable_buffer into, Done done) override {
    socket_.async_read_some(into, std::move(done));
  }
  void write_some(const Buffers& from, Done done) override {
    socket_.async_write_some(from, std::move(done));
  }
  void shutdown(Done done) override {
    IoError error;
    socket_.shutdown(Socket::shutdown_send, error);
    asio::post(socket_.get_executor(),
               [done = std::move(done), error]() mutable { done(error, 0); });
  }
  Socket& socket() override { return socket_; }
  bool secure() const override { return false; }
  std::size_t read_now(asio::mutable_buffer into) override {
    IoError error;
    socket_.non_blocking(true, error);
    return error ? 0 : socket_.read_some(into, error);
  }
  void upgrade(std::shared_ptr<ServerCore> core, Stoppable* connection, UpgradeRequest request,
               OnOpen on_open) override {
    open_live(std::move(socket_), std::move(core), connection, std::move(request),
              std::move(on_open));
  }

 private:
  Socket socket_;
};

class TlsChannel final : public Channel {
 public:
  TlsChannel(Socket socket, asio::ssl::context& context) : stream_(std::move(socket), context) {}

  void handshake(Done done) override {
    stream_.async_handshake(asio::ssl::stream_base::server,
                            [done = std::move(done)](IoError error) mutable { done(error, 0); });
  }
  void read_some(asio::mutable_buffer into, Done done) override {
    stream_.async_read_some(into, std::move(done));
  }
  void write_some(const Buffers& from, Done done) override {
    // One record takes one buffer; the caller loops.
    stream_.async_write_some(from[0].size() > 0 ? from[0] : from[1], std::move(done));
  }
  void shutdown(Done done) override {
    stream_.async_shutdown([done = std::move(done)](IoError error) mutable { done(error, 0); });
  }
  Socket& socket() override { return stream_.next_layer(); }
  bool secure() const override { return true; }
  std::size_t read_now(asio::mutable_buffer) override { return 0; }
  void upgrade(std::shared_ptr<ServerCore> core, Stoppable* connection, UpgradeRequest request,
               OnOpen on_open) override {
    open_live(std::move(stream_), std::move(core), connection, std::move(request),
              std::move(on_open));
  }

 private:
  asio::ssl::stream<Socket> stream_;
};

}  // namespace

std::unique_ptr<Channel> plain_channel(Socket socket) {
  return std::make_unique<PlainChannel>(std::move(socket));
}

std::unique_ptr<Channel> tls_channel(Socket socket, asio::ssl::context& context) {
  return std::make_unique<TlsChannel>(std::move(socket), context);
}

}  // namespace cleangate::http
