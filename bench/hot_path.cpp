#include "bench/hot_path.h"

#include <fmt/format.h>

#include <thread>

#include "base/random.h"
#include "bench/floor_server.h"
#include "sim/camera_messages.h"

namespace cleangate::bench {
namespace {

constexpr std::size_t kPhotoBytes = 300'000;

std::string stamped(std::string photo, std::uint64_t number) {
  const auto digits = fmt::format("{:016}", number);
  return photo.replace(photo.size() / 2, digits.size(), digits);
}

/// A push as it goes over the wire. No photo is ever the same as another.
struct Push {
  std::string head, body;
};
Push make_push(int camera, std::uint64_t number, const std::string& photo) {
  sim::CameraRead read;
  read.device = camera_id(camera);
  read.plate = pushed_plate(number);
  read.colour = plate::Colour::yellow;
  read.vehicle_class = "H11";
  read.time = SystemClock().wall();
  read.id = number;
  read.scene = stamped(photo, 2 * number);
  read.plate_picture = stamped(photo, 2 * number + 1);
  auto message = sim::make_message(read);
  Push push;
  push.head = fmt::format(
      "POST /device/{0}/secret-{0}{1} HTTP/1.1\r\nHost: plant\r\nContent-Type: {2}\r\n"
      "Content-Length: {3}\r\nConnection: close\r\n\r\n",
      read.device, message.path, message.content_type, message.body.size());
  push.body = std::move(message.body);
  return push;
}

/// One second of pushes, each camera in its own rhythm.
Samples one_second(int port, std::uint64_t first, const std::string& photo) {
  const auto start = Clock::now() + std::chrono::milliseconds{50};
  const auto gap = std::chrono::microseconds{1'000'000 / kPushesPerSecond};
  std::vector<Samples> taken(kCameras);
  std::vector<std::string> failures(kCameras);
  std::vector<std::thread> cameras;
  for (int camera = 0; camera < kCameras; ++camera) {
    cameras.emplace_back([&, camera] {
      const auto place = static_cast<std::size_t>(camera);
      try {
        for (int i = camera; i < kPushesPerSecond; i += kCameras) {
          const auto push = make_push(camera, first + static_cast<std::uint64_t>(i), photo);
          std::this_thread::sleep_until(start + gap * i);
          (void)exchange(port, push.head, push.body);
          taken[place].add(milliseconds_since(start + gap * i));
        }
      } catch (const std::exception& error) {
        failures[place] = error.what();
      }
    });
  }
  for (auto& camera : cameras) camera.join();
  Samples all;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    must(failures[i].empty(), failures[i]);
    all.add(taken[i]);
  }
  return all;
}

std::string a_photo() {
  SeededRandom random(1);
  return "\xff\xd8\xff" + random.bytes(kPhotoBytes - 3);
}

}  // namespace

std::string pushed_plate(std::uint64_t number) {
  return fmt::format("冀A{:05}", number % 100'000);
}

Samples push_one_second(PlantUnderLoad& load, std::uint64_t first) {
  static const std::string photo = a_photo();
  return one_second(load.plant().port(), first, photo);
}

HotPath measure_hot_path(PlantUnderLoad& load, int seconds) {
  const std::string photo = a_photo();
  FloorServer floor(load.plant().folder(), kPhotoBytes);
  HotPath measured;
  std::uint64_t number = 1;
  for (int second = -1; second < seconds; ++second) {
    auto product = one_second(load.plant().port(), number, photo);
    auto bare = one_second(floor.port(), number, photo);
    number += kPushesPerSecond;
    if (second < 0) continue;  // warm
    measured.product.add(product);
    measured.floor.add(bare);
  }
  const auto newest = load.plant().get("/api/v1/passages?limit=1").json()["items"].items();
  must(newest.size() == 1 && newest[0]["photos"].items().size() == 2,
       "the photos are not recorded");
  return measured;
}

}  // namespace cleangate::bench
