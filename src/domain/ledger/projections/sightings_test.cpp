#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;

TEST(Sightings, KeepTheVendorKeyOfPassagesAndFurtherReads) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck().set(Field::vendor_key, "b")));
  ASSERT_FALSE(log.add(Kind::sighting, {{Field::passage, id_text(1)}, {Field::vendor_key, "a"}}));
  EXPECT_EQ(log.rows(sightings::kTable),
            (std::vector<Row>{{cell("a"), cell(1), cell(id_text(1))},
                              {cell("b"), cell(0), cell(id_text(1))}}));
}

TEST(Sightings, AKnownVendorKeyIsADuplicateMessage) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck().set(Field::vendor_key, "a")));
  const MemoryRows before = log.source();
  EXPECT_EQ(log.pass(2, truck().set(Field::vendor_key, "a")), ErrorCode::conflict);
  EXPECT_EQ(log.message(), "duplicate message: its vendor key is in the log");
  EXPECT_EQ(log.add(Kind::sighting, {{Field::passage, id_text(1)}, {Field::vendor_key, "a"}}),
            ErrorCode::conflict);
  EXPECT_EQ(log.source(), before);
}

TEST(Sightings, WithoutAVendorKeyHaveNoRow) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.pass(2, truck()));
  ASSERT_FALSE(log.add(Kind::sighting, {{Field::passage, id_text(1)}}));
  EXPECT_TRUE(log.rows(sightings::kTable).empty());
}

}  // namespace
}  // namespace cleangate::ledger
