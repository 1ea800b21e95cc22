#include "app/admin_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <bit>
#include <cstring>

#include "base/limits.h"

namespace cleangate::app {
namespace {

constexpr int kWaitSeconds = 40;    // for the answer: an import has many rows
constexpr int kRequestSeconds = 5;  // for the request: one silent caller must not hold the others

const sockaddr* plain(const sockaddr_un& address) {
  return static_cast<const sockaddr*>(static_cast<const void*>(&address));
}

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  return address;
}

Result<std::string> read_line(int descriptor) {
  std::string line;
  char buffer[65536];
  while (line.find('\n') == std::string::npos) {
    const auto got = ::recv(descriptor, buffer, sizeof buffer, 0);
    if (got <= 0) return fail(ErrorCode::unavailable, "the other side hung up");
    line.append(buffer, static_cast<std::size_t>(got));
    if (line.size() > kMaxApiBodyBytes) return fail(ErrorCode::too_large, "the line is too long");
  }
  return line.substr(0, line.find('\n'));
}

void send_line(int descriptor, const std::string& line) {
  const auto text = line + "\n";
  std::size_t done = 0;
  while (done < text.size()) {
    const auto sent = ::send(descriptor, text.data() + done, text.size() - done, MSG_NOSIGNAL);
    if (sent <= 0) return;
    done += static_cast<std::size_t>(sent);
  }
}

void set_timeout(int descriptor, int seconds) {
  const timeval limit{seconds, 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

}  // namespace

Result<std::unique_ptr<AdminSocket>> AdminSocket::open(const std::string& path, Handler handler) {
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    return fail(ErrorCode::invalid, path + ": too long for a socket; use a shorter data folder");
  }
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = address_of(path);
  ::unlink(path.c_str());  // the folder's lock is ours, so a left-over belongs to nobody
  const auto mask = ::umask(0177);
  const bool bound = descriptor >= 0 && ::bind(descriptor, plain(address), sizeof address) == 0;
  ::umask(mask);
  if (!bound || ::listen(descriptor, 8) != 0) {
    const auto cause = std::string(std::strerror(errno));
    if (descriptor >= 0) ::close(descriptor);
    return fail(ErrorCode::unavailable, path + ": " + cause);
  }
  return std::unique_ptr<AdminSocket>(new AdminSocket(descriptor, path, std::move(handler)));
}

AdminSocket::AdminSocket(int descriptor, std::string path, Handler handler)
    : descriptor_(descriptor), path_(std::move(path)), handler_(std::move(handler)) {
  thread_ = std::thread([this] { serve(); });
}

AdminSocket::~AdminSocket() {
  ::shutdown(descriptor_, SHUT_RDWR);
  {
    const std::lock_guard lock(mutex_);
    stops_ = true;
    if (client_ >= 0) ::shutdown(client_, SHUT_RDWR);  // whoever holds it open must not hold us
  }
  thread_.join();
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

void AdminSocket::serve() {
  for (;;) {
    const int client = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    {
      const std::lock_guard lock(mutex_);
      if (stops_) {
        ::close(client);
        return;
      }
      client_ = client;
    }
    set_timeout(client, kRequestSeconds);
    answer(client);
    {
      const std::lock_guard lock(mutex_);
      client_ = -1;
    }
    ::close(client);
  }
}

void AdminSocket::answer(int client) {
  const auto line = read_line(client);
  if (!line) return;
  const auto command = parse_json(*line);
  const auto result = command ? handler_(*command) : Result<Json>(std::unexpected(command.error()));
  send_line(client, result ? Json::object({{"result", *result}}).dump()
                           : Json::object({{"error", result.error().message}}).dump());
}

Result<Json> ask_admin(const std::string& path, const Json& command) {
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = address_of(path);
  if (descriptor < 0 || ::connect(descriptor, plain(address), sizeof address) != 0) {
    if (descriptor >= 0) ::close(descriptor);
    return fail(ErrorCode::not_found, "no server runs on this folder");
  }
  set_timeout(descriptor, kWaitSeconds);
  send_line(descriptor, command.dump());
  const auto line = read_line(descriptor);
  ::close(descriptor);
  const auto reply = TRY(parse_json(TRY(line)));
  if (const auto error = reply["error"].text()) {
    return fail(ErrorCode::invalid, std::string(*error));
  }
  return reply["result"];
}

}  // namespace cleangate::app
