#include <gtest/gtest.h>

#include "base/encoding.h"
#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace vehicle_evidence;

MediaItem document(std::string content) {
  return {sha256(content), content.size(), "document", "image/jpeg", true};
}
Payload of_truck() {
  return {{Field::plate, "冀A12345"}, {Field::colour, "yellow"}, {Field::actor, "guard-1"}};
}

TEST(VehicleEvidence, IsFoundByVehicleAndContent) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::evidence, of_truck(), {document("one"), document("two")}));
  auto rows = log.rows(kTable);
  ASSERT_EQ(rows.size(), 2u);
  for (const Row& row : rows) {
    const bool first = row[kSha256] == cell(to_hex(sha256("one")));
    EXPECT_EQ(row[kPlace], cell(first ? 0 : 1));
    EXPECT_EQ(row[kIndex], cell(0));
    EXPECT_EQ(row[kActor], cell("guard-1"));
  }
}

TEST(VehicleEvidence, TheFirstEntryOfAContentStays) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::evidence, of_truck(), {document("one")}));
  ASSERT_FALSE(log.add(Kind::evidence, of_truck(), {document("one")}));
  ASSERT_EQ(log.rows(kTable).size(), 1u);
  EXPECT_EQ(log.rows(kTable)[0][kIndex], cell(0));
}

TEST(VehicleEvidence, OfAPassageIsNone) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.add(Kind::evidence, {{Field::passage, id_text(1)}}, {document("one")}));
  EXPECT_TRUE(log.rows(kTable).empty());
}

}  // namespace
}  // namespace cleangate::ledger
