#include "device/driver/push_driver.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/log.h"
#include "device/display/fk/frame.h"
#include "device/driver/testing.h"

namespace cleangate::device {
namespace {

using namespace testing;
using ledger::Field;

class Push : public Rig {
 protected:
  /// Details of the entries of that state, in order.
  std::vector<Json> details(std::string_view state) {
    std::vector<Json> found;
    for (const service::Draft& draft : log.drafts) {
      EXPECT_EQ(draft.kind, ledger::Kind::device_state);
      if (draft.payload.text(Field::state) == state) {
        found.push_back(*parse_json(draft.payload.text(Field::detail)));
      }
    }
    return found;
  }
};

TEST(Sighting, KeepsOfACamerasWordsWhatALogCanCarry) {
  for (const std::size_t size : {kMaxReadingBytes - 1, kMaxReadingBytes, kMaxReadingBytes + 1}) {
    camera::PlateReading read;
    read.plate_text = read.device_time_text = read.vehicle_class = std::string(size, '9');
    const auto sighting = make_sighting({}, read, "key");
    for (const auto* kept :
         {&sighting.plate_raw, &sighting.device_time_text, &sighting.vehicle_class}) {
      EXPECT_EQ(kept->size(), std::min(size, kMaxReadingBytes));
    }
  }
}

TEST_F(Push, AHikvisionReadBecomesASightingAndIsAnsweredSmall) {
  sink.open = true;  // even then the reply says nothing: the keeper commands
  const auto answered = play("hikvision", "push_request");
  ASSERT_EQ(sink.sightings.size(), 1u);
  const gate::Sighting& sighting = sink.sightings[0];
  EXPECT_EQ(sighting.device, "hik-1");
  EXPECT_EQ(sighting.plate, "粤B12345");
  EXPECT_EQ(sighting.movement, "forward");
  EXPECT_EQ(sighting.vehicle_class, "K33");
  EXPECT_EQ(sighting.confidence, 98);
  EXPECT_EQ(sighting.vendor_key, to_hex(hmac_sha256("key",
                                                    "hik-1\nhikvision|44:a6:42:f3:2a:d7|"
                                                    "a0fe72d4-3652-464a-aebd-3f9190010236")));
  EXPECT_EQ(sighting.received, loop.wall());
  EXPECT_EQ(sighting.received_monotonic, loop.monotonic());
  EXPECT_EQ(sighting.clock_quality, ClockQuality::good);
  EXPECT_TRUE(sighting.is_live());
  EXPECT_FALSE(sink.by_reply[0]);
  ASSERT_EQ(sink.sets[0].items.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& photo = sink.sets[0].bytes->at(i);
    EXPECT_EQ(photo.sha256, sha256(photo.bytes));
    EXPECT_EQ(sink.sets[0].items[i].sha256, photo.sha256);
    EXPECT_EQ(sink.sets[0].items[i].size, photo.bytes.size());
    EXPECT_FALSE(sink.sets[0].items[i].decodable);
  }
  EXPECT_EQ(answered->reply->status, 200);
  EXPECT_EQ(answered->reply->body, "OK");
  EXPECT_EQ(answered->times, 1);
}

TEST_F(Push, ARetransmissionIsMarked) {
  play("hikvision", "retransmission");
  ASSERT_EQ(sink.sightings.size(), 1u);
  EXPECT_TRUE(sink.sightings[0].retransmission);
  EXPECT_FALSE(health.find("hik-1")->clock_offset_ms) << "an old read teaches no offset";
}

TEST_F(Push, TheSameReadOfAnotherDeviceHasAnotherKey) {
  const Recorded told = recorded("hikvision", "push_request");
  devices.put({"hik-2", "hikvision", {}});
  push("hik-1", "", told.head, told.body);
  push("hik-1", "", told.head, told.body);
  push("hik-2", "", told.head, told.body);
  ASSERT_EQ(sink.sightings.size(), 3u);
  EXPECT_EQ(sink.sightings[0].vendor_key, sink.sightings[1].vendor_key);
  EXPECT_NE(sink.sightings[0].vendor_key, sink.sightings[2].vendor_key);
}

TEST_F(Push, AContentTypeThatNobodyKnowsIsNoHindrance) {
  const Recorded told = recorded("hikvision", "push_request");
  for (const std::string type : {"", "application/x-unheard-of", "multipart/form-data", "\xFF"}) {
    sink.sightings.clear();
    push("hik-1", "", type, told.body);
    EXPECT_EQ(sink.sightings.size(), 1u) << type;
  }
  const Recorded vzenith = recorded("vzenith", "AlarmInfoPlate_2023");
  sink.sightings.clear();
  push("vz-1", "", "image/gif", vzenith.body);
  EXPECT_EQ(sink.sightings.size(), 1u);
  EXPECT_TRUE(ops.items.empty());
}

TEST_F(Push, AVzenithReplyOpensOnlyWhenTheGateSaysSo) {
  struct Row {
    bool open, duplicate;
    std::string_view info;
  };
  for (const Row& row : {Row{true, false, "ok"},
                         {false, false, "no"},
                         {false, true, "no"},
                         {true, true, "ok"}}) {  // the last: a duplicate that takes over
    sink.open = row.open;
    sink.duplicate = row.duplicate;
    const auto answered = play("vzenith", "AlarmInfoPlate_2023");
    const Json response = answered->json()["Response_AlarmInfoPlate"];
    EXPECT_EQ(response["info"].text(), row.info);
    EXPECT_EQ(response["channelNum"].integer(),
              row.open ? std::optional<std::int64_t>(0) : std::nullopt);
    EXPECT_FALSE(response.has("ContinuePushOffline"));
    EXPECT_TRUE(sink.by_reply.back());
  }
  EXPECT_EQ(sink.sightings[0].plate, "粤Z9065澳");
  EXPECT_EQ(sink.sightings[0].device_time, parse_rfc3339("2023-06-09T08:39:54.687Z").value());
}

TEST_F(Push, TheOutputThatOpensIsConfigured) {
  devices.put({"vz-1", "vzenith", Json::object({{"channel", 2}})});
  sink.open = true;
  const auto answered = play("vzenith", "AlarmInfoPlate_2023");
  EXPECT_EQ(answered->json()["Response_AlarmInfoPlate"]["channelNum"].integer(), 2);
}

TEST_F(Push, TheDisplayTextTravelsWithTheReply) {
  sink.display = {{"粤Z9065澳", "准许进入"}, "欢迎光临", "green"};
  const auto answered = play("vzenith", "AlarmInfoPlate_2023");
  const Json frames = answered->json()["Response_AlarmInfoPlate"]["serialData"];
  ASSERT_EQ(frames.items().size(), 1u);
  EXPECT_EQ(frames.items()[0]["serialChannel"].integer(), 1);
  const auto bytes = from_base64(*frames.items()[0]["data"].text());
  ASSERT_TRUE(bytes);
  EXPECT_EQ(frames.items()[0]["dataLen"].integer(), std::ssize(*bytes));
  EXPECT_TRUE(display::fk::decode_frame(*bytes));
}

TEST_F(Push, WithoutADisplayThereAreNoFrames) {
  devices.put({"vz-1", "vzenith", {}});
  sink.display = {{"准许进入"}, "", "green"};
  const auto answered = play("vzenith", "AlarmInfoPlate_2023");
  EXPECT_FALSE(answered->json()["Response_AlarmInfoPlate"].has("serialData"));
}

TEST_F(Push, AnOfflineRecordThatIsNotDurableIsNotLetGo) {
  sink.recorded = false;
  const auto answered = play("vzenith", "AlarmInfoPlate_offline_SYNTH");
  const Json response = answered->json()["Response_AlarmInfoPlate"];
  EXPECT_EQ(response["info"].text(), "no");
  EXPECT_FALSE(response.has("ContinuePushOffline"));
}

TEST_F(Push, AnOfflineRecordIsHistoricAndAsksForTheNext) {
  const auto answered = play("vzenith", "AlarmInfoPlate_offline_SYNTH");
  ASSERT_EQ(sink.sightings.size(), 1u);
  EXPECT_TRUE(sink.sightings[0].offline);
  const Json response = answered->json()["Response_AlarmInfoPlate"];
  EXPECT_EQ(response["info"].text(), "no");
  EXPECT_EQ(response["ContinuePushOffline"]["plateid"].integer(), 123);
  EXPECT_EQ(response["ContinuePushOffline"]["continue"].integer(), 1);
}

TEST_F(Push, ATurnBackAndASuspectedFakeAreHandedOn) {
  play("vzenith", "turn_back_fake_bad_picture");
  ASSERT_EQ(sink.sightings.size(), 1u);
  EXPECT_TRUE(sink.sightings[0].turn_back);
  EXPECT_TRUE(sink.sightings[0].fake_plate);
}

TEST_F(Push, ContradictingTimesMakeABadClock) {
  play("vzenith", "AlarmInfoPlate_noplate_2018");
  ASSERT_EQ(sink.sightings.size(), 1u);
  EXPECT_EQ(sink.sightings[0].plate, "");
  EXPECT_EQ(sink.sightings[0].clock_quality, ClockQuality::contradictory);
}

TEST_F(Push, DahuaRepliesAreTheSamplesOpenAndClosed) {
  const std::string folder = std::string(CLEANGATE_SOURCE_DIR) + "/src/device/camera/dahua/corpus/";
  for (const bool open : {true, false}) {
    sink.open = open;
    sink.duplicate = !open;
    const auto answered = play("dahua", "TollgateInfo");
    EXPECT_EQ(answered->json(), *parse_json(read_all(folder + "TollgateInfo.reply_" +
                                                     (open ? "open" : "closed") + ".json")));
  }
  EXPECT_EQ(sink.sightings[0].plate, "粤B12345");
  EXPECT_EQ(sink.sightings[0].colour, plate::Colour::blue);
  EXPECT_EQ(sink.sets[0].items.size(), 2u);
}

TEST_F(Push, TheKeeperLearnsWhetherTheReplyWasWritten) {
  sink.open = true;
  const auto answered = play("vzenith", "AlarmInfoPlate_2023");
  EXPECT_FALSE(sink.written);
  answered->written(false);
  EXPECT_EQ(sink.written, false);
}

TEST_F(Push, AClosedConnectionIsSeenByTheKeeper) {
  const Recorded told = recorded("vzenith", "AlarmInfoPlate_2023");
  auto message = this->message("vz-1", "", told.head, told.body);
  message.is_closed = [] { return true; };
  push(std::move(message));
  loop.run_until_idle();
  EXPECT_TRUE(sink.closed.at(0));
}

TEST_F(Push, HeartbeatsAreSeenAndMakeNoEntryButTheFirst) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(play("vzenith", "heartbeat")->json().has("Response_AlarmInfoPlate"));
    loop.advance(std::chrono::seconds{30});
  }
  EXPECT_EQ(details(kStateOnline).size(), 1u);
  EXPECT_EQ(log.drafts.size(), 1u);
  EXPECT_EQ(health.find("vz-1")->kind, "heartbeat");
  loop.advance(kHeartbeatInterval);
  play("vzenith", "heartbeat");
  EXPECT_EQ(details(kStateOnline).size(), 2u) << "it came back";
  EXPECT_TRUE(play("vzenith", "alphadigi_heartbeat")->json().has("Response_Heartbeat"));
  EXPECT_EQ(play("hikvision", "heartbeat")->reply->body, "OK");
  EXPECT_EQ(play("dahua", "KeepAlive")->json()["Active"].boolean(), true);
  EXPECT_TRUE(sink.sightings.empty());
}

TEST_F(Push, ALiveReadTellsTheClockOffset) {
  play("vzenith", "AlarmInfoPlate_2023");
  const auto offset = loop.wall() - *sink.sightings.at(0).device_time;
  EXPECT_EQ(health.find("vz-1")->clock_offset_ms, offset.count());
}

TEST_F(Push, EventsBecomeEntriesAndAreAnsweredOnceDurable) {
  log.is_stuck = true;
  const auto answered = play("vzenith", "AlarmGioIn");
  EXPECT_FALSE(answered->reply);
  loop.advance(kOpenDeadline);
  ASSERT_TRUE(answered->reply) << "the deadline stands in for a stuck log";
  EXPECT_EQ(answered->json()["Response_AlarmInfoPlate"]["info"].text(), "no");

  log.is_stuck = false;
  EXPECT_TRUE(play("vzenith", "AlarmGioIn")->reply);
  const auto told = details(kStateEvent);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0]["event"].text(), "io_event");
  EXPECT_EQ(told[0]["input"].integer(), 4);
  EXPECT_EQ(told[0]["value"].integer(), 1);
  loop.advance(kOpenDeadline);
  EXPECT_EQ(answered->times, 1);
}

TEST_F(Push, ALogThatRefusesDoesNotKeepTheCameraWaiting) {
  log.fault = ErrorCode::full;
  EXPECT_EQ(play("vzenith", "AlarmGioIn")->times, 1);
}

TEST_F(Push, SerialBytesAreKept) {
  play("vzenith", "SerialData");
  const auto told = details(kStateEvent);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0]["hex"].text(), "63682e636f6d17");
  EXPECT_EQ(told[0]["length"].integer(), 7);
}

TEST_F(Push, APictureThatIsNoJpegIsStoredWithItsEntry) {
  play("vzenith", "TriggerImage");
  ASSERT_EQ(media.stored.size(), 1u);
  EXPECT_EQ(media.stored[0].size(), 7u);
  ASSERT_EQ(log.drafts.back().media.size(), 1u);
  EXPECT_FALSE(log.drafts.back().media[0].decodable);
}

TEST_F(Push, DahuaDescribesItselfAndRaisesAlarms) {
  EXPECT_EQ(play("dahua", "DeviceInfo")->json()["Result"].boolean(), true);
  const auto online = details(kStateOnline);
  ASSERT_EQ(online.size(), 2u);  // the first message, and what it said
  EXPECT_EQ(online[1]["model"].text(), "ITC237");
  EXPECT_EQ(play("dahua", "AlarmInfo")->json()["Result"].boolean(), true);
  ASSERT_EQ(details(kStateEvent).size(), 1u);
  EXPECT_EQ(details(kStateEvent)[0]["name"].text(), "AlarmInfo");
}

TEST_F(Push, WhatCannotBeReadGoesToTheQuarantineAndIsAnswered) {
  struct Row {
    std::string device, path, body;
  };
  const Row kRows[] = {{"hik-1", "", "<EventNotificationAlert><unclosed>"},
                       {"hik-1", "", ""},
                       {"vz-1", "", "{\"AlarmInfoPlate\":"},
                       {"vz-1", "", std::string(40, '[')},
                       {"dh-1", "/NotificationInfo/TollgateInfo", "no json"},
                       {"dh-1", "/Elsewhere", "{}"}};
  for (const Row& row : kRows) {
    ops.items.clear();
    const auto answered = push(row.device, row.path, "text/plain", row.body);
    ASSERT_TRUE(answered->reply) << row.body;
    EXPECT_EQ(answered->reply->status, 200);
    EXPECT_EQ(answered->times, 1);
    ASSERT_EQ(ops.items.size(), 1u) << row.body;
    EXPECT_EQ(ops.items[0].body, row.body);
    EXPECT_EQ(ops.items[0].device, row.device);
    EXPECT_FALSE(ops.items[0].cause.empty());
    EXPECT_EQ(health.find(row.device)->kind, "unreadable");
  }
  EXPECT_TRUE(sink.sightings.empty());
}

TEST_F(Push, APasswordOfAHeartbeatIsNowhere) {
  const std::string path = ::testing::TempDir() + "push_driver_test.log";
  std::remove(path.c_str());
  log_to(path);
  log_threshold(LogLevel::debug);
  for (const char* name : {"heartbeat_json", "heartbeat_pairs"}) {
    const Recorded told = recorded("vzenith", name);
    ASSERT_NE(told.body.find("hunter2"), std::string::npos);
    push("vz-1", "", told.head, told.body);
    push("vz-1", "/comet", told.head, told.body);
    push("vz-1", "", told.head, told.body.substr(0, told.body.size() - 60));  // cut: malformed
    push("hik-1", "", told.head, told.body);                                  // another's address
    push("dh-1", "/NotificationInfo/KeepAlive", told.head, told.body);
    push("dh-1", "/NotificationInfo/Other", told.head, told.body);
  }
  loop.advance(kCometHold);
  log_to("");
  log_threshold(LogLevel::info);
  EXPECT_GE(ops.items.size(), 4u);
  EXPECT_NE(read_all(path).find("device_message_unreadable"), std::string::npos);
  std::string everything = read_all(path);
  for (const auto& item : ops.items) everything += item.body + item.cause + item.content_type;
  for (const auto& draft : log.drafts) everything += draft.payload.to_json().dump();
  for (const auto& [device, seen] : health.all()) everything += device + seen.kind;
  EXPECT_EQ(everything.find("hunter2"), std::string::npos);
  EXPECT_EQ(everything.find("admin"), std::string::npos);
  std::remove(path.c_str());
}

TEST_F(Push, ACometPollIsHeldAndTakesACommand) {
  devices.put({"vz-1", "vzenith", Json::object({{"channel", 1}})});
  const auto held = poll();
  EXPECT_FALSE(held->reply);
  Ended ended;
  comet.open({"vz-1", {}, kDeviceTimeout, {}}, loop, ended.done());
  loop.run_until_idle();
  const Json response = held->json()["Response_AlarmInfoPlate"];
  EXPECT_EQ(response["info"].text(), "ok");
  EXPECT_EQ(response["channelNum"].integer(), 1);
  held->written(true);
  loop.run_until_idle();
  EXPECT_EQ(ended.stage(), "commanded");
}

TEST_F(Push, AnEmptyCometReplyStaysClosed) {
  const auto older = poll();
  const auto newer = poll();
  EXPECT_EQ(older->json()["Response_AlarmInfoPlate"]["info"].text(), "no");
  EXPECT_FALSE(newer->reply);
  loop.advance(kCometHold);
  EXPECT_EQ(newer->json()["Response_AlarmInfoPlate"]["info"].text(), "no");
}

TEST_F(Push, AReadSentToTheCometAddressIsStillARead) {
  const Recorded told = recorded("vzenith", "AlarmInfoPlate_2023");
  sink.open = true;
  const auto answered = push("vz-1", "/comet", told.head, told.body);
  EXPECT_EQ(answered->json()["Response_AlarmInfoPlate"]["info"].text(), "ok");
}

}  // namespace
}  // namespace cleangate::device
