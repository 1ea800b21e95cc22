#include <gtest/gtest.h>

#include "base/encoding.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace documents;

MediaItem document(std::string content) {
  return {sha256(content), content.size(), "document", "application/pdf", true};
}

TEST(Documents, AreFoundByContentAndTheFirstEntryStays) {
  TestLog log;
  const Payload payload{{Field::subject, "document"}, {Field::note, "通告"}, {Field::actor, "m"}};
  ASSERT_FALSE(log.add(Kind::evidence, payload, {document("one")}));
  ASSERT_FALSE(log.add(Kind::evidence, payload, {document("one")}));
  EXPECT_EQ(log.rows(kTable), (std::vector<Row>{{cell(to_hex(sha256("one"))), cell(0), cell(0),
                                                 cell("application/pdf"), cell(3), cell("通告"),
                                                 cell(kStart), cell("m")}}));
}

TEST(Documents, EvidenceOfAVehicleIsNone) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::evidence, {{Field::plate, "冀A12345"}}, {document("one")}));
  EXPECT_TRUE(log.rows(kTable).empty());
}

}  // namespace
}  // namespace cleangate::ledger
