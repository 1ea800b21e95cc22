#pragma once
// WebSocket sessions (RFC 6455) over a plain or TLS stream. Internal to server*.cpp; what
// handlers see is LiveClient.

#include <boost/asio/ssl/stream.hpp>
#include <memory>

#include "http/server_channel.h"

namespace cleangate::http {

/// `core` is shared: sessions may outlive the server object. Answers the upgrade, then calls
/// `on_open` on the session's strand (null when that failed).
void open_live(Socket stream, std::shared_ptr<ServerCore> core, Stoppable* connection,
               UpgradeRequest request, OnOpen on_open);
void open_live(asio::ssl::stream<Socket> stream, std::shared_ptr<ServerCore> core,
               Stoppable* connection, UpgradeRequest request, OnOpen on_open);

}  // namespace cleangate::http
