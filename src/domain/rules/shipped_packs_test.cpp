#include "domain/rules/shipped_packs.h"

#include <gtest/gtest.h>

namespace cleangate::rules {
namespace {

TEST(ShippedPacks, AreFoundByIdVersionTemplateAndIndustry) {
  EXPECT_TRUE(shipped_pack("cn-2020-340-generic", "1"));
  EXPECT_FALSE(shipped_pack("cn-2020-340-generic", "0"));
  EXPECT_FALSE(shipped_pack("none"));
  for (const char* name : {"M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9"}) {
    EXPECT_TRUE(shipped_template(name)) << name;
  }
  EXPECT_FALSE(shipped_template("M10"));
  EXPECT_FALSE(shipped_template(""));
  EXPECT_EQ(base_pack_for("cement-clinker")->id, "cn-2020-340-cement-clinker");
  EXPECT_EQ(base_pack_for("generic")->id, "cn-2020-340-generic");
  EXPECT_EQ(base_pack_for("furniture")->id, "cn-2020-340-generic");
}

TEST(ShippedPacks, TheRulesOfNoOtherChoiceAreTheGenericPack) {
  ASSERT_EQ(shipped_rules()->packs().size(), 1u);
  EXPECT_EQ(shipped_rules()->packs()[0]->id, "cn-2020-340-generic");
}

}  // namespace
}  // namespace cleangate::rules
