#include "http/server_acceptor.h"

#include <openssl/ssl.h>
#include <boost/asio/dispatch.hpp>

#include "base/log.h"
#include "http/server_channel.h"
#include "http/server_connection.h"

namespace cleangate::http {
namespace {

// Out of file descriptors: a short rest lets connections end before the next try.
constexpr std::chrono::milliseconds kAcceptPause{100};

Error bind_error(const IoError& error, const Address& address) {
  const std::string where = to_text(address);
  if (error == asio::error::address_in_use) {
    return {ErrorCode::conflict, where + " is in use by another program"};
  }
  if (error == asio::error::access_denied) {
    return {ErrorCode::denied, "no right to listen on " + where + "; ports below 1024 need it"};
  }
  return {ErrorCode::invalid, "cannot listen on " + where + ": " + error.message()};
}

std::string text_of(asio::ip::address address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address.to_string();
}

}  // namespace

Acceptor::Acceptor(std::shared_ptr<ServerCore> core, Listener listener)
    : core_(std::move(core)),
      listener_(std::make_shared<const Listener>(std::move(listener))),
      strand_(asio::make_strand(core_->context)),
      acceptor_(strand_),
      retry_(strand_) {}

Result<void> Acceptor::load_certificate() {
  tls_ = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
  IoError error;
  tls_->use_certificate_chain_file(listener_->tls->certificate, error);
  if (error) return fail(ErrorCode::invalid, "the TLS certificate: " + error.message());
  tls_->use_private_key_file(listener_->tls->key, asio::ssl::context::pem, error);
  if (error) return fail(ErrorCode::invalid, "the TLS key: " + error.message());
  return {};
}

Result<void> Acceptor::open() {
  if (listener_->tls) TRY(load_certificate());
  const Address& address = listener_->address;
  IoError error;
  const auto ip = asio::ip::make_address(address.host, error);
  if (error) return std::unexpected(bind_error(error, address));
  const Tcp::endpoint endpoint(ip, address.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return std::unexpected(bind_error(error, address));
  port_ = acceptor_.local_endpoint(error).port();
  return {};
}

void Acceptor::start() {
  asio::dispatch(strand_, [self = shared_from_this()] { self->accept_next(); });
}

void Acceptor::stop() {
  asio::dispatch(strand_, [self = shared_from_this()] {
    IoError ignored;
    self->acceptor_.close(ignored);
    self->retry_.cancel();
  });
}

void Acceptor::accept_next() {
  acceptor_.async_accept(
      asio::make_strand(core_->context), [self = shared_from_this()](IoError error, Socket socket) {
        if (error == asio::error::operation_aborted || !self->acceptor_.is_open()) return;
        if (error && error != asio::error::connection_aborted) return self->pause();
        if (!error) self->take(std::move(socket));
        self->accept_next();
      });
}

void Acceptor::pause() {
  retry_.expires_after(kAcceptPause);
  retry_.async_wait([self = shared_from_this()](IoError error) {
    if (!error && self->acceptor_.is_open()) self->accept_next();
  });
}

void Acceptor::take(Socket socket) {
  IoError error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;
  std::string peer_text = text_of(peer.address());
  socket.set_option(Tcp::no_delay(true), error);
  ++core_->connections;
  if (listener_->refuse_public_peers && !is_private(peer_text)) {
    ++core_->refused;
    log_event(LogLevel::warning, "http.public_peer_refused",
              {{"listener", listener_->name}, {"peer", peer_text}});
    return;
  }
  auto channel = tls_ ? tls_channel(std::move(socket), *tls_) : plain_channel(std::move(socket));
  auto connection = std::make_shared<Connection>(core_, listener_, std::move(channel), peer_text);
  if (core_->enter(connection.get(), connection, *listener_, peer_text)) {
    return connection->start();
  }
  ++core_->refused;
  if (core_->refused % 100 == 1) {
    log_event(LogLevel::warning, "http.too_many_connections",
              {{"listener", listener_->name}, {"peer", peer_text}});
  }
}

Result<std::shared_ptr<Acceptor>> open_acceptor(std::shared_ptr<ServerCore> core,
                                                Listener listener) {
  auto acceptor = std::make_shared<Acceptor>(std::move(core), std::move(listener));
  TRY(acceptor->open());
  return acceptor;
}

}  // namespace cleangate::http
