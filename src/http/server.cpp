#include "http/server.h"

#include "http/server_core.h"

namespace cleangate::http {

Server::Server(const Clock& clock, ServerOptions options)
    : core_(std::make_shared<ServerCore>(clock, options)) {}

Server::~Server() {
  stop();
}

Result<std::uint16_t> Server::listen(Listener listener) {
  return core_->listen(std::move(listener));
}

void Server::start() {
  core_->start();
}

void Server::stop() {
  core_->stop();
}

ServerCounters Server::counters() const {
  return {.connections = core_->connections,
          .refused = core_->refused,
          .requests = core_->requests,
          .bad_requests = core_->bad_requests,
          .hang_ups = core_->hang_ups,
          .open = core_->open(),
          .live = core_->live,
          .body_bytes = core_->body_bytes};
}

}  // namespace cleangate::http
