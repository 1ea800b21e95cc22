#include "lookup/settings_members.h"

#include <gtest/gtest.h>

namespace cleangate::lookup {
namespace {

TEST(SettingsMembers, AreCheckedOneByOne) {
  const Json json = parse_json(R"({"t":"abc","n":5,"w":{"a":"b"},"bad":{"a":1}})").value();
  EXPECT_EQ(text_of(json, "t", 3).value(), "abc");
  EXPECT_FALSE(text_of(json, "t", 2));
  EXPECT_EQ(text_of(json, "none", 2).value(), "");
  EXPECT_FALSE(text_of(json, "n", 9));
  EXPECT_EQ(number_of(json, "n", 5, 5, 1).value(), 5);
  EXPECT_FALSE(number_of(json, "n", 6, 9, 1));
  EXPECT_FALSE(number_of(json, "n", 1, 4, 1));
  EXPECT_EQ(number_of(json, "none", 1, 4, 2).value(), 2);
  EXPECT_EQ(words_json(words_of(json, "w").value()), json["w"]);
  EXPECT_FALSE(words_of(json, "bad"));
  EXPECT_FALSE(words_of(json, "n"));
  EXPECT_TRUE(only(json, "it", {"t", "n", "w", "bad"}));
  EXPECT_FALSE(only(json, "it", {"t", "n", "w"}));
}

}  // namespace
}  // namespace cleangate::lookup
