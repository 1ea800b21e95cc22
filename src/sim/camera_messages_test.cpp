#include "sim/camera_messages.h"

#include <gtest/gtest.h>

#include <array>

#include "device/camera/dahua/codec.h"
#include "device/camera/dahua/reply.h"
#include "device/camera/hikvision/codec.h"
#include "device/camera/vzenith/codec.h"
#include "device/camera/vzenith/reply.h"
#include "sim/draw_truck.h"

namespace cleangate::sim {
namespace {

constexpr std::array kMakes = {Make::hikvision, Make::vzenith, Make::dahua};

Result<camera::Message> decode(Make make, const CameraMessage& message) {
  if (make == Make::hikvision) {
    return camera::hikvision::decode_push(message.content_type, message.body);
  }
  if (make == Make::vzenith) {
    return camera::vzenith::decode_push(message.content_type, message.body, false);
  }
  const auto push = camera::dahua::push_of(message.path);
  if (!push) return std::unexpected(push.error());
  return camera::dahua::decode_push(*push, message.body);
}

CameraRead read_of(Make make) {
  CameraRead read;
  read.make = make;
  read.device = "camera-1";
  read.plate = "冀B3K821";
  read.colour = plate::Colour::yellow;
  read.vehicle_class = "Q11";
  read.time = *parse_rfc3339("2026-12-14T14:28:03.120+08:00");
  read.id = 42;
  return read;
}

camera::PlateReading reading(const CameraRead& read) {
  const auto message = decode(read.make, make_message(read));
  EXPECT_TRUE(message) << message.error().message;
  EXPECT_TRUE(message->plate);
  return *message->plate;
}

TEST(CameraMessages, each_make_says_plate_colour_time_and_pictures) {
  for (const Make make : kMakes) {
    SCOPED_TRACE(to_kind(make));
    CameraRead read = read_of(make);
    const VehicleLook look{read.plate, read.colour, true, 3, 14, {}};
    read.scene = draw_scene_jpeg(look);
    read.plate_picture = draw_plate_jpeg(look);
    const auto told = reading(read);
    EXPECT_EQ(told.plate, read.plate);
    EXPECT_EQ(told.colour, read.colour);
    EXPECT_EQ(told.confidence, 97);
    EXPECT_EQ(told.device_time, read.time);
    EXPECT_EQ(told.clock,
              make == Make::dahua ? camera::ClockQuality::no_offset : camera::ClockQuality::good);
    ASSERT_EQ(told.photos.size(), 2u);
    for (const camera::Photo& photo : told.photos) {
      EXPECT_TRUE(photo.decodable);
      EXPECT_EQ(photo.bytes, photo.kind == "scene" ? read.scene : read.plate_picture);
    }
    EXPECT_FALSE(told.is_replayed());
    EXPECT_FALSE(told.turn_back);
  }
}

TEST(CameraMessages, every_event_of_a_day_decodes_to_what_was_read) {
  const Scenario day = make_day(7, {.passages = 400});
  for (const SimEvent& event : day.events) {
    CameraRead read = read_of(day.lanes[event.lane].make);
    read.plate = event.plate;
    read.colour = event.colour;
    read.id = event.id;
    const auto told = reading(read);
    EXPECT_EQ(told.plate, event.plate);
    EXPECT_EQ(told.colour, event.colour);
  }
}

TEST(CameraMessages, every_colour_survives) {
  using enum plate::Colour;
  for (const Make make : kMakes) {
    for (const auto colour : {blue, yellow, white, black, green, yellow_green, other, unknown}) {
      CameraRead read = read_of(make);
      read.colour = colour;
      EXPECT_EQ(reading(read).colour, colour) << to_kind(make);
    }
  }
}

TEST(CameraMessages, a_vehicle_without_plate_is_a_reading_without_plate) {
  for (const Make make : kMakes) {
    CameraRead read = read_of(make);
    read.plate.clear();
    read.colour = plate::Colour::unknown;
    EXPECT_EQ(reading(read).plate, "") << to_kind(make);
  }
}

TEST(CameraMessages, the_same_read_has_the_same_key_and_the_next_another) {
  for (const Make make : kMakes) {
    CameraRead read = read_of(make);
    const std::string key = reading(read).vendor_key;
    EXPECT_EQ(reading(read).vendor_key, key);
    read.retransmission = true;
    EXPECT_EQ(reading(read).vendor_key, key);
    read.id = 43;
    read.time += Milliseconds{1};
    EXPECT_NE(reading(read).vendor_key, key) << to_kind(make);
  }
}

TEST(CameraMessages, makes_mark_what_they_can) {
  CameraRead read = read_of(Make::hikvision);
  read.retransmission = true;
  EXPECT_TRUE(reading(read).retransmission);
  read = read_of(Make::vzenith);
  read.offline = true;
  EXPECT_TRUE(reading(read).offline);
  EXPECT_EQ(reading(read).offline_plate_id, 42);
  read.turn_back = true;
  EXPECT_TRUE(reading(read).turn_back);
}

TEST(CameraMessages, a_comet_poll_is_a_poll) {
  const CameraMessage poll = make_comet_poll("camera-1");
  const auto message = camera::vzenith::decode_push(poll.content_type, poll.body, true);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->kind, camera::Message::Kind::comet_poll);
  EXPECT_EQ(message->serial, reading(read_of(Make::vzenith)).serial);
}

TEST(CameraMessages, only_the_right_answer_opens) {
  camera::vzenith::Reply reply;
  EXPECT_FALSE(opens(Make::vzenith, camera::vzenith::encode_reply(reply)));
  reply.open = true;
  EXPECT_TRUE(opens(Make::vzenith, camera::vzenith::encode_reply(reply)));
  const auto dahua = [](bool open) {
    return camera::dahua::encode_tollgate_reply({"camera-1", "冀B3K821", open});
  };
  EXPECT_TRUE(opens(Make::dahua, dahua(true)));
  EXPECT_FALSE(opens(Make::dahua, dahua(false)));
  EXPECT_FALSE(opens(Make::hikvision, dahua(true)));
  for (const Make make : kMakes) {
    EXPECT_FALSE(opens(make, ""));
    EXPECT_FALSE(opens(make, "ok"));
    EXPECT_FALSE(opens(make, R"({"OpenStrobe":1,"info":"ok"})"));
  }
}

}  // namespace
}  // namespace cleangate::sim
