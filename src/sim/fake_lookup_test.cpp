#include "sim/fake_lookup.h"

#include <gtest/gtest.h>

namespace cleangate::sim {
namespace {

constexpr const char* kTarget = "/stage?plate=%E5%86%80R12345&colour=1";

std::vector<SimVehicle> one_truck() {
  SimVehicle truck;
  truck.plate = "冀R12345";
  truck.colour = plate::Colour::yellow;
  truck.vehicle_class = "H11";
  truck.fuel = "B";
  truck.stage_min = truck.stage_max = "4";
  truck.gross_mass_kg = 25000;
  return {truck};
}

Json body(const FakeLookup::Reply& reply) {
  return parse_json(reply.reply.body).value_or(Json());
}

TEST(FakeLookup, AnswersWhatItKnows) {
  FakeLookup fake(LookupMood::answers, "key", one_truck());
  const auto reply = fake.handle(kTarget, "key");
  EXPECT_EQ(reply.reply.status, 200);
  EXPECT_EQ(reply.after, Milliseconds(0));
  EXPECT_EQ(body(reply)["data"]["hphm"].text(), "冀R12345");
  EXPECT_EQ(body(reply)["data"]["pf"].text(), "4");
  EXPECT_EQ(body(reply)["data"]["cpys"].text(), "1");
  EXPECT_EQ(fake.handle("/stage?plate=A", "key").reply.status, 404);
  EXPECT_EQ(fake.handle(kTarget, "other").reply.status, 401);
  EXPECT_EQ(fake.asked(), 3u);
}

TEST(FakeLookup, HasItsMoods) {
  FakeLookup fake(LookupMood::slow, "key", one_truck());
  EXPECT_EQ(fake.handle(kTarget, "key").after, kSlowAnswer);
  fake.set_mood(LookupMood::wrong);
  EXPECT_NE(body(fake.handle(kTarget, "key"))["data"]["hphm"].text(), "冀R12345");
  fake.set_mood(LookupMood::down);
  EXPECT_EQ(fake.handle(kTarget, "key").reply.status, 503);
  fake.set_mood(LookupMood::garbage);
  EXPECT_FALSE(parse_json(fake.handle(kTarget, "key").reply.body));
}

TEST(FakeLookup, MoodsAreWords) {
  EXPECT_EQ(parse_mood("slow").value(), LookupMood::slow);
  EXPECT_EQ(parse_mood("happy").error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::sim
