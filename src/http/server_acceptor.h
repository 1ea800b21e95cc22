#pragma once
// One listening socket. Internal to server*.cpp. start() and stop() from any thread, once each;
// everything else on its strand.

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <optional>

#include "http/server_core.h"

namespace cleangate::http {

class Acceptor : public std::enable_shared_from_this<Acceptor> {
 public:
  Acceptor(std::shared_ptr<ServerCore> core, Listener listener);
  [[nodiscard]] Result<void> open();
  void start();
  void stop();
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  [[nodiscard]] Result<void> load_certificate();
  void accept_next();
  void take(Socket socket);
  void pause();

  std::shared_ptr<ServerCore> core_;
  std::shared_ptr<const Listener> listener_;  ///< shared with the connections it makes
  std::unique_ptr<asio::ssl::context> tls_;
  Strand strand_;
  asio::basic_socket_acceptor<Tcp, Strand> acceptor_;
  Timer retry_;
  std::uint16_t port_ = 0;
};

[[nodiscard]] Result<std::shared_ptr<Acceptor>> open_acceptor(std::shared_ptr<ServerCore> core,
                                                              Listener listener);

}  // namespace cleangate::http
