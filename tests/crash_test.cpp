// kill -9 at random moments under load, at least 100 openings apart: what was answered "ok" is
// recorded, what was delivered in time was opened, nothing is recorded or opened twice, and the
// log stays sound. 10 kills, times CLEANGATE_ROUNDS.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <ranges>
#include <set>
#include <thread>

#include "base/limits.h"
#include "base/random.h"
#include "tests/plant.h"
#include "tests/rounds.h"
#include "tests/vzenith_camera.h"

namespace cleangate::tests {
namespace {

constexpr int kCameras = 4;
constexpr int kKillsPerRound = 10;
constexpr int kOpeningsBetweenKills = 100;  // at least
constexpr std::chrono::seconds kPatience{120};

struct Sent {
  std::string device;
  std::string plate;
  std::string body;
  std::string reply;     ///< empty: the kill came first
  bool in_time = false;  ///< answered before its deadline
};

std::string plate_number(std::uint64_t number) {
  const auto digits = std::to_string(number);
  return "冀A" + std::string(5 - digits.size(), '0') + digits;  // digits alone never merge
}

/// One camera sends, one message after the other, until the server is gone.
std::vector<Sent> send_until_killed(Plant& plant, int camera, std::uint64_t first,
                                    std::atomic<int>& openings) {
  std::vector<Sent> sent;
  const std::string device = "camera-" + std::to_string(camera);
  for (std::uint64_t i = first;; i += kCameras) {
    Sent message{device, plate_number(i), "", ""};
    message.body = vzenith_read(device, message.plate, i);
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = plant.push(device, "application/json", message.body);
    message.in_time = std::chrono::steady_clock::now() - begin < kOpenDeadline;
    if (answer.status == 200) message.reply = answer.body;
    if (opens(message.reply)) ++openings;
    sent.push_back(std::move(message));
    if (answer.status != 200) return sent;
  }
}

std::map<std::string, std::string> actuation_by_plate(Plant& plant) {
  std::map<std::string, std::string> found;
  for (const Json& passage : plant.passages()) {
    const std::string plate(passage["plate"].text().value_or(""));
    const bool is_new = found.emplace(plate, passage["actuation"].text().value_or("")).second;
    EXPECT_TRUE(is_new) << plate << " is recorded twice";
  }
  return found;
}

/// Every opening the log tells of, one a passage at most.
void expect_no_second_opening(const Plant& plant) {
  const auto log = run_cleangate({"export", "--data", plant.folder()});
  ASSERT_EQ(log.exit_code, 0);
  std::set<std::string> opened;
  for (std::size_t start = 0; start < log.output.size();) {
    const auto end = log.output.find('\n', start);
    const auto line = parse_json(std::string_view(log.output).substr(start, end - start));
    start = end + 1;
    ASSERT_TRUE(line);
    const Json& payload = (*line)["payload"];
    if (payload["stage_of"].text() != "reply_written") continue;
    const std::string passage(payload["passage"].text().value_or(""));
    EXPECT_TRUE(opened.insert(passage).second) << passage << " opened twice";
  }
}

class Crash : public testing::Test {
 protected:
  void SetUp() override {
    plant_.serve();
    for (int i = 0; i < kCameras; ++i) {
      const auto id = std::to_string(i);
      plant_.add_lane(id, i % 2 == 0 ? "out" : "in", i == 3 ? "observe" : "automatic");
      plant_.add_camera("camera-" + id, "vzenith", id);
    }
  }

  /// Load from every camera, so many openings and a moment later the kill; what was sent comes
  /// back.
  std::vector<Sent> kill_under_load(int after_openings, std::chrono::microseconds moment) {
    std::atomic<int> openings = 0;
    std::vector<std::vector<Sent>> sent(kCameras);
    std::vector<std::thread> cameras;
    for (int i = 0; i < kCameras; ++i) {
      cameras.emplace_back([&, i] {
        sent[i] = send_until_killed(plant_, i, next_ + static_cast<std::uint64_t>(i), openings);
      });
    }
    const auto latest = std::chrono::steady_clock::now() + kPatience;
    while (openings < after_openings && std::chrono::steady_clock::now() < latest) {
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    std::this_thread::sleep_for(moment);
    plant_.kill_hard();
    EXPECT_GE(openings, after_openings);
    for (auto& camera : cameras) camera.join();
    std::vector<Sent> all;
    std::size_t longest = 0;
    for (auto& one : sent) {
      longest = std::max(longest, one.size());
      for (auto& message : one) all.push_back(std::move(message));
    }
    next_ += longest * kCameras;
    return all;
  }

  /// What nobody answered is sent again, as a camera does after a power cut.
  void send_again(const std::vector<Sent>& sent,
                  const std::map<std::string, std::string>& recorded) {
    for (const Sent& message : sent) {
      if (!message.reply.empty()) continue;
      const auto answer = plant_.push(message.device, "application/json", message.body);
      EXPECT_EQ(answer.status, 200) << answer.body;
      const bool was_recorded = recorded.contains(message.plate);
      EXPECT_FALSE(was_recorded && opens(answer.body))
          << message.plate << " was decided before the kill and may have opened";
    }
  }

  Plant plant_;
  std::uint64_t next_ = 1;
};

TEST_F(Crash, a_kill_under_load_loses_nothing_that_was_answered_ok) {
  const std::uint64_t seed = number_of("CLEANGATE_SEED", SystemRandom().next());
  const std::uint64_t kills = kKillsPerRound * rounds();
  std::cout << "seed " << seed << " (CLEANGATE_SEED), " << kills << " kills\n";
  SeededRandom random(seed);
  std::set<std::string> every_plate;
  std::size_t answered = 0, unanswered = 0;
  for (std::uint64_t kill = 0; kill < kills; ++kill) {
    const int openings = kOpeningsBetweenKills + static_cast<int>(random.below(30));
    const auto sent = kill_under_load(openings, std::chrono::microseconds{random.below(20'000)});
    ASSERT_TRUE(plant_.verify_line().starts_with("sound ")) << plant_.verify_line();
    plant_.serve();
    const auto recorded = actuation_by_plate(plant_);
    for (const Sent& message : sent) {
      every_plate.insert(message.plate);
      if (message.reply.empty()) {
        ++unanswered;
        continue;
      }
      // Every lane here opens for everybody.
      EXPECT_TRUE(opens(message.reply) || !message.in_time) << message.plate << " stayed shut";
      if (!opens(message.reply)) continue;
      ++answered;
      const auto found = recorded.find(message.plate);
      ASSERT_NE(found, recorded.end()) << message.plate << " opened unrecorded";
      EXPECT_NE(found->second, "none") << message.plate << " opened, and nothing says so";
    }
    for (const auto& [plate, actuation] : recorded) {
      EXPECT_TRUE(actuation == "reply_written" || actuation == "not_confirmed" ||
                  actuation == "none" || actuation == "failed")
          << plate << " " << actuation;
    }
    send_again(sent, recorded);
  }
  EXPECT_GE(answered, kills * kOpeningsBetweenKills);
  const auto recorded = actuation_by_plate(plant_);
  EXPECT_EQ(recorded.size(), every_plate.size());
  EXPECT_EQ(plant_.end(), 0);
  EXPECT_TRUE(plant_.verify_line().starts_with("sound ")) << plant_.verify_line();
  expect_no_second_opening(plant_);
  const auto not_confirmed = std::ranges::count(recorded | std::views::values, "not_confirmed");
  std::cout << answered << " answered ok, " << unanswered << " cut off by a kill, "
            << recorded.size() << " recorded, " << not_confirmed << " not confirmed\n";
}

}  // namespace
}  // namespace cleangate::tests
