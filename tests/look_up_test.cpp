// An unknown truck is held, looked up over a real socket, and its next arrival is decided by the
// answer; a wrong, slow or dead service changes nothing and stops nobody.

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <thread>

#include "sim/camera_messages.h"
#include "tests/lookup_service.h"
#include "tests/plant.h"

namespace cleangate::tests {
namespace {

using namespace std::chrono_literals;
using sim::LookupMood;

constexpr const char* kOld = "冀R11111";
constexpr const char* kClean = "冀R22222";

sim::SimVehicle truck(std::string plate, std::string stage) {
  sim::SimVehicle vehicle;
  vehicle.plate = std::move(plate);
  vehicle.colour = plate::Colour::yellow;
  vehicle.truck = true;
  vehicle.vehicle_class = "H11";
  vehicle.fuel = "B";
  vehicle.stage_min = vehicle.stage_max = std::move(stage);
  vehicle.gross_mass_kg = 25000;
  return vehicle;
}

class LookUp : public testing::Test {
 protected:
  void SetUp() override {
    plant_.serve();
    must(plant_.write("POST", "/api/v1/warnings",
                      Json::object({{"level", "orange"},
                                    {"effective_at", to_rfc3339(SystemClock().wall())}})),
         201);
    must(plant_.write("POST", "/api/v1/gates", Json::object({{"id", "g1"}, {"name", "东门"}})),
         201);
    plant_.add_lane("1", "in", "automatic");
    plant_.add_camera("camera", "hikvision", "1");
    must(plant_.write("PUT", "/api/v1/lookup", service_.settings()), 200);
  }
  static void must(const Answer& answer, int status) {
    ASSERT_EQ(answer.status, status) << answer.body;
  }
  bool read(const std::string& plate) {
    sim::CameraRead seen;
    seen.make = sim::Make::hikvision;
    seen.device = "camera";
    seen.plate = plate;
    seen.colour = plate::Colour::yellow;
    seen.time = SystemClock().wall();
    seen.id = ++reads_;
    const auto message = sim::make_message(seen);
    const auto answer = plant_.push("camera", message.content_type, message.body, message.path);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return sim::opens(sim::Make::hikvision, answer.body);
  }
  /// Another vehicle, so that the next read of the same plate is a new arrival.
  void come_and_go() { (void)read("冀R9999" + std::to_string(reads_ % 10)); }
  static bool soon(const std::function<bool()>& happened) {
    for (int i = 0; i < 500; ++i) {
      if (happened()) return true;
      std::this_thread::sleep_for(20ms);
    }
    return false;
  }
  Json answer_of(const std::string& plate) {
    EXPECT_TRUE(soon([&] { return plant_.passage_of(plate)["look_up"].is_object(); }));
    return plant_.passage_of(plate)["look_up"];
  }
  Json status() { return plant_.get("/api/v1/lookup").json()["status"]; }
  std::string dossier_path(const std::string& plate) {
    std::string escaped;
    for (const unsigned char c : plate) {
      static constexpr char kHex[] = "0123456789ABCDEF";
      escaped += c < 0x80 ? std::string(1, static_cast<char>(c))
                          : std::string{'%', kHex[c >> 4U], kHex[c & 15U]};
    }
    return "/api/v1/vehicles/" + escaped + "/yellow";
  }
  void expect_sound() {
    int code = -1;
    EXPECT_TRUE(plant_.verify_line(&code).starts_with("sound")) << plant_.verify_line();
    EXPECT_EQ(code, 0);
  }

  LookupService service_{{truck(kOld, "4"), truck(kClean, "6b")}};
  Plant plant_;
  std::uint64_t reads_ = 0;
};

TEST_F(LookUp, TheNextArrivalOfAnUnknownTruckIsDecidedByTheAnswer) {
  for (const auto& [plate, verdict] : {std::pair{kOld, "refuse"}, std::pair{kClean, "admit"}}) {
    EXPECT_FALSE(read(plate));
    EXPECT_EQ(plant_.passage_of(plate)["verdict"].text(), "hold");
    const Json answer = answer_of(plate);
    EXPECT_EQ(answer["verdict"].text(), verdict) << "the guard sees where it leads";
    come_and_go();
    (void)read(plate);
    const Json passage = plant_.passage_of(plate);
    EXPECT_EQ(passage["verdict"].text(), verdict);
    EXPECT_EQ(passage["stage"]["source"].text(), "official");
  }
  const Json dossier = plant_.get(dossier_path(kOld) + "/dossier").json();
  EXPECT_EQ(dossier["decisive"]["who"].text(), "模拟查询平台");
  EXPECT_EQ(dossier["statements"].items().size(), 1u);
  EXPECT_EQ(plant_.end(), 0);
  expect_sound();
}

TEST_F(LookUp, TheSecretStandsInNoAnswerAndNoLog) {
  EXPECT_FALSE(plant_.get("/api/v1/lookup").body.contains("look-up-secret"));
  EXPECT_EQ(plant_.get("/api/v1/lookup").json()["secret_set"].boolean(), true);
  service_.fake.set_mood(LookupMood::down);
  (void)read(kOld);
  EXPECT_TRUE(soon([&] { return status()["failed"].integer() == 1; }));
  EXPECT_EQ(plant_.end(), 0);
  EXPECT_FALSE(read_all(plant_.log_file()).contains("look-up-secret"));
  EXPECT_FALSE(read_all(plant_.database()).contains("look-up-secret"));
}

TEST_F(LookUp, AWrongAnswerChangesNothing) {
  service_.fake.set_mood(LookupMood::wrong);
  EXPECT_FALSE(read(kClean));
  const Json answer = answer_of(kClean);
  EXPECT_EQ(answer["accepted"].boolean(), false);
  EXPECT_EQ(answer["cause"].text(), "other_plate");
  come_and_go();
  EXPECT_FALSE(read(kClean));
  EXPECT_EQ(plant_.passage_of(kClean)["verdict"].text(), "hold");
  const Json queue = plant_.get("/api/v1/verification-queue").json();
  ASSERT_FALSE(queue["items"].items().empty());
  const Json stated = plant_
                          .write("POST", dossier_path(kClean) + "/statements",
                                 parse_json(R"({"source":"list","detail":"清单 1",)"
                                            R"("stage":{"min":"6b","max":"6b"}})")
                                     .value())
                          .json();
  EXPECT_FALSE(stated["change"].is_null());
}

TEST_F(LookUp, AServiceThatIsDownRestsAndTheGuardWorksOn) {
  for (const auto mood : {LookupMood::down, LookupMood::garbage}) {
    service_.fake.set_mood(mood);
    EXPECT_FALSE(read(kOld));
    EXPECT_TRUE(soon([&] { return status()["state"].text() == "failing"; }));
    const auto id = std::string(plant_.passage_of(kOld)["id"].text().value_or(""));
    must(plant_.write("POST", "/api/v1/passages/" + id + "/resolve",
                      Json::object({{"verdict", "refuse"}, {"reason", "查验了行驶证"}})),
         200);
    come_and_go();
  }
  EXPECT_TRUE(plant_.passage_of(kOld)["look_up"].is_null());
}

TEST_F(LookUp, ASlowServiceIsWaitedForByNobody) {
  service_.fake.set_mood(LookupMood::slow);
  EXPECT_FALSE(read(kOld));
  EXPECT_TRUE(soon([&] { return status()["asking"].integer() == 1; }));
  come_and_go();
  EXPECT_FALSE(read(kOld));
  EXPECT_EQ(service_.fake.asked(), 2u) << "one question of each vehicle";
  EXPECT_EQ(plant_.end(), 0) << "nor does the end wait";
  expect_sound();
}

TEST_F(LookUp, KilledBetweenQuestionAndAnswerItAsksAgainForWhoWaits) {
  service_.fake.set_mood(LookupMood::slow);
  EXPECT_FALSE(read(kOld));
  EXPECT_TRUE(soon([&] { return service_.fake.asked() == 1; }));
  plant_.kill_hard();
  expect_sound();
  service_.fake.set_mood(LookupMood::answers);
  plant_.serve();
  EXPECT_EQ(plant_.passage_of(kOld)["hold"].text(), "open") << "what was acknowledged is there";
  EXPECT_EQ(answer_of(kOld)["verdict"].text(), "refuse");
  plant_.kill_hard();
  plant_.serve();
  come_and_go();
  EXPECT_FALSE(read(kOld));
  EXPECT_EQ(plant_.passage_of(kOld)["verdict"].text(), "refuse") << "the answer survives, too";
  EXPECT_EQ(service_.fake.asked(), 3u) << "1 cut off, 1 again, 1 of the other truck";
}

}  // namespace
}  // namespace cleangate::tests
