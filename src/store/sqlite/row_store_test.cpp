#include "store/sqlite/row_store.h"

#include <gtest/gtest.h>

#include "domain/ledger/projections/tables.h"
#include "store/sqlite/schema.h"

namespace cleangate::store {
namespace {

using ledger::Cell;
using ledger::Row;
using ledger::RowChange;
using Action = RowChange::Action;
namespace vehicles = ledger::vehicles;
namespace movements = ledger::movements;

Row vehicle(const std::string& plate, const std::string& facts, std::int64_t index) {
  Row row(vehicles::kColumnCount);
  row[vehicles::kPlate] = plate;
  row[vehicles::kColour] = std::string("blue");
  row[vehicles::kFacts] = facts;
  row[vehicles::kSource] = std::string("plant");
  row[vehicles::kUpdatedIndex] = index;
  return row;
}
Row key(const std::string& plate) {
  return {plate, std::string("blue")};
}
Row movement(std::int64_t index, Cell passage) {
  return {
      index,  std::int64_t{1}, std::string("1"), std::move(passage), std::string("passage"), Cell(),
      Cell(), Cell()};
}

class RowStoreTest : public testing::Test {
 protected:
  RowStoreTest() { EXPECT_TRUE(database_.execute(create_projections())); }
  Result<void> put(std::string_view table, Row row) {
    return rows_.apply({{table, Action::put, std::move(row)}});
  }
  Database database_ = Database::temporary().value();
  RowStore rows_{database_};
};

TEST_F(RowStoreTest, ReadsWhatItWrote) {
  EXPECT_EQ(rows_.get(vehicles::kTable, key("a")).value(), std::nullopt);
  ASSERT_TRUE(put(vehicles::kTable, vehicle("a", "{}", 1)));
  rows_.begin_entry();
  EXPECT_EQ(rows_.get(vehicles::kTable, key("a")).value(), vehicle("a", "{}", 1));
  EXPECT_EQ(rows_.get(vehicles::kTable, key("b")).value(), std::nullopt);
}

TEST_F(RowStoreTest, PutsOverARowWhetherItWasSeenOrNot) {
  ASSERT_TRUE(put(vehicles::kTable, vehicle("a", "{}", 1)));
  rows_.begin_entry();
  ASSERT_TRUE(put(vehicles::kTable, vehicle("a", "unseen", 2)));
  rows_.begin_entry();
  ASSERT_TRUE(rows_.get(vehicles::kTable, key("a")));
  ASSERT_TRUE(put(vehicles::kTable, vehicle("a", "seen", 3)));
  ASSERT_TRUE(put(vehicles::kTable, vehicle("a", "twice in one entry", 3)));
  rows_.begin_entry();
  EXPECT_EQ(rows_.get(vehicles::kTable, key("a")).value(), vehicle("a", "twice in one entry", 3));
  EXPECT_EQ(ledger::integer(*database_.single("SELECT count(*) FROM vehicles")), 1);
}

TEST_F(RowStoreTest, ChangesOnlyTheColumnsThatDiffer) {
  ASSERT_TRUE(put(vehicles::kTable, vehicle("a", "{}", 1)));
  // A trigger would see an update of a column that stays.
  ASSERT_TRUE(
      database_.execute("CREATE TRIGGER watch AFTER UPDATE OF facts ON vehicles BEGIN "
                        "SELECT raise(ABORT,'facts were written'); END"));
  rows_.begin_entry();
  ASSERT_TRUE(rows_.get(vehicles::kTable, key("a")));
  EXPECT_TRUE(put(vehicles::kTable, vehicle("a", "{}", 2)));
  EXPECT_TRUE(put(vehicles::kTable, vehicle("a", "{}", 2))) << "nothing differs: nothing is run";
  EXPECT_FALSE(put(vehicles::kTable, vehicle("a", "other", 3)));
}

TEST_F(RowStoreTest, RemovesAndPutsAgainInOneEntry) {
  ASSERT_TRUE(put(vehicles::kTable, vehicle("a", "{}", 1)));
  rows_.begin_entry();
  ASSERT_TRUE(rows_.apply({{vehicles::kTable, Action::remove, key("a")},
                           {vehicles::kTable, Action::put, vehicle("a", "new", 2)},
                           {vehicles::kTable, Action::remove, key("a")},
                           {vehicles::kTable, Action::remove, key("never there")}}));
  rows_.begin_entry();
  EXPECT_EQ(rows_.get(vehicles::kTable, key("a")).value(), std::nullopt);
}

TEST_F(RowStoreTest, FindsByAUniqueIndex) {
  const std::string passage = "0190";
  ASSERT_TRUE(put(movements::kTable, movement(1, passage)));
  ASSERT_TRUE(put(movements::kTable, movement(2, Cell())));
  ASSERT_TRUE(put(movements::kTable, movement(3, Cell()))) << "lifts have no passage";
  rows_.begin_entry();
  const auto found = rows_.get_by(movements::kTable, "by_passage", {passage}).value();
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)[0], Cell(std::int64_t{1}));
  EXPECT_EQ(rows_.get_by(movements::kTable, "by_passage", {std::string("x")}).value(),
            std::nullopt);
}

TEST_F(RowStoreTest, CallsATakenUniqueValueAConflict) {
  ASSERT_TRUE(put(movements::kTable, movement(1, std::string("p"))));
  rows_.begin_entry();
  const auto taken = put(movements::kTable, movement(2, std::string("p")));
  EXPECT_EQ(taken.error().code, ErrorCode::conflict);
  EXPECT_FALSE(rows_.read_failed());
}

TEST_F(RowStoreTest, ThrowsForWhatNoFoldAsksFor) {
  EXPECT_THROW((void)rows_.get("no_table", {}), std::logic_error);
  EXPECT_THROW((void)rows_.get_by(movements::kTable, "no_index", {}), std::logic_error);
  EXPECT_THROW((void)put(vehicles::kTable, key("too short")), std::logic_error);
}

TEST_F(RowStoreTest, TellsAFailedReadFromAConflict) {
  ASSERT_TRUE(database_.execute("DROP TABLE vehicles"));
  EXPECT_FALSE(rows_.get(vehicles::kTable, key("a")));
  EXPECT_TRUE(rows_.read_failed());
  rows_.begin_entry();
  EXPECT_FALSE(rows_.read_failed());
}

}  // namespace
}  // namespace cleangate::store
