#include "bench/floor_server.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "base/hash.h"
#include "bench/line_client.h"
#include "bench/machine.h"

namespace cleangate::bench {
namespace {

constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kPages = 1000;  // as many as a write-ahead log that is being reused
constexpr std::string_view kReply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

int file(const std::string& path) {
  const int opened = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  must(opened >= 0, "cannot write the floor's files");
  return opened;
}

/// Whether a whole message is there: head and Content-Length bytes of body.
bool is_whole(std::string_view bytes) {
  const auto end = bytes.find("\r\n\r\n");
  const auto length = bytes.find("Content-Length: ");
  if (end == bytes.npos || length == bytes.npos) return false;
  return bytes.size() >= end + 4 + std::strtoull(bytes.data() + length + 16, nullptr, 10);
}

void write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(to, bytes.data(), bytes.size());
    must(written > 0, "cannot write the floor's files");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

FloorServer::FloorServer(const std::string& folder, std::size_t photo_bytes)
    : photo_bytes_(photo_bytes),
      photos_(file(folder + "/floor-photos")),
      page_(file(folder + "/floor-page")),
      listener_(listen_anywhere(64, port_)),
      wake_(::eventfd(0, EFD_CLOEXEC)),
      poll_(::epoll_create1(EPOLL_CLOEXEC)) {
  // What is overwritten later must stand on the disk before, or the first sync would extend it.
  write_all(page_, std::string(kPages * kPageBytes, 'p'));
  must(::fsync(page_) == 0, "cannot sync the floor's files");
  watch(listener_);
  watch(wake_);
  thread_ = std::thread([this] { loop(); });
}

FloorServer::~FloorServer() {
  const std::uint64_t one = 1;
  must(::write(wake_, &one, sizeof one) == sizeof one, "eventfd");
  thread_.join();
  for (const int each : {photos_, page_, listener_, wake_, poll_}) ::close(each);
}

void FloorServer::watch(int descriptor) const {
  epoll_event event{EPOLLIN, {.fd = descriptor}};
  must(::epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event) == 0, "epoll_ctl");
}

void FloorServer::store(std::string_view photos) {
  static const std::string page(kPageBytes, 'q');
  last_hash_ = sha256(photos.substr(0, photo_bytes_)).bytes[0];
  last_hash_ ^= sha256(photos.substr(photo_bytes_)).bytes[0];
  const RealTime at_once;
  write_all(photos_, photos);
  must(::fdatasync(photos_) == 0, "the floor's photos");
  const auto offset = static_cast<off_t>(kPageBytes * (next_page_++ % kPages));
  must(::pwrite(page_, page.data(), page.size(), offset) == static_cast<ssize_t>(page.size()) &&
           ::fdatasync(page_) == 0,
       "the floor's page");
}

void FloorServer::read(int connection) {
  auto& [bytes, size] = received_[static_cast<std::size_t>(connection)];
  const auto got = ::recv(connection, bytes.data() + size, bytes.size() - size, 0);
  if (got <= 0) {
    size = 0;
    ::close(connection);
    return;
  }
  size += static_cast<std::size_t>(got);
  const std::string_view message(bytes.data(), size);
  if (!is_whole(message)) return;
  must(size > 2 * photo_bytes_, "a message without photos");
  store(message.substr(size - 2 * photo_bytes_));
  size = 0;
  must(::send(connection, kReply.data(), kReply.size(), MSG_NOSIGNAL) > 0, "the floor's reply");
}

void FloorServer::loop() {
  std::array<epoll_event, 16> events{};
  for (;;) {
    const int count = ::epoll_wait(poll_, events.data(), events.size(), -1);
    for (int i = 0; i < count; ++i) {
      const int ready = events[static_cast<std::size_t>(i)].data.fd;
      if (ready == wake_) return;
      if (ready != listener_) {
        read(ready);
        continue;
      }
      const int accepted = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      must(accepted >= 0, "the floor cannot accept");
      const int on = 1;
      ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      const auto place = static_cast<std::size_t>(accepted);
      if (place >= received_.size()) received_.resize(place + 1);
      received_[place].bytes.resize(3 * photo_bytes_);
      watch(accepted);
    }
  }
}

}  // namespace cleangate::bench
