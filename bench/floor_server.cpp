#include "bench/floor_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <utility>

#include "base/hash.h"

namespace cleangate::bench {
namespace {

constexpr std::size_t kPageBytes = 4096;
constexpr std::string_view kReply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

void must(bool worked, const char* what) {
  if (!worked) throw std::runtime_error(what);
}

int file(const std::string& path) {
  const int opened = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  must(opened >= 0, "cannot write the floor's files");
  return opened;
}

/// Whether a whole message is there: head and Content-Length bytes of body.
bool is_whole(const std::string& bytes) {
  const auto end = bytes.find("\r\n\r\n");
  const auto length = bytes.find("Content-Length: ");
  if (end == std::string::npos || length == std::string::npos) return false;
  return bytes.size() >= end + 4 + std::strtoull(&bytes[length + 16], nullptr, 10);
}

}  // namespace

FloorServer::FloorServer(const std::string& folder, std::string photo)
    : photo_(std::move(photo)),
      photos_(file(folder + "/floor-photos")),
      page_(file(folder + "/floor-page")),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      wake_(::eventfd(0, EFD_CLOEXEC)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  must(::bind(listener_, plain, size) == 0 && ::listen(listener_, 16) == 0 &&
           ::getsockname(listener_, plain, &size) == 0,
       "the floor cannot listen");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { loop(); });
}

FloorServer::~FloorServer() {
  const std::uint64_t one = 1;
  must(::write(wake_, &one, sizeof one) == sizeof one, "eventfd");
  thread_.join();
  for (const int each : {photos_, page_, listener_, wake_}) ::close(each);
}

void FloorServer::store() {
  const std::string page(kPageBytes, 'p');
  for (int i = 0; i < 2; ++i) last_hash_ = sha256(photo_).bytes[0];
  const std::string both = photo_ + photo_;
  must(::lseek(photos_, 0, SEEK_END) >= 0 &&
           ::write(photos_, both.data(), both.size()) == static_cast<ssize_t>(both.size()) &&
           ::fdatasync(photos_) == 0,
       "the floor's photos");
  must(::pwrite(page_, page.data(), page.size(), 0) == static_cast<ssize_t>(page.size()) &&
           ::fdatasync(page_) == 0,
       "the floor's page");
}

void FloorServer::loop() {
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  const auto watch = [poll](int descriptor) {
    epoll_event event{EPOLLIN, {.fd = descriptor}};
    must(::epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) == 0, "epoll_ctl");
  };
  watch(listener_);
  watch(wake_);
  std::map<int, std::string> received;
  std::string block(1 << 18, '\0');
  std::array<epoll_event, 16> events{};
  for (bool runs = true; runs;) {
    const int count = ::epoll_wait(poll, events.data(), events.size(), -1);
    for (int i = 0; i < count; ++i) {
      const int ready = events[static_cast<std::size_t>(i)].data.fd;
      if (ready == wake_) runs = false;
      if (ready == wake_) continue;
      if (ready == listener_) {
        const int accepted = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const int on = 1;
        ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        received[accepted];
        watch(accepted);
        continue;
      }
      const auto got = ::recv(ready, block.data(), block.size(), 0);
      if (got <= 0) {
        received.erase(ready);
        ::close(ready);
        continue;
      }
      auto& bytes = received[ready].append(block, 0, static_cast<std::size_t>(got));
      if (!is_whole(bytes)) continue;
      bytes.clear();
      store();
      must(::send(ready, kReply.data(), kReply.size(), MSG_NOSIGNAL) > 0, "the floor's reply");
    }
  }
  for (const auto& [descriptor, bytes] : received) ::close(descriptor);
  ::close(poll);
}

}  // namespace cleangate::bench
