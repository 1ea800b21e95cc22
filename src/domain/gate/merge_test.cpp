#include "domain/gate/merge.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::gate {
namespace {

using plate::Colour;
using rules::Direction;

constexpr WallTime kAt = WallTime{Milliseconds{1'797'206'400'000}};

Read read(std::string plate, std::int64_t after = 0, Colour colour = Colour::yellow) {
  return {std::move(plate), colour, Direction::in, kAt + Milliseconds{after}, false, {}};
}
Same same(const Read& earlier, const Read& later, bool cycled = false) {
  return compare(earlier, later, kMergeWindow, cycled);
}

struct WindowRow {
  const char* name;
  std::int64_t after;
  Same want;
};
const WindowRow kWindows[] = {
    {"at_once", 0, Same::equal},
    {"just_within", 14'999, Same::equal},
    {"at_the_limit", 15'000, Same::equal},
    {"just_beyond", 15'001, Same::no},
    {"before_at_the_limit", -15'000, Same::equal},
    {"before_just_beyond", -15'001, Same::no},
};
class Window : public ::testing::TestWithParam<WindowRow> {};
TEST_P(Window, ReadsUpToFifteenSecondsApartAreOneVehicle) {
  EXPECT_EQ(same(read("冀R12345"), read("冀R12345", GetParam().after)), GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Rows, Window, ::testing::ValuesIn(kWindows),
                         [](const auto& row) { return std::string(row.param.name); });

struct PlateRow {
  const char* name;
  const char* earlier;
  bool earlier_known;
  const char* later;
  bool later_known;
  Same want;
};
const PlateRow kPlates[] = {
    {"equal", "冀R12345", false, "冀R12345", false, Same::equal},
    {"equal_and_known", "冀R12345", true, "冀R12345", true, Same::equal},
    {"b_for_8", "冀RB2345", false, "冀R82345", true, Same::correction},
    {"known_first", "冀R82345", true, "冀RB2345", false, Same::correction},
    {"neither_known", "冀RB2345", false, "冀R82345", false, Same::correction},
    {"both_known", "冀RB2345", true, "冀R82345", true, Same::no},
    {"two_substitutions", "冀RB2345", false, "冀R8Z345", true, Same::no},
    {"other_character", "冀R12345", false, "冀R12346", true, Same::no},
    {"zero_and_d", "冀R02345", false, "冀RD2345", true, Same::correction},
    {"sets_are_not_joined", "冀R02345", false, "冀R82345", true, Same::no},
    {"other_province", "冀R12345", false, "京R12345", true, Same::no},
    {"longer", "冀R12345", false, "冀R123456", true, Same::no},
    {"earlier_without_plate", "", false, "冀R12345", true, Same::no},
    {"later_without_plate", "冀R12345", true, "", false, Same::no},
    {"both_without_plate", "", false, "", false, Same::no},
};
class Plates : public ::testing::TestWithParam<PlateRow> {};
TEST_P(Plates, AreOneVehicleWhenEqualOrOneConfusableApart) {
  const auto& row = GetParam();
  Read earlier = read(row.earlier);
  earlier.is_known = row.earlier_known;
  Read later = read(row.later, 3'000);
  later.is_known = row.later_known;
  EXPECT_EQ(same(earlier, later), row.want);
}
INSTANTIATE_TEST_SUITE_P(Rows, Plates, ::testing::ValuesIn(kPlates),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Merge, ColoursMustAgreeUnlessOneIsUnknown) {
  const Read yellow = read("冀R12345");
  EXPECT_EQ(same(yellow, read("冀R12345", 1'000, Colour::blue)), Same::no);
  EXPECT_EQ(same(yellow, read("冀R12345", 1'000, Colour::unknown)), Same::equal);
  EXPECT_EQ(same(read("冀R12345", 0, Colour::unknown), read("冀R12345", 1'000)), Same::equal);
}

TEST(Merge, OtherDirectionsAreOtherPassages) {
  Read out = read("冀R12345", 1'000);
  out.direction = Direction::out;
  EXPECT_EQ(same(read("冀R12345"), out), Same::no);
}

TEST(Merge, LiveReadsAreComparedByTheClockThatNobodyTurns) {
  Read first = read("冀R12345");
  Read second = read("冀R12345", -3'600'000);
  first.received = MonotonicTime{Milliseconds{5'000}};
  second.received = MonotonicTime{Milliseconds{20'000}};
  EXPECT_EQ(same(first, second), Same::equal);
  second.received = MonotonicTime{Milliseconds{20'001}};
  EXPECT_EQ(same(first, second), Same::no);
  second.received.reset();
  EXPECT_EQ(same(first, second), Same::no) << "a late one has only its event time";
}

TEST(Merge, ABarrierCycleBetweenParts) {
  EXPECT_EQ(same(read("冀R12345"), read("冀R12345", 1'000), true), Same::no);
  EXPECT_EQ(same(read("冀RB2345"), read("冀R82345", 1'000), true), Same::no);
}

TEST(Merge, ATrailerAttachesToItsTractorAlsoWhileTheBarrierIsOpen) {
  const Read tractor = read("冀R12345");
  EXPECT_EQ(same(tractor, read("冀R1234挂", 4'000)), Same::trailer);
  EXPECT_EQ(same(tractor, read("冀R1234挂", 4'000), true), Same::trailer);
  EXPECT_EQ(same(tractor, read("冀R1234挂", 15'000)), Same::trailer);
  EXPECT_EQ(same(tractor, read("冀R1234挂", 15'001)), Same::no);
}

TEST(Merge, ATrailerBehindATrailerOrATractorBehindATrailerIsNoTrailer) {
  EXPECT_EQ(same(read("冀R1234挂"), read("冀R9999挂", 1'000)), Same::no);
  EXPECT_EQ(same(read("冀R1234挂"), read("冀R1234挂", 1'000)), Same::equal);
  EXPECT_EQ(same(read("冀R1234挂"), read("冀R12345", 1'000)), Same::no);
}

}  // namespace
}  // namespace cleangate::gate
