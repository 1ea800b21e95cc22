#include "domain/ledger/projections/folding.h"

#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;

Row row_of(std::string_view key, std::int64_t entry) {
  return {cell(key), cell(entry), cell("p")};
}

class FoldingTest : public ::testing::Test {
 protected:
  FoldingTest() {
    EXPECT_TRUE(rows_.apply({{sightings::kTable, RowChange::Action::put, row_of("old", 1)}}));
  }
  [[nodiscard]] std::optional<Row> get(std::string_view key) {
    return folding_.get(sightings::kTable, {cell(key)}).value();
  }
  MemoryRows rows_;
  LoggedEntry logged_{{},
                      {{Field::lane, "1"},
                       {Field::gate, ""},
                       {Field::confidence, "97"},
                       {Field::reads, "many"},
                       {Field::valid_from, "2020-12-14T14:20:00+08:00"},
                       {Field::valid_to, "soon"}},
                      {}};
  Folding folding_{logged_, rows_};
};

TEST_F(FoldingTest, SeesItsOwnChangesBeforeTheSource) {
  EXPECT_EQ(get("old"), row_of("old", 1));
  folding_.put(sightings::kTable, row_of("old", 2));
  folding_.put(sightings::kTable, row_of("new", 3));
  EXPECT_EQ(get("old"), row_of("old", 2));
  EXPECT_EQ(get("new"), row_of("new", 3));
  folding_.remove(sightings::kTable, {cell("old")});
  EXPECT_EQ(get("old"), std::nullopt);
  folding_.put(sightings::kTable, row_of("old", 4));
  EXPECT_EQ(get("old"), row_of("old", 4));
  EXPECT_EQ(rows_.get(sightings::kTable, {cell("old")}).value(), row_of("old", 1));
}

TEST_F(FoldingTest, TakesChangesOfOneTableForThatTableOnly) {
  folding_.put(device_states::kTable, {cell("old"), {}, {}, {}, {}});
  EXPECT_EQ(get("old"), row_of("old", 1));
}

TEST_F(FoldingTest, AnswersChangesInTheirOrder) {
  folding_.put(sightings::kTable, row_of("b", 1));
  folding_.remove(sightings::kTable, {cell("a")});
  const auto changes = folding_.take_changes();
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].row, row_of("b", 1));
  EXPECT_EQ(changes[1].action, RowChange::Action::remove);
}

TEST_F(FoldingTest, FieldsBecomeCells) {
  EXPECT_EQ(folding_.cell(Field::lane), cell("1"));
  EXPECT_EQ(folding_.cell(Field::gate), Cell());
  EXPECT_EQ(folding_.cell(Field::plate), Cell());
  EXPECT_EQ(folding_.cell_or(Field::lane, "x"), cell("1"));
  EXPECT_EQ(folding_.cell_or(Field::gate, "x"), cell("x"));
  EXPECT_EQ(folding_.number_cell(Field::confidence), cell(97));
  EXPECT_EQ(folding_.number_cell(Field::reads), Cell());
  EXPECT_EQ(folding_.number_cell(Field::plate), Cell());
  EXPECT_EQ(folding_.time_cell(Field::valid_from).value(), cell(kStart));
  EXPECT_EQ(folding_.time_cell(Field::plate).value(), Cell());
  EXPECT_EQ(folding_.time_cell(Field::valid_to).error().message, "valid_to: not RFC 3339");
  EXPECT_EQ(folding_.needed(Field::lane).value(), "1");
  EXPECT_EQ(folding_.needed(Field::gate).error().message, "heartbeat without gate");
}

}  // namespace
}  // namespace cleangate::ledger
