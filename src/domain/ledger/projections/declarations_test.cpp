#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace declarations;

constexpr std::int64_t kDay = 24 * 3600 * 1000;

/// A driver declares gravel for a plate, valid for a day.
LoggedEntry gravel(TestLog& log, std::string plate = "冀A12345", std::string colour = "") {
  Payload payload = {
      {Field::plate, std::move(plate)}, {Field::direction, "in"}, {Field::cargo, "砂石"},
      {Field::quantity, "31.5"},        {Field::unit, "t"},       {Field::phone, "13800000000"}};
  payload.set_if(Field::colour, std::move(colour));
  LoggedEntry logged = log.draft(Kind::declaration, std::move(payload));
  logged.payload.set(Field::valid_to,
                     to_rfc3339(from_unix_ms(to_unix_ms(logged.entry.event_time) + kDay)));
  return logged;
}

/// A truck that comes so many milliseconds after kStart.
void comes_at(TestLog& log, int id, std::int64_t at, std::string plate = "冀A12345") {
  LoggedEntry logged = log.draft(Kind::passage, truck(std::move(plate)));
  logged.entry.event_id = id_of(id);
  logged.entry.event_time = logged.entry.log_time = from_unix_ms(kStart + at);
  ASSERT_FALSE(log.add(logged));
}

Cell declared(TestLog& log, int id) {
  return log.passage(id)[passages::kDeclaration];
}

TEST(Declarations, TheNextPassageOfThePlateShowsItAndTheOneAfterDoesNot) {
  TestLog log;
  ASSERT_FALSE(log.add(gravel(log)));
  ASSERT_FALSE(log.pass(1, truck("冀B00000")));
  ASSERT_FALSE(log.pass(2, truck()));
  ASSERT_FALSE(log.pass(3, truck()));
  EXPECT_TRUE(is_null(declared(log, 1)));
  EXPECT_EQ(text(declared(log, 2)),
            R"({"id":")" + id_text(100) +
                R"(","at":"2020-12-14T14:20:00.000+08:00","direction":"in",)"
                R"("cargo":"砂石","quantity":31.5,"unit":"t"})");
  EXPECT_TRUE(is_null(declared(log, 3)));
  EXPECT_EQ(log.rows(kTable).at(0)[kPassage], cell(id_text(2)));
}

TEST(Declarations, ItCountsFromItsMomentUntilADayLater) {
  for (const auto& [at, counts] : {std::pair{-1, false}, {0, true}, {1, true}}) {
    TestLog log;
    ASSERT_FALSE(log.add(gravel(log)));
    comes_at(log, 1, at);
    EXPECT_EQ(!is_null(declared(log, 1)), counts) << at;
  }
  for (const auto& [at, counts] : {std::pair{kDay - 1, true}, {kDay, false}, {kDay + 1, false}}) {
    TestLog log;
    ASSERT_FALSE(log.add(gravel(log)));
    comes_at(log, 1, at);
    EXPECT_EQ(!is_null(declared(log, 1)), counts) << at;
  }
}

TEST(Declarations, TheLatestOfAPlateCounts) {
  TestLog log;
  ASSERT_FALSE(log.add(gravel(log)));
  LoggedEntry second = gravel(log);
  second.payload.set(Field::cargo, "煤");
  ASSERT_FALSE(log.add(second));
  ASSERT_FALSE(log.pass(1, truck()));
  EXPECT_NE(text(declared(log, 1)).find("煤"), std::string_view::npos);
  EXPECT_EQ(log.rows(kTable).size(), 1u);
}

TEST(Declarations, AColourThatWasToldMustFitUnlessTheCameraCouldNotTell) {
  for (const auto& [told, counts] : {std::pair{"yellow", true}, {"blue", false}}) {
    TestLog log;
    ASSERT_FALSE(log.add(gravel(log, "冀A12345", told)));
    ASSERT_FALSE(log.pass(1, truck()));
    EXPECT_EQ(!is_null(declared(log, 1)), counts) << told;
  }
  TestLog log;
  ASSERT_FALSE(log.add(gravel(log, "冀A12345", "blue")));
  ASSERT_FALSE(log.pass(1, truck().set(Field::colour, "unknown")));
  EXPECT_FALSE(is_null(declared(log, 1)));
}

TEST(Declarations, ItCountsForItsOwnDirectionOnly) {
  TestLog log;
  ASSERT_FALSE(log.add(gravel(log)));
  ASSERT_FALSE(log.pass(1, truck().set(Field::direction, "out")));
  EXPECT_TRUE(is_null(declared(log, 1)));
  ASSERT_FALSE(log.pass(2, truck().set(Field::direction, "in")));
  EXPECT_FALSE(is_null(declared(log, 2))) << "it still waits for the way in";
}

TEST(Declarations, AMisreadPlateGivesItBackAndTheRightOneTakesItsOwn) {
  TestLog log;
  ASSERT_FALSE(log.add(gravel(log, "冀A12345")));
  ASSERT_FALSE(log.add(gravel(log, "冀A1234S")));
  ASSERT_FALSE(log.pass(1, truck("冀A12345")));
  ASSERT_FALSE(log.add(Kind::sighting, {{Field::passage, id_text(1)},
                                        {Field::merged_as, "correction"},
                                        {Field::plate, "冀A1234S"}}));
  EXPECT_NE(text(declared(log, 1)).find(id_text(101)), std::string_view::npos);
  ASSERT_FALSE(log.pass(2, truck("冀A12345")));
  EXPECT_NE(text(declared(log, 2)).find(id_text(100)), std::string_view::npos);
}

TEST(Declarations, WithoutAPlateNothingIsKept) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::declaration, {{Field::cargo, "砂石"}}));
  EXPECT_TRUE(log.changes().empty());
}

}  // namespace
}  // namespace cleangate::ledger
