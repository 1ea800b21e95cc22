#include "bench/line_client.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "bench/table.h"

namespace cleangate::bench {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

struct Socket {
  Socket() : descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  ~Socket() { ::close(descriptor); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      must(sent > 0, "cannot send");
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  int descriptor;
};

}  // namespace

int listen_anywhere(int backlog, int& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  must(::bind(listener, plain, size) == 0 && ::listen(listener, backlog) == 0 &&
           ::getsockname(listener, plain, &size) == 0,
       "cannot listen");
  port = ntohs(address.sin_port);
  return listener;
}

BlackHole::BlackHole() : port_(0) {
  constexpr int kBacklog = 4096;
  listener_ = listen_anywhere(kBacklog, port_);
}

BlackHole::~BlackHole() {
  ::close(listener_);
}

std::string BlackHole::url() const {
  return fmt::format("http://127.0.0.1:{}", port_);
}

std::string exchange(int port, std::string_view head, std::string_view body) {
  const Socket socket;
  const auto address = loopback(port);
  must(::connect(socket.descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
           0,
       "cannot connect");
  const int on = 1;
  ::setsockopt(socket.descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  socket.send(head);
  socket.send(body);
  std::string reply;
  std::array<char, 1 << 16> block;
  for (;;) {
    const auto got = ::recv(socket.descriptor, block.data(), block.size(), 0);
    must(got > 0, "the connection broke: " + reply);
    reply.append(block.data(), static_cast<std::size_t>(got));
    const auto end = reply.find("\r\n\r\n");
    const auto length = reply.find("Content-Length: ");
    if (end == std::string::npos || length == std::string::npos || length > end) continue;
    if (reply.size() >= end + 4 + std::strtoull(&reply[length + 16], nullptr, 10)) break;
  }
  must(reply.starts_with("HTTP/1.1 200"), "not answered with 200: " + reply.substr(0, 400));
  return reply;
}

}  // namespace cleangate::bench
