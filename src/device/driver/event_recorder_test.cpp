#include "device/driver/event_recorder.h"

#include <gtest/gtest.h>

#include "device/driver/testing.h"

namespace cleangate::device {
namespace {

using namespace testing;
using ledger::Field;

class Recorder : public ::testing::Test {
 protected:
  DeviceEvent event(std::vector<camera::Photo> photos = {}) {
    return {"vz-1",
            kStateEvent,
            Json::object({{"event", "picture"}}),
            loop.wall(),
            make_photo_set(std::move(photos)),
            {}};
  }
  void record(DeviceEvent told) {
    recorder.record(std::move(told), [this] { ++done; });
    loop.run_until_idle();
  }

  VirtualLoop loop;
  FakeLog log{loop};
  FakeMedia media;
  SeededRandom random{7};
  EventRecorder recorder{loop, log, media, random};
  int done = 0;
};

TEST_F(Recorder, WritesWhatRepeatsOncePerSecondDeviceAndWord) {
  const auto told = [&](std::string device, std::string word) {
    auto repeated = event();
    repeated.device = std::move(device);
    repeated.repeats_as = std::move(word);
    record(std::move(repeated));
    return log.drafts.size();
  };
  EXPECT_EQ(told("vz-1", "serial_data/"), 1u);
  EXPECT_EQ(told("vz-1", "serial_data/"), 1u);
  EXPECT_EQ(told("vz-2", "serial_data/"), 2u);
  EXPECT_EQ(told("vz-1", "other_event/motion"), 3u);
  loop.advance(Milliseconds{999});
  EXPECT_EQ(told("vz-1", "serial_data/"), 3u);
  loop.advance(Milliseconds{1});
  EXPECT_EQ(told("vz-1", "serial_data/"), 4u);
  EXPECT_EQ(told("vz-1", "serial_data/"), 4u);
  EXPECT_EQ(done, 7) << "each is answered";
}

TEST_F(Recorder, WritesADeviceStateOfTheDevice) {
  record(event());
  ASSERT_EQ(log.drafts.size(), 1u);
  const service::Draft& draft = log.drafts[0];
  EXPECT_EQ(draft.kind, ledger::Kind::device_state);
  EXPECT_EQ(draft.device, "vz-1");
  EXPECT_EQ(draft.event_time, loop.wall());
  EXPECT_EQ(draft.payload.text(Field::state), "event");
  EXPECT_EQ(draft.payload.text(Field::detail), R"({"event":"picture"})");
  EXPECT_EQ(draft.payload.text(Field::source), "camera");
  EXPECT_TRUE(draft.media.empty());
  EXPECT_EQ(done, 1);
}

TEST_F(Recorder, StoresThePicturesBeforeTheEntryThatNamesThem) {
  record(event({{"scene", "bytes", "application/octet-stream", false, ""}}));
  ASSERT_EQ(media.stored, std::vector<std::string>{"bytes"});
  ASSERT_EQ(log.drafts.size(), 1u);
  ASSERT_EQ(log.drafts[0].media.size(), 1u);
  EXPECT_EQ(log.drafts[0].media[0],
            (ledger::MediaItem{sha256("bytes"), 5, "scene", "application/octet-stream", false}));
  ASSERT_EQ(log.drafts[0].locations.size(), 1u);
  EXPECT_FALSE(log.drafts[0].payload.get(Field::photos_missing));
  const Json detail = *parse_json(log.drafts[0].payload.text(Field::detail));
  ASSERT_EQ(detail["photos"].items().size(), 1u);
  EXPECT_EQ(detail["photos"].items()[0],
            Json::object({{"kind", "scene"}, {"size", 5}, {"state", "undecodable"}}));
}

TEST_F(Recorder, NamesPicturesThatCouldNotBeStored) {
  media.fault = ErrorCode::full;
  record(event({{"scene", "bytes", "image/jpeg", true, ""}}));
  ASSERT_EQ(log.drafts.size(), 1u);
  EXPECT_TRUE(log.drafts[0].media.empty());
  EXPECT_EQ(log.drafts[0].payload.text(Field::photos_missing),
            R"([{"kind":"scene","cause":"disk full"}])");
  const Json detail = *parse_json(log.drafts[0].payload.text(Field::detail));
  EXPECT_EQ(detail["photos"].items()[0]["state"].text(), "missing");
  EXPECT_EQ(done, 1);
}

TEST_F(Recorder, ALostEntryStillEndsOnce) {
  log.fault = ErrorCode::full;
  record(event());
  EXPECT_EQ(done, 1);
  recorder.record(event(), nullptr);  // nobody waits
  loop.run_until_idle();
}

}  // namespace
}  // namespace cleangate::device
