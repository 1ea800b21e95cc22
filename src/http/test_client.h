#pragma once
// For tests: a raw blocking client that can send what no library would. One thread. Every wait
// ends after 10 s, so that a broken server fails a test and never hangs it.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "base/text.h"
#include "http/request.h"

namespace cleangate::http {

struct Reply {
  int status = 0;  ///< 0 = the connection ended before a whole reply
  Headers headers;
  std::string body;
};

class TestClient {
 public:
  explicit TestClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    timeval wait{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  TestClient(TestClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)),
        connected_(other.connected_),
        input_(std::move(other.input_)) {}
  TestClient& operator=(TestClient&&) = delete;
  ~TestClient() { close(); }

  [[nodiscard]] bool connected() const { return connected_; }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }
  void shut_sending() { ::shutdown(socket_, SHUT_WR); }
  /// The kernel throws unread bytes away and resets.
  void reset() {
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
  }
  void small_receive_buffer() {
    const int size = 256 << 10;
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// Reads until the text holds `end`; false when the connection ended before.
  bool read_until(std::string_view end) {
    while (input_.find(end) == std::string::npos) {
      if (!read_more()) return false;
    }
    return true;
  }
  std::string take(std::size_t count) {
    while (input_.size() < count && read_more()) {
    }
    std::string out = input_.substr(0, count);
    input_.erase(0, out.size());
    return out;
  }
  /// Whether the server has closed; what it sent before is thrown away.
  bool ended() {
    while (read_more()) {
    }
    return at_end_;
  }
  [[nodiscard]] bool readable_within(std::chrono::milliseconds wait) const {
    pollfd waiting{socket_, POLLIN, 0};
    return !input_.empty() || poll(&waiting, 1, static_cast<int>(wait.count())) == 1;
  }

  Reply reply(bool to_head = false) {
    Reply out;
    if (!read_until("\r\n\r\n")) return out;
    const std::string head = take(input_.find("\r\n\r\n") + 4);
    out.status = std::atoi(head.c_str() + 9);
    for (auto at = head.find("\r\n") + 2; at + 2 < head.size();) {
      const auto end = head.find("\r\n", at);
      const auto colon = head.find(": ", at);
      out.headers.add(head.substr(at, colon - at), head.substr(colon + 2, end - colon - 2));
      at = end + 2;
    }
    const auto length = parse_integer(out.headers.get("Content-Length"));
    if (length && !to_head) out.body = take(static_cast<std::size_t>(*length));
    if (length && !to_head && out.body.size() < static_cast<std::size_t>(*length)) out.status = 0;
    return out;
  }
  Reply ask(std::string_view bytes) {
    send(bytes);
    return reply();
  }

 private:
  bool read_more() {
    char bytes[65536];
    const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
    at_end_ = count == 0 || (count < 0 && errno == ECONNRESET);
    if (count > 0) input_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  }

  int socket_;
  bool connected_ = false;
  bool at_end_ = false;
  std::string input_;
};

/// Waits until `condition` holds; false after 10 s.
inline bool eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

inline std::string get(std::string_view target, std::string_view more = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: gate\r\n" + std::string(more) + "\r\n";
}
inline std::string post(std::string_view target, std::string_view body) {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: gate\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

}  // namespace cleangate::http
