// Which members a registered vehicle may have, and where they are sealed.

#include <gtest/gtest.h>

#include "service/gate_keeper_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;
using ledger::Field;

std::optional<Error> refused(TestPlant& here, std::string_view body) {
  std::optional<Error> error;
  put_vehicle(here.plant, "冀A66666", "yellow", parse_json(body).value(), kGuard, [&](auto result) {
    if (!result) error = result.error();
  });
  here.loop.run_until_idle();
  return error;
}

TEST(RegisteredVehicle, HasOnlyTheMembersOfTheContract) {
  TestPlant here;
  const auto before = here.log.entries.size();
  for (const auto* body : {R"({"driver":"张三"})", R"({"phone":"13912345678","vin":"LSV"})",
                           R"({"stage":{"min":"5","max":"5","note":"x"}})", R"({"":1})"}) {
    const auto error = refused(here, body);
    ASSERT_TRUE(error) << body;
    EXPECT_EQ(error->code, ErrorCode::invalid);
  }
  EXPECT_EQ(here.log.entries.size(), before);
  EXPECT_FALSE(refused(here, R"({"stage":{"min":"5","max":"5","source":"guard"},"fuel":"B",
      "vehicle_class":"H11","gross_mass_kg":18000,"nev":false,"vin":"LSVAA","plate":"x",
      "colour":"y"})"));
  EXPECT_FALSE(refused(here, "{}"));
}

TEST(RegisteredVehicle, WhatIsSealedOfItCanBeErased) {
  TestPlant here;
  ASSERT_FALSE(refused(here, R"({"vin":"LSVAA49J132047371"})"));
  ledger::Payload payload = here.log.entries.back().payload;
  SeededRandom random{1};
  std::string salts = make_salts(payload, random);
  const auto root = commitment(payload, salts).value();
  ASSERT_TRUE(payload.redact(Field::plate, salts));
  ASSERT_TRUE(payload.redact(Field::facts, salts));
  EXPECT_EQ(encode(payload).find("LSVAA"), std::string::npos);
  EXPECT_EQ(encode(payload).find("A66666"), std::string::npos);
  EXPECT_EQ(commitment(payload, salts).value(), root);
}

}  // namespace
}  // namespace cleangate::service
