#include "device/camera/reading.h"

#include <gtest/gtest.h>

namespace cleangate::camera {
namespace {

TEST(Reading, IsReplayedByAnyOfThreeFlags) {
  PlateReading read;
  EXPECT_FALSE(read.is_replayed());
  for (bool PlateReading::* flag :
       {&PlateReading::retransmission, &PlateReading::offline, &PlateReading::history}) {
    PlateReading replayed;
    replayed.*flag = true;
    EXPECT_TRUE(replayed.is_replayed());
  }
  read.fake_plate = true;
  read.turn_back = true;
  EXPECT_FALSE(read.is_replayed());
}

TEST(Reading, ShowsPhotosBySizeAndHashOnly) {
  Message message;
  message.kind = Message::Kind::picture;
  message.photos.push_back({"scene", "secret pixels", "image/jpeg", false, "a.jpg"});
  const std::string text = to_text(message);
  EXPECT_NE(text.find("photo scene 13 bytes image/jpeg undecodable"), std::string::npos);
  EXPECT_EQ(text.find("pixels"), std::string::npos);
}

TEST(Reading, TellsErrorsByCodeAndReason) {
  EXPECT_EQ(to_text(Result<Message>(fail(ErrorCode::invalid, "empty body"))),
            "error invalid: empty body\n");
}

TEST(Reading, NamesEveryKindAndClockQuality) {
  EXPECT_EQ(to_text(Message::Kind::plate), "plate");
  EXPECT_EQ(to_text(Message::Kind::ignored), "ignored");
  EXPECT_EQ(to_text(ClockQuality::good), "good");
  EXPECT_EQ(to_text(ClockQuality::no_offset), "no_offset");
  EXPECT_EQ(to_text(ClockQuality::contradictory), "contradictory");
  EXPECT_EQ(to_text(ClockQuality::missing), "missing");
}

}  // namespace
}  // namespace cleangate::camera
