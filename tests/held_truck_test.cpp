// A held truck as a guard and three makes of camera meet it, over real sockets: admitted, refused,
// timed out, resolved twice, and a camera that is dead when it is to open.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "sim/camera_messages.h"
#include "tests/camera_device.h"
#include "tests/plant.h"

namespace cleangate::tests {
namespace {

using sim::Make;
using namespace std::chrono_literals;

constexpr const char* kTruck = "冀R12345";

/// Asks the plant for orders as a Vzenith camera does, until one opens or it is told to stop.
class Poller {
 public:
  explicit Poller(Plant& plant) : thread_([this, &plant] { run(plant); }) {}
  ~Poller() {
    stop_ = true;
    thread_.join();
  }
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  [[nodiscard]] int opened() const { return opened_; }

 private:
  void run(Plant& plant) {
    const auto poll = sim::make_comet_poll("camera");
    while (!stop_) {
      const auto answer = plant.push("camera", poll.content_type, poll.body, poll.path);
      if (answer.status != 200) std::this_thread::sleep_for(20ms);
      if (sim::opens(Make::vzenith, answer.body)) ++opened_;
    }
  }
  std::atomic<bool> stop_ = false;
  std::atomic<int> opened_ = 0;
  std::thread thread_;
};

class Held : public testing::TestWithParam<Make> {
 protected:
  void SetUp() override {
    plant_.serve();
    create("/api/v1/warnings", Json::object({{"level", "orange"}, {"effective_at", now()}}));
  }
  void TearDown() override {
    if (poller_) (void)plant_.end();  // the camera's held poll is answered at once
  }
  void create(const std::string& path, const Json& body) {
    const auto made = plant_.write("POST", path, body);
    ASSERT_EQ(made.status, 201) << path << " " << made.body;
  }
  static std::string now() { return to_rfc3339(SystemClock().wall()); }

  void furnish(Make make, int hold_limit_s = 600, const char* password = kCameraPassword) {
    make_ = make;
    create("/api/v1/gates", Json::object({{"id", "g1"}, {"name", "东门"}}));
    create("/api/v1/lanes",
           Json::object(
               {{"id", "1"}, {"gate", "g1"}, {"direction", "in"}, {"hold_limit_s", hold_limit_s}}));
    Json device = Json::object({{"id", "camera"},
                                {"kind", sim::to_kind(make)},
                                {"lane", "1"},
                                {"secret", "secret-camera"}});
    if (make != Make::vzenith) {
      camera_ = std::make_unique<CameraDevice>(make);
      device.set("address", camera_->address());
      device.set("username", kCameraUser);
      device.set("password", password);
    }
    create("/api/v1/devices", device);
  }

  /// The camera reads a plate; true when its reply opens.
  bool read(const std::string& plate) {
    sim::CameraRead seen;
    seen.make = make_;
    seen.device = "camera";
    seen.plate = plate;
    seen.colour = plate::Colour::yellow;
    seen.time = SystemClock().wall();
    seen.id = ++reads_;
    const auto message = sim::make_message(seen);
    const auto answer = plant_.push("camera", message.content_type, message.body, message.path);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return sim::opens(make_, answer.body);
  }
  /// Of the truck that waits now; its facts are unknown while a warning is in force.
  std::string held(const std::string& plate = kTruck) {
    EXPECT_FALSE(read(plate));
    const Json passage = plant_.passage_of(plate);
    EXPECT_EQ(passage["verdict"].text(), "hold");
    EXPECT_EQ(passage["hold"].text(), "open");
    return std::string(passage["id"].text().value_or(""));
  }
  Answer resolve(const std::string& id, const std::string& verdict) {
    return plant_.write("POST", "/api/v1/passages/" + id + "/resolve",
                        Json::object({{"verdict", verdict}, {"reason", "查验了行驶证"}}));
  }
  /// What a guard reads in the answer.
  static std::string words(const Answer& answer) {
    return std::string(answer.json()["detail"].text().value_or(""));
  }
  void expect_conflict(const std::string& id, std::string_view because) {
    for (const char* verdict : {"admit", "refuse"}) {
      const auto again = resolve(id, verdict);
      EXPECT_EQ(again.status, 409) << again.body;
      EXPECT_NE(words(again).find(because), std::string::npos) << words(again);
    }
  }
  [[nodiscard]] std::uint64_t orders() const { return camera_ ? camera_->counts().opened : 0; }
  void switch_off() {
    if (camera_) camera_->switch_off();
    poller_.reset();
  }
  void switch_on() {
    if (camera_) return camera_->switch_on();
    poller_ = std::make_unique<Poller>(plant_);
  }
  int opened() {
    if (camera_) return static_cast<int>(orders());
    std::this_thread::sleep_for(100ms);  // the poller counts after its answer was read
    return poller_ ? poller_->opened() : 0;
  }

  Plant plant_;
  Make make_ = Make::hikvision;
  std::unique_ptr<CameraDevice> camera_;
  std::unique_ptr<Poller> poller_;
  std::uint64_t reads_ = 0;
};

TEST_P(Held, an_admitted_truck_is_opened_once_by_its_cameras_own_path) {
  furnish(GetParam());
  if (GetParam() == Make::vzenith) switch_on();
  const auto id = held();
  EXPECT_EQ(opened(), 0);
  const auto resolved = resolve(id, "admit");
  EXPECT_EQ(resolved.status, 200) << resolved.body;
  EXPECT_EQ(resolved.json()["opened"].boolean(), true);
  EXPECT_EQ(opened(), 1);
  const Json passage = plant_.passage_of(kTruck);
  // Hikvision alone can be asked whether the barrier stands open.
  EXPECT_EQ(passage["actuation"].text(), GetParam() == Make::hikvision ? "moved" : "commanded");
  EXPECT_EQ(passage["hold"].text(), "admitted");
  EXPECT_EQ(passage["outcome"].text(), "crossed");
  EXPECT_EQ(passage["resolved_reason"].text(), "查验了行驶证");
  if (camera_) {
    EXPECT_EQ(camera_->counts().refused, 0u) << "the password was right at once";
    EXPECT_EQ(camera_->counts().status_read, GetParam() == Make::hikvision ? 1u : 0u);
  }
  expect_conflict(id, "admitted by");
  EXPECT_EQ(opened(), 1) << "opened twice";
}

TEST_P(Held, a_refused_truck_is_not_opened_for_and_that_is_the_last_word) {
  furnish(GetParam());
  if (GetParam() == Make::vzenith) switch_on();
  const auto id = held();
  const auto refused = resolve(id, "refuse");
  EXPECT_EQ(refused.status, 200) << refused.body;
  EXPECT_EQ(refused.json()["opened"].boolean(), false);
  expect_conflict(id, "refused by");
  EXPECT_EQ(opened(), 0);
  const Json passage = plant_.passage_of(kTruck);
  EXPECT_EQ(passage["hold"].text(), "refused");
  EXPECT_EQ(passage["actuation"].text(), "none");
}

TEST_P(Held, a_hold_that_ran_out_is_answered_in_words_and_opens_nothing) {
  furnish(GetParam(), 1);
  if (GetParam() == Make::vzenith) switch_on();
  const auto id = held();
  for (int i = 0; i < 250 && plant_.passage_of(kTruck)["hold"].text() == "open"; ++i) {
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(plant_.passage_of(kTruck)["hold"].text(), "expired");
  expect_conflict(id, "time limit");
  EXPECT_EQ(opened(), 0);
}

TEST_P(Held, a_camera_that_is_dead_leaves_the_hold_to_be_resolved_again) {
  furnish(GetParam());
  const auto id = held();
  switch_off();
  const auto failed = resolve(id, "admit");
  EXPECT_EQ(failed.status, GetParam() == Make::vzenith ? 504 : 503) << failed.body;
  EXPECT_NE(words(failed).find("camera"), std::string::npos) << words(failed);
  const Json passage = plant_.passage_of(kTruck);
  EXPECT_EQ(passage["actuation"].text(), "failed");
  EXPECT_EQ(passage["hold"].text(), "open");
  EXPECT_EQ(passage["outcome"].text(), "pending");
  switch_on();
  EXPECT_EQ(opened(), 0) << "a pulse is never sent again by itself";
  const auto again = resolve(id, "admit");
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(opened(), 1);
  EXPECT_EQ(plant_.passage_of(kTruck)["outcome"].text(), "crossed");
}

INSTANTIATE_TEST_SUITE_P(makes, Held, testing::Values(Make::hikvision, Make::vzenith, Make::dahua),
                         [](const auto& make) {
                           return make.param == Make::hikvision ? "hikvision"
                                  : make.param == Make::vzenith ? "vzenith"
                                                                : "dahua";
                         });

using HeldOnce = Held;

TEST_F(HeldOnce, a_camera_that_refuses_our_password_is_no_fault_of_the_guard) {
  furnish(Make::dahua, 600, "wrong");
  const auto id = held();
  const auto failed = resolve(id, "admit");
  EXPECT_EQ(failed.status, 503) << failed.body;
  EXPECT_NE(words(failed).find("password"), std::string::npos) << words(failed);
  EXPECT_EQ(camera_->counts().refused, 1u) << "not tried again: cameras lock the account";
  EXPECT_EQ(plant_.passage_of(kTruck)["hold"].text(), "open");
}

TEST_F(HeldOnce, the_next_vehicle_ends_the_hold) {
  furnish(Make::dahua);
  const auto id = held();
  (void)held("冀R99999");
  expect_conflict(id, "next vehicle");
  EXPECT_EQ(orders(), 0u);
}

TEST_F(HeldOnce, a_passage_that_is_not_there_is_404_and_one_that_never_held_says_so) {
  furnish(Make::dahua);
  EXPECT_EQ(resolve("0190c0de-0000-7000-8000-00000000dead", "admit").status, 404);
  EXPECT_EQ(resolve("nonsense", "admit").status, 404);
  sim::CameraRead car{Make::dahua, "camera", "冀A12345",           plate::Colour::blue,
                      "",          97,       SystemClock().wall(), 77};
  const auto message = sim::make_message(car);
  EXPECT_TRUE(sim::opens(
      Make::dahua, plant_.push("camera", message.content_type, message.body, message.path).body));
  expect_conflict(std::string(*plant_.passage_of("冀A12345")["id"].text()), "never held");
}

TEST_F(HeldOnce, a_hold_outlives_a_power_cut_and_is_admitted_after_it) {
  furnish(Make::hikvision);
  const auto id = held();
  plant_.kill_hard();
  plant_.serve();
  EXPECT_EQ(plant_.passage_of(kTruck)["hold"].text(), "open");
  EXPECT_EQ(resolve(id, "admit").status, 200);
  EXPECT_EQ(orders(), 1u);
  EXPECT_EQ(plant_.end(), 0);
  EXPECT_TRUE(plant_.verify_line().starts_with("sound ")) << plant_.verify_line();
}

TEST_F(HeldOnce, sigterm_does_not_wait_for_a_comet_poll_that_is_held) {
  furnish(Make::vzenith);
  const auto poll = sim::make_comet_poll("camera");
  Answer told;
  std::thread camera(
      [&] { told = plant_.push("camera", poll.content_type, poll.body, poll.path); });
  std::this_thread::sleep_for(300ms);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(plant_.end(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1s);
  camera.join();
  EXPECT_EQ(told.status, 200) << "the poll was answered, not cut: " << told.body;
  EXPECT_FALSE(sim::opens(Make::vzenith, told.body));
}

}  // namespace
}  // namespace cleangate::tests
