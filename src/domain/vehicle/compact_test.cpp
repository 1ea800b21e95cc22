#include "domain/vehicle/compact.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

TEST(CompactUpper, DropsBlanksAndHyphensAndNothingElse) {
  EXPECT_EQ(compact_upper(" lr-ds6　ｐｅ\tb\n"), "LRDS6PEB");
  EXPECT_EQ(compact_upper("国六b"), "国六B");
  EXPECT_EQ(compact_upper("oiq_/"), "OIQ_/");
  EXPECT_EQ(compact_upper(""), "");
}

}  // namespace
}  // namespace cleangate::vehicle
