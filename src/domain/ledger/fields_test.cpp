#include "domain/ledger/fields.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace cleangate::ledger {
namespace {

// Golden: stored numbers, in order from 1; a star marks an erasable field.
constexpr std::string_view kGolden =
    "lane gate direction plate* colour plate_class verdict reasons mode historic vendor_key* "
    "device_time confidence vehicle_class stage facts* candidates* photos_missing plate_raw* "
    "trailer* passage stage_of path detail reason* actor outcome assumed list item action source "
    "valid_from valid_to subject key value* chain level effective_at expected_end region order "
    "pack pack_version note role from to cause state intent reads device_direction received_at "
    "merged_as open_until cargo* quantity unit phone* toml "
    "exempted ";

TEST(Field, NumbersNamesAndClassesStayForEver) {
  std::string text;
  std::uint16_t number = 1;
  for (; field_info(static_cast<Field>(number)); ++number) {
    const FieldInfo& info = *field_info(static_cast<Field>(number));
    EXPECT_EQ(static_cast<std::uint16_t>(info.field), number);
    text += std::string(info.name) + (info.erasable ? "* " : " ");
  }
  EXPECT_EQ(number, 64);
  EXPECT_EQ(text, kGolden);
  EXPECT_EQ(static_cast<int>(Field::lane), 1);
  EXPECT_EQ(static_cast<int>(Field::trailer), 20);
  EXPECT_EQ(static_cast<int>(Field::open_until), 57);
  EXPECT_EQ(static_cast<int>(Field::phone), 61);
  EXPECT_EQ(static_cast<int>(Field::exempted), 63);
}

TEST(Field, IsFoundByItsName) {
  std::set<Field> found;
  for (std::uint16_t number = 1; number < 64; ++number) {
    const Field field = static_cast<Field>(number);
    EXPECT_EQ(field_by_name(field_info(field)->name), field);
    found.insert(field);
  }
  EXPECT_EQ(found.size(), 63u);
}

TEST(Field, UnknownNumbersAndNamesHaveNone) {
  EXPECT_EQ(field_info(static_cast<Field>(0)), nullptr);
  EXPECT_EQ(field_info(static_cast<Field>(64)), nullptr);
  EXPECT_EQ(field_info(static_cast<Field>(0xffff)), nullptr);
  EXPECT_EQ(field_by_name(""), std::nullopt);
  EXPECT_EQ(field_by_name("Plate"), std::nullopt);
  EXPECT_EQ(field_by_name("plates"), std::nullopt);
}

}  // namespace
}  // namespace cleangate::ledger
