// Sighting in, reply out: Vzenith messages with two 300 KB photos, 50 a second over keep-alive
// connections, against the bare floor in the same run. Latency counts from the moment a message
// was due, so a stall is not hidden. Prints one table.

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "base/random.h"
#include "bench/floor_server.h"
#include "tests/plant.h"
#include "tests/vzenith_camera.h"

namespace cleangate::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kCameras = 4;
constexpr int kPerSecond = 50;
constexpr std::size_t kPhotoBytes = 300'000;

void must(bool worked, const char* what) {
  if (!worked) throw std::runtime_error(what);
}

/// One keep-alive connection, blocking.
class Line {
 public:
  explicit Line(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0,
         "cannot connect");
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  ~Line() { ::close(socket_); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  /// The whole reply; throws unless it is 200.
  std::string exchange(const std::string& path, const std::string& body) {
    const auto head = fmt::format(
        "POST {} HTTP/1.1\r\nHost: plant\r\nContent-Type: application/json\r\n"
        "Content-Length: {}\r\n\r\n",
        path, body.size());
    write(head);
    write(body);
    std::string reply;
    char block[4096];
    for (;;) {
      const auto got = ::recv(socket_, block, sizeof block, 0);
      must(got > 0, "the connection broke");
      reply.append(block, static_cast<std::size_t>(got));
      const auto end = reply.find("\r\n\r\n");
      const auto length = reply.find("Content-Length: ");
      if (end == std::string::npos || length == std::string::npos) continue;
      if (reply.size() >= end + 4 + std::strtoull(&reply[length + 16], nullptr, 10)) break;
    }
    must(reply.starts_with("HTTP/1.1 200"), "not answered with 200");
    return reply;
  }

 private:
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      must(sent > 0, "cannot send");
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  int socket_;
};

struct Measured {
  std::vector<double> milliseconds;
  [[nodiscard]] double at(double share) {
    std::ranges::sort(milliseconds);
    return milliseconds[static_cast<std::size_t>(share *
                                                 static_cast<double>(milliseconds.size() - 1))];
  }
};

std::string stamped(std::string photo, std::uint64_t number) {
  const auto digits = fmt::format("{:016}", number);
  return photo.replace(photo.size() / 2, digits.size(), digits);
}

std::string device_of(int camera) {
  return "camera-" + std::to_string(camera);
}

/// Every camera on its own connection, evenly spread; the same bytes for plant and floor.
Measured measure(int port, int seconds, std::uint64_t first_plate, const std::string& photo) {
  const auto start = Clock::now() + std::chrono::milliseconds{100};
  const auto gap = std::chrono::microseconds{1'000'000 / kPerSecond};
  std::vector<std::vector<double>> taken(kCameras);
  std::vector<std::thread> cameras;
  for (int camera = 0; camera < kCameras; ++camera) {
    cameras.emplace_back([&, camera] {
      Line line(port);
      const auto device = device_of(camera);
      const auto path = "/device/" + device + "/secret-" + device;
      for (int i = camera; i < seconds * kPerSecond; i += kCameras) {
        const auto number = first_plate + static_cast<std::uint64_t>(i);
        // No photo is ever the same as another: none can be stored once for two.
        const auto scene = stamped(photo, 2 * number);
        const auto plate = stamped(photo, 2 * number + 1);
        const auto body = tests::vzenith_read(device, fmt::format("冀A{:05}", number), number,
                                              {.scene = scene, .plate = plate});
        std::this_thread::sleep_until(start + gap * i);
        (void)line.exchange(path, body);
        const std::chrono::duration<double, std::milli> took = Clock::now() - (start + gap * i);
        taken[static_cast<std::size_t>(camera)].push_back(took.count());
      }
    });
  }
  for (auto& camera : cameras) camera.join();
  Measured all;
  for (const auto& each : taken) {
    all.milliseconds.insert(all.milliseconds.end(), each.begin(), each.end());
  }
  return all;
}

void run(int seconds) {
  SeededRandom random(1);
  const std::string photo = "\xff\xd8\xff" + random.bytes(kPhotoBytes - 3);
  tests::Plant plant;
  plant.serve();
  for (int i = 0; i < kCameras; ++i) {
    plant.add_lane(std::to_string(i), "out", "automatic");
    plant.add_camera(device_of(i), "vzenith", std::to_string(i));
  }
  FloorServer floor(plant.folder(), photo);
  (void)measure(plant.port(), 1, 1, photo);  // warm
  (void)measure(floor.port(), 1, 1, photo);
  auto ours = measure(plant.port(), seconds, 1000, photo);
  auto bare = measure(floor.port(), seconds, 1000, photo);
  const Json last = plant.passages().at(0);
  must(last["photos"].items().size() == 2, "the photos are not recorded");
  must(plant.end() == 0, "the server did not end cleanly");
  must(plant.verify_line().starts_with("sound "), "the log is not sound");
  fmt::print("sighting in, reply out: two {} KB photos, {}/s, {} s, log sound afterwards\n",
             kPhotoBytes / 1000, kPerSecond, seconds);
  fmt::print("{:<6} {:>10} {:>10} {:>7}  {}\n", "", "cleangate", "floor", "ratio", "goal");
  for (const auto& [name, share, goal] :
       {std::tuple{"p50", 0.5, "ratio at most 1.6"}, std::tuple{"p99", 0.99, "at most 10 ms"}}) {
    fmt::print("{:<6} {:>7.2f} ms {:>7.2f} ms {:>7.2f}  {}\n", name, ours.at(share), bare.at(share),
               ours.at(share) / bare.at(share), goal);
  }
}

}  // namespace
}  // namespace cleangate::bench

int main(int count, char** words) {
  const std::string word = count > 1 ? words[1] : "10";
  const int seconds = std::atoi(word.c_str());
  if (seconds < 1 || seconds > 600) {
    fmt::print("usage: cleangate_bench [SECONDS]   1 to 600, default 10\n");
    return word == "--help" ? 0 : 2;
  }
  try {
    cleangate::bench::run(seconds);
  } catch (const std::exception& error) {
    fmt::print(stderr, "cleangate_bench: {}\n", error.what());
    return 1;
  }
  return 0;
}
