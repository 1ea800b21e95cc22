#include "store/sqlite/schema.h"

#include <gtest/gtest.h>

#include "store/sqlite/database.h"

namespace cleangate::store {
namespace {

using ledger::ColumnType;

const ledger::TableSchema kNumbered = {
    "passages",
    {{"index", ColumnType::integer}, {"plate", ColumnType::text}, {"at", ColumnType::integer}},
    1,
    {{"by_plate", {"plate", "index"}, false}}};
const ledger::TableSchema kNamed = {
    "presence",
    {{"plate", ColumnType::text}, {"colour", ColumnType::text}, {"at", ColumnType::integer}},
    2,
    {{"by_at", {"at"}, true}}};

TEST(Schema, WritesStatementsOfATable) {
  EXPECT_EQ(select_by_key(kNamed),
            R"(SELECT "plate","colour","at" FROM "presence" WHERE "plate"=? AND "colour"=?)");
  EXPECT_EQ(select_by_index(kNamed, kNamed.indexes[0]),
            R"(SELECT "plate","colour","at" FROM "presence" WHERE "at"=?)");
  EXPECT_EQ(select_all(kNumbered),
            R"(SELECT "index","plate","at" FROM "passages" ORDER BY "index")");
  EXPECT_EQ(insert_row(kNumbered), R"(INSERT INTO "passages"("index","plate","at") VALUES(?,?,?))");
  EXPECT_EQ(update_row(kNumbered, 0b100), R"(UPDATE "passages" SET "at"=? WHERE "index"=?)");
  EXPECT_EQ(update_row(kNumbered, 0b110),
            R"(UPDATE "passages" SET "plate"=?,"at"=? WHERE "index"=?)");
  EXPECT_EQ(delete_row(kNamed), R"(DELETE FROM "presence" WHERE "plate"=? AND "colour"=?)");
}

TEST(Schema, MakesAndDropsAllTablesOfTheLedger) {
  Database database = Database::temporary().value();
  ASSERT_TRUE(database.execute(create_projections()));
  for (const auto& table : ledger::projection_tables()) {
    EXPECT_TRUE(database.statement(select_all(table))) << table.name;
    EXPECT_TRUE(database.statement(upsert_row(table))) << table.name;
    for (const auto& index : table.indexes) {
      EXPECT_TRUE(database.statement(select_by_index(table, index))) << index.name;
    }
  }
  ASSERT_TRUE(database.execute(drop_projections()));
  EXPECT_EQ(ledger::integer(*database.single("SELECT count(*) FROM sqlite_schema")), 0);
}

TEST(Schema, RefusesAValueOfTheWrongType) {
  Database database = Database::temporary().value();
  ASSERT_TRUE(database.execute(create_projections()));
  EXPECT_TRUE(database.execute("INSERT INTO sightings VALUES('k',1,'p')"));
  EXPECT_FALSE(database.execute("INSERT INTO sightings VALUES('l','one','p')"));
}

TEST(Schema, KnowsItsOwnTablesByAFingerprint) {
  EXPECT_EQ(projections_fingerprint().size(), 64u);
  EXPECT_EQ(projections_fingerprint(), projections_fingerprint());
}

}  // namespace
}  // namespace cleangate::store
