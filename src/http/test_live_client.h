#pragma once
// For tests: the client's half of a WebSocket (RFC 6455) over TestClient. One thread.

#include "base/encoding.h"
#include "http/test_client.h"

namespace cleangate::http {

enum Opcode : int { kText = 1, kClose = 8, kPing = 9, kPong = 10 };  // RFC 6455 section 5.2

struct Frame {
  int opcode = 0;  ///< 0 = the connection ended
  std::string payload;
};

/// The client's half of RFC 6455, frames of at most 64 KiB.
class LiveTestClient {
 public:
  explicit LiveTestClient(std::uint16_t port) : client_(port) {}
  Reply upgrade(std::string_view target, std::string_view more = "") {
    client_.send(get(target,
                     "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                     "Sec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                         std::string(more)));
    return client_.reply();
  }
  void send(int opcode, std::string_view payload) {
    std::string frame(1, static_cast<char>(0x80 | opcode));
    if (payload.size() < 126) {
      frame += static_cast<char>(0x80 | payload.size());
    } else if (payload.size() < 65536) {
      frame += static_cast<char>(0x80 | 126);
      put_u16(frame, static_cast<std::uint16_t>(payload.size()));
    } else {
      frame += static_cast<char>(0x80 | 127);
      put_u64(frame, payload.size());
    }
    frame.append(4, '\0');  // mask of zeros
    client_.send(frame + std::string(payload));
  }
  Frame read() {
    const std::string head = client_.take(2);
    if (head.size() < 2) return {};
    std::uint64_t size = head[1] & 0x7f;
    if (size >= 126) {
      const std::string bytes = client_.take(size == 126 ? 2 : 8);
      size = 0;
      for (const char byte : bytes) size = size << 8 | static_cast<unsigned char>(byte);
    }
    return {head[0] & 0x0f, client_.take(size)};
  }
  /// The next text, answering pings on the way.
  std::string text() {
    for (Frame frame = read(); frame.opcode != 0; frame = read()) {
      if (frame.opcode == kText) return frame.payload;
      if (frame.opcode == kPing) send(kPong, frame.payload);
      if (frame.opcode == kClose) return "closed";
    }
    return "ended";
  }
  TestClient& raw() { return client_; }

 private:
  TestClient client_;
};

}  // namespace cleangate::http
