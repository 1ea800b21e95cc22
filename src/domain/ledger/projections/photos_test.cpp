#include "domain/ledger/projections/photos.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace cleangate::ledger {
namespace {

const MediaItem kPhoto{sha256("a"), 5, "scene", "image/jpeg", true};

TEST(Photos, AreNumberedOnAcrossEntries) {
  std::string photos = with_photos("[]", 7, {kPhoto, kPhoto}, "").value();
  photos = with_photos(photos, 9, {}, R"([{"kind":"plate","cause":"x"}])").value();
  photos = with_photos(photos, 10, {kPhoto}, "").value();
  const Json json = parse_json(photos).value();
  ASSERT_EQ(json.items().size(), 4u);
  for (std::size_t n = 0; n < 4; ++n) {
    EXPECT_EQ(json.items()[n]["n"].integer(), static_cast<std::int64_t>(n));
  }
  EXPECT_EQ(json.items()[1]["entry"].integer(), 7);
  EXPECT_EQ(json.items()[1]["sha256"].text(), to_hex(sha256("a")));
  EXPECT_EQ(json.items()[1]["decodable"].boolean(), true);
  EXPECT_EQ(json.items()[2]["missing"].boolean(), true);
  EXPECT_EQ(json.items()[2]["cause"].text(), "x");
  EXPECT_FALSE(json.items()[2].has("entry"));
  EXPECT_EQ(json.items()[3]["entry"].integer(), 10);
}

TEST(Photos, NoneIsAnEmptyArray) {
  EXPECT_EQ(with_photos("[]", 1, {}, "").value(), "[]");
  EXPECT_EQ(with_photos("", 1, {}, "[]").value(), "[]");
}

TEST(Photos, OddNamesAreEscapedAndUnknownKindsAreNull) {
  MediaItem odd = kPhoto;
  odd.kind = "a\"b\\c\n";
  const std::string photos = with_photos("[]", 1, {odd}, R"([{"cause":"\"q\""},7])").value();
  const Json json = parse_json(photos).value();
  EXPECT_EQ(json.items()[0]["kind"].text(), odd.kind);
  EXPECT_TRUE(json.items()[1]["kind"].is_null());
  EXPECT_EQ(json.items()[1]["cause"].text(), "\"q\"");
  EXPECT_TRUE(json.items()[2]["cause"].is_null());
}

TEST(Photos, BrokenInputIsInvalid) {
  EXPECT_EQ(with_photos("[", 1, {kPhoto}, "").error().code, ErrorCode::invalid);
  EXPECT_EQ(with_photos("[]", 1, {}, "nope").error().code, ErrorCode::invalid);
  EXPECT_EQ(with_photos("[]", 1, {}, "{}").error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::ledger
