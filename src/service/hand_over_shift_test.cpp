#include "service/hand_over_shift.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "service/gate_keeper_test_support.h"

namespace cleangate::service {
namespace {

using namespace testing;

struct Shift : TestLane {
  Result<Json> hand_over(const Json& body) {
    std::optional<Result<Json>> said;
    hand_over_shift(plant, body, kGuard, [&](Result<Json> result) { said = std::move(result); });
    loop.run_until_idle();
    return said ? *said : fail(ErrorCode::internal, "not answered");
  }
};

TEST(HandOverShift, SealsTheNoteAndTheCasesThatAreOpen) {
  Shift shift;
  shift.register_truck("冀R12345", "");
  shift.start_warning();
  shift.arrive("冀R12345");
  const auto begun = shift.hand_over(Json::object({{"note", "二号道栏杆慢"}, {"to", "李四"}}));
  ASSERT_TRUE(begun);
  EXPECT_EQ((*begun)["by"].text(), "李四");
  EXPECT_EQ((*begun)["handed_over_by"].text(), "guard-1");
  EXPECT_EQ((*begun)["note_from_last"].text(), "二号道栏杆慢");
  ASSERT_EQ((*begun)["open_holds"].items().size(), 1u);
  EXPECT_EQ((*begun)["open_holds"].items()[0].text(), shift.last_id());
  EXPECT_FALSE(shift.resolve(shift.last_id(), "refuse"));
  const auto next = shift.hand_over(Json::object({{"note", "无"}}));
  ASSERT_TRUE(next);
  EXPECT_TRUE((*next)["open_holds"].items().empty());
  EXPECT_TRUE((*next)["by"].is_null());
  EXPECT_EQ(shift.logged(ledger::Kind::shift), 2);
}

TEST(HandOverShift, TakesANoteOfReasonableLengthOrNone) {
  Shift shift;
  const auto code = [&](const Json& body) {
    const auto said = shift.hand_over(body);
    return said ? std::optional<ErrorCode>() : said.error().code;
  };
  EXPECT_EQ(code(Json::object()), std::nullopt);
  EXPECT_EQ(code(Json::object({{"note", 7}})), ErrorCode::invalid);
  EXPECT_EQ(code(Json::array()), ErrorCode::invalid);
  const std::string longest(kMaxShiftNoteBytes, 'x');
  EXPECT_EQ(code(Json::object({{"note", longest + "x"}})), ErrorCode::invalid);
  EXPECT_EQ(code(Json::object({{"note", longest}})), std::nullopt);
  EXPECT_EQ(shift.logged(ledger::Kind::shift), 2);
}

}  // namespace
}  // namespace cleangate::service
