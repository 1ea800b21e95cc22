// A plant as a user and its cameras meet it: duplicates, holds and their resolution, start and end.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/plant.h"
#include "tests/vzenith_camera.h"

namespace cleangate::tests {
namespace {

constexpr std::chrono::seconds kEndsWithin{5};

class RunningPlant : public testing::Test {
 protected:
  void SetUp() override {
    plant_.serve();
    plant_.add_lane("1", "in", "automatic");
    plant_.add_camera("camera", "vzenith", "1");
  }

  std::string read(const std::string& plate, std::uint64_t plate_id) {
    return plant_.push("camera", "application/json", vzenith_read("camera", plate, plate_id)).body;
  }

  /// A vehicle without a plate waits at the entry; its passage id.
  std::string held() {
    EXPECT_FALSE(opens(read("_无_", ++held_)));
    const auto passages = plant_.passages();
    EXPECT_EQ(passages.at(0)["hold"].text(), "open");
    return std::string(passages.at(0)["id"].text().value_or(""));
  }

  Answer resolve(const std::string& id, const std::string& verdict) {
    return plant_.write("POST", "/api/v1/passages/" + id + "/resolve",
                        Json::object({{"verdict", verdict}, {"reason", "查验了行驶证"}}));
  }

  Answer poll() {
    return plant_.push("camera", "application/x-www-form-urlencoded",
                       "device_name=IVS&serialno=camera", "/comet");
  }

  Plant plant_;
  std::uint64_t held_ = 100;
};

TEST_F(RunningPlant, the_same_message_five_times_at_once_is_one_passage_and_one_opening) {
  const auto body = vzenith_read("camera", "冀A12345", 1);
  std::atomic<int> opened = 0;
  std::atomic<int> answered = 0;
  std::vector<std::thread> deliveries;
  for (int i = 0; i < 5; ++i) {
    deliveries.emplace_back([&] {
      const auto answer = plant_.push("camera", "application/json", body);
      if (answer.status == 200) ++answered;
      if (opens(answer.body)) ++opened;
    });
  }
  for (auto& delivery : deliveries) delivery.join();
  EXPECT_EQ(answered, 5);
  EXPECT_EQ(opened, 1);
  EXPECT_EQ(plant_.passages().size(), 1U);
}

TEST_F(RunningPlant, a_wrong_secret_and_a_wrong_device_get_the_same_404) {
  const auto body = vzenith_read("camera", "冀A12345", 1);
  const auto wrong_device = plant_.post("/device/nobody/secret-camera", "application/json", body);
  const auto wrong_secret = plant_.post("/device/camera/secret-camerb", "application/json", body);
  EXPECT_EQ(wrong_device.status, 404);
  EXPECT_EQ(wrong_secret.status, 404);
  EXPECT_EQ(wrong_device.body, wrong_secret.body);
  EXPECT_TRUE(plant_.passages().empty());
}

TEST_F(RunningPlant, an_admitted_hold_opens_once_over_the_comet_poll) {
  const auto id = held();
  std::string first_poll;
  std::thread camera([&] {
    for (int i = 0; i < 20 && !opens(first_poll); ++i) first_poll = poll().body;
  });
  const auto resolved = resolve(id, "admit");
  camera.join();
  EXPECT_EQ(resolved.status, 200) << resolved.body;
  EXPECT_TRUE(opens(first_poll)) << first_poll;
  EXPECT_FALSE(opens(poll().body)) << "opened twice";
  EXPECT_EQ(resolve(id, "admit").status, 409);
  EXPECT_EQ(resolve(id, "refuse").status, 409);
  const Json passage = plant_.passages().at(0);
  EXPECT_EQ(passage["resolved_reason"].text(), "查验了行驶证");
  EXPECT_NE(passage["hold"].text(), "open");
}

TEST_F(RunningPlant, a_refused_hold_opens_nothing_and_is_resolved_once) {
  const auto id = held();
  EXPECT_EQ(resolve(id, "perhaps").status, 422);
  EXPECT_EQ(resolve(id, "refuse").status, 200);
  EXPECT_FALSE(opens(poll().body));
  EXPECT_EQ(resolve(id, "admit").status, 409);
  const Json passage = plant_.passages().at(0);
  EXPECT_EQ(passage["actuation"].text(), "none");
}

TEST_F(RunningPlant, a_second_server_on_the_folder_is_refused) {
  const auto second =
      run_cleangate({"serve", "--data", plant_.folder(), "--listen", "127.0.0.1:0"});
  EXPECT_GT(second.exit_code, 0);
  EXPECT_EQ(second.output.find("listening"), std::string::npos);
  EXPECT_EQ(plant_.get("/healthz").status, 200);
}

TEST_F(RunningPlant, sigterm_under_load_ends_cleanly_in_time) {
  std::atomic<bool> ended = false;
  std::thread camera([&] {
    for (std::uint64_t i = 10000; !ended; ++i) (void)read("冀A" + std::to_string(i), i);
  });
  std::thread waiting_poll([&] { (void)poll(); });
  std::this_thread::sleep_for(std::chrono::milliseconds{200});
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(plant_.end(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, kEndsWithin);
  ended = true;
  camera.join();
  waiting_poll.join();
  EXPECT_TRUE(plant_.verify_line().starts_with("sound ")) << plant_.verify_line();
}

TEST(Plant, ends_cleanly_when_nobody_takes_its_checkpoints) {
  Plant plant;
  plant.serve({"--checkpoint-webhook", "http://127.0.0.1:9/checkpoint"});
  plant.add_lane("1", "in", "automatic");  // an entry that the last checkpoint must cover
  EXPECT_EQ(plant.end(), 0);
  EXPECT_TRUE(plant.verify_line().starts_with("sound ")) << plant.verify_line();
}

}  // namespace
}  // namespace cleangate::tests
