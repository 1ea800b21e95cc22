// Every sample message of the vendors, pushed to a running plant: the reply, and what is recorded.
// The fixtures are the vendors' printed examples (samples/); the heartbeat has a password of ours.

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "tests/plant.h"
#include "tests/vzenith_camera.h"

namespace cleangate::tests {
namespace {

constexpr const char* kMultipart = "multipart/form-data; boundary=boundary";
constexpr const char* kHeartbeatForm =
    "multipart/form-data; boundary=--------------------------caa771fe4a61f3d9";
constexpr std::string_view kHeartbeatPassword = "Pw-7fQ2zK9-heartbeat";

std::string sample(const std::string& name) {
  auto bytes = read_all(std::string(CLEANGATE_SAMPLES) + "/" + name);
  if (bytes.empty()) throw std::runtime_error("no sample " + name);
  return bytes;
}

class Samples : public testing::Test {
 protected:
  void SetUp() override { plant_.serve(); }

  void camera(const std::string& kind, const std::string& direction = "in") {
    plant_.add_lane("lane-" + kind, direction, "automatic");
    plant_.add_camera(kind, kind, "lane-" + kind);
  }

  std::string vzenith(const std::string& name) {
    const auto answer = plant_.push("vzenith", "application/json", sample(name));
    EXPECT_EQ(answer.status, 200) << name << " " << answer.body;
    return answer.body;
  }

  Plant plant_;
};

TEST_F(Samples, hikvision_push_is_a_passage_with_two_photos_that_do_not_decode) {
  camera("hikvision");
  const auto answer = plant_.push("hikvision", kMultipart, sample("hikvision_push_request.body"));
  EXPECT_EQ(answer.status, 200);
  const Json passage = plant_.passage_of("粤B12345");
  EXPECT_EQ(passage["confidence"].integer(), 98);
  EXPECT_EQ(passage["vehicle_class"].text(), "K33");
  EXPECT_EQ(passage["direction"].text(), "in");
  EXPECT_EQ(passage["lane"].text(), "lane-hikvision");
  ASSERT_EQ(passage["photos"].items().size(), 2U);
  for (const Json& photo : passage["photos"].items()) {
    EXPECT_EQ(photo["decodable"].boolean(), false);
    const auto stored = plant_.get(std::string(photo["url"].text().value_or("")));
    EXPECT_EQ(stored.status, 200);
    EXPECT_EQ(static_cast<std::int64_t>(stored.body.size()), photo["size"].integer());
    EXPECT_NE(sample("hikvision_push_request.body").find(stored.body), std::string::npos);
  }
}

TEST_F(Samples, hikvision_without_declaration_is_a_passage_and_its_retransmission_a_duplicate) {
  camera("hikvision");
  EXPECT_EQ(plant_.push("hikvision", "application/xml", sample("hikvision_ns1_prefix.xml")).status,
            200);
  EXPECT_EQ(plant_.push("hikvision", "text/xml", sample("hikvision_retransmission.xml")).status,
            200);
  EXPECT_EQ(plant_.passages().size(), 1U);
  const Json passage = plant_.passage_of("粤B12345");
  EXPECT_EQ(passage["historic"].boolean(), false);
  EXPECT_TRUE(passage["photos"].items().empty());
}

TEST_F(Samples, hikvision_retransmission_alone_is_historic_and_never_opens) {
  camera("hikvision", "out");
  EXPECT_EQ(plant_.push("hikvision", "text/xml", sample("hikvision_retransmission.xml")).status,
            200);
  const Json passage = plant_.passage_of("粤B12345");
  EXPECT_EQ(passage["historic"].boolean(), true);
  EXPECT_EQ(passage["actuation"].text(), "none");
}

TEST_F(Samples, hikvision_heartbeat_is_no_passage) {
  camera("hikvision");
  EXPECT_EQ(plant_.push("hikvision", "application/xml", sample("hikvision_heartbeat.xml")).status,
            200);
  EXPECT_TRUE(plant_.passages().empty());
}

TEST_F(Samples, vzenith_plate_of_hong_kong_and_macau_opens) {
  camera("vzenith");
  EXPECT_TRUE(opens(vzenith("vzenith_AlarmInfoPlate_2023.json")));
  // Its entry follows the reply: no opening waits for it.
  Json passage = plant_.passage_of("粤Z9065澳");
  for (int i = 0; i < 100 && passage["actuation"].text() == "intended"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    passage = plant_.passage_of("粤Z9065澳");
  }
  EXPECT_EQ(passage["plate_class"].text(), "hk_macau");
  EXPECT_EQ(passage["verdict"].text(), "admit");
  EXPECT_EQ(passage["actuation"].text(), "reply_written");
}

TEST_F(Samples, vzenith_without_plate_holds_at_the_entry_and_its_offline_copy_is_a_duplicate) {
  camera("vzenith");
  EXPECT_FALSE(opens(vzenith("vzenith_AlarmInfoPlate_noplate_2018.json")));
  EXPECT_FALSE(opens(vzenith("vzenith_AlarmInfoPlate_offline.json")));
  const auto passages = plant_.passages();
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_TRUE(passages[0]["plate"].is_null());
  EXPECT_EQ(passages[0]["verdict"].text(), "hold");
  EXPECT_EQ(passages[0]["hold"].text(), "open");
  EXPECT_EQ(passages[0]["clock_quality"].text(), "contradictory");
}

TEST_F(Samples, vzenith_without_plate_opens_at_the_exit) {
  camera("vzenith", "out");
  EXPECT_TRUE(opens(vzenith("vzenith_AlarmInfoPlate_noplate_2018.json")));
}

TEST_F(Samples, vzenith_offline_read_is_historic_and_asks_for_the_next) {
  camera("vzenith", "out");
  const auto reply = parse_json(vzenith("vzenith_AlarmInfoPlate_offline.json"));
  ASSERT_TRUE(reply);
  const Json& response = (*reply)["Response_AlarmInfoPlate"];
  EXPECT_EQ(response["info"].text(), "no");
  EXPECT_EQ(response["ContinuePushOffline"]["plateid"].integer(), 123);
  const auto passages = plant_.passages();
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_EQ(passages[0]["historic"].boolean(), true);
  EXPECT_EQ(passages[0]["actuation"].text(), "none");
}

TEST_F(Samples, vzenith_events_are_recorded_and_open_nothing) {
  camera("vzenith");
  for (const char* name :
       {"vzenith_AlarmGioIn.json", "vzenith_SerialData.json", "vzenith_TriggerImage.json"}) {
    EXPECT_FALSE(opens(vzenith(name))) << name;
  }
  EXPECT_TRUE(plant_.passages().empty());
  ASSERT_EQ(plant_.end(), 0);
  const auto log = run_cleangate({"export", "--data", plant_.folder()}).output;
  EXPECT_NE(log.find(R"(\"event\":\"io_event\")"), std::string::npos);
  EXPECT_NE(log.find("63682e636f6d17"), std::string::npos);  // the seven bytes
  EXPECT_NE(log.find(R"(\"event\":\"picture\")"), std::string::npos);
}

TEST_F(Samples, vzenith_heartbeat_password_is_in_no_file_of_the_plant) {
  camera("vzenith");
  const auto body = sample("vzenith_heartbeat.txt");
  ASSERT_NE(body.find(kHeartbeatPassword), std::string::npos);
  EXPECT_EQ(plant_.push("vzenith", kHeartbeatForm, body).status, 200);
  // Cut off in the middle it cannot be read: the quarantine must hide the password too.
  EXPECT_EQ(plant_.push("vzenith", kHeartbeatForm, body.substr(0, body.size() - 200)).status, 200);
  EXPECT_EQ(plant_.push("vzenith", "text/plain", body).status, 200);
  ASSERT_EQ(plant_.end(), 0);
  EXPECT_EQ(read_all(plant_.log_file()).find(kHeartbeatPassword), std::string::npos);
  int files = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(plant_.folder())) {
    if (!file.is_regular_file()) continue;
    ++files;
    EXPECT_EQ(read_all(file.path()).find(kHeartbeatPassword), std::string::npos) << file.path();
  }
  EXPECT_GE(files, 5);
}

TEST_F(Samples, dahua_messages_are_answered_as_the_vendor_prints) {
  camera("dahua-itsapi");
  const auto push = [&](const std::string& name) {
    const auto answer = plant_.push("dahua-itsapi", "application/json",
                                    sample("dahua_" + name + ".json"), "/NotificationInfo/" + name);
    EXPECT_EQ(answer.status, 200) << name;
    return answer.json();
  };
  EXPECT_EQ(push("DeviceInfo")["Result"].boolean(), true);
  EXPECT_EQ(push("KeepAlive")["Active"].boolean(), true);
  const Json opened = push("TollgateInfo");
  EXPECT_EQ(opened["PlateNumber"].text(), "粤B12345");
  EXPECT_EQ(opened["OpenStrobe"].boolean(), true);
  EXPECT_EQ(push("AlarmInfo")["Result"].boolean(), true);
  const Json passage = plant_.passage_of("粤B12345");
  EXPECT_EQ(passage["colour"].text(), "blue");
  EXPECT_EQ(passage["confidence"].integer(), 90);  // 230 of 255
  EXPECT_EQ(passage["photos"].items().size(), 2U);
}

}  // namespace
}  // namespace cleangate::tests
