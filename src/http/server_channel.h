#pragma once
// One accepted byte stream, plain or TLS, behind one face. Internal to server*.cpp. Used on the
// connection's strand only; completions come there too, never inline.

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "http/server_core.h"
#include "http/server_reader.h"

namespace cleangate::http {

using IoError = boost::system::error_code;
/// The client is shared: its connection and the handler both hold it.
using OnOpen = std::move_only_function<void(std::shared_ptr<LiveClient>)>;

class Channel {
 public:
  using Done = std::move_only_function<void(IoError, std::size_t)>;
  using Buffers = std::array<asio::const_buffer, 2>;

  virtual ~Channel() = default;
  virtual void handshake(Done done) = 0;
  virtual void read_some(asio::mutable_buffer into, Done done) = 0;
  virtual void write_some(const Buffers& from, Done done) = 0;
  /// Tells the client that nothing more comes.
  virtual void shutdown(Done done) = 0;
  [[nodiscard]] virtual Socket& socket() = 0;
  [[nodiscard]] virtual bool secure() const = 0;
  /// Bytes that came while a request is in hand, without waiting. 0 = cannot tell or none.
  [[nodiscard]] virtual std::size_t read_now(asio::mutable_buffer into) = 0;
  /// Gives the stream to a WebSocket session, which takes the place of `connection` in the
  /// core's register and answers the upgrade. The channel is empty afterwards.
  virtual void upgrade(std::shared_ptr<ServerCore> core, Stoppable* connection,
                       UpgradeRequest request, OnOpen on_open) = 0;
};

[[nodiscard]] std::unique_ptr<Channel> plain_channel(Socket socket);
[[nodiscard]] std::unique_ptr<Channel> tls_channel(Socket socket, asio::ssl::context& context);

}  // namespace cleangate::http
