#include "store/sqlite/projection_check.h"

#include <gtest/gtest.h>

#include "store/compose.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

class ProjectionCheckTest : public testing::Test {
 protected:
  static constexpr const char* kPath = "/cleangate.db";
  /// Traffic from a seed; the file stays open for changes.
  void make(std::uint64_t seed, int entries) {
    vfs_.load({});
    TestPlant plant({.path = kPath, .create = true, .vfs = vfs_.name()});
    ASSERT_TRUE(plant.open());
    Traffic traffic(plant.loop, seed);
    for (int i = 0; i < entries; ++i) {
      (void)plant.append(traffic.next());
      plant.loop.advance(std::chrono::seconds(30));
      if (i % 5 == 0) plant.settle();
    }
    plant.settle();
  }
  bool fits() {
    Database database = open();
    ProjectionCheck check(database);
    Statement::Run run(
        **database.statement(R"(SELECT entry,payload,media FROM entries ORDER BY "index")"));
    while (run.step().value()) {
      check.add(decode_logged(run.blob(0), run.blob(1), run.blob(2)).value());
    }
    return check.fits();
  }
  std::optional<Finding> difference() {
    Database database = open();
    const auto size = ledger::integer(*database.single("SELECT count(*) FROM entries"));
    return first_difference(database, static_cast<std::uint64_t>(size), vfs_.name()).value();
  }
  Database open() {
    return Database::open(kPath, {.mode = Database::Mode::read_write, .vfs = vfs_.name()}).value();
  }
  void execute(const std::string& sql) {
    Database database = open();
    ASSERT_TRUE(database.execute(sql)) << sql;
  }
  FaultVfs vfs_{"projection-check"};
};

// If the quick comparison needed the slow one for a sound log, verify would be slow, not wrong.
TEST_F(ProjectionCheckTest, FitsEverySoundLogWithoutDoubt) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    make(seed, 250);
    EXPECT_TRUE(fits()) << seed;
    EXPECT_FALSE(difference()) << seed;
  }
}

TEST_F(ProjectionCheckTest, FitsAnEmptyLog) {
  make(1, 0);
  EXPECT_TRUE(fits());
}

/// Rows that pretend to be older, newer or somebody else's: never a fit.
TEST_F(ProjectionCheckTest, IsNotDeceivedByRowsThatLieAboutTheirAge) {
  const char* const changes[] = {
      "UPDATE passages SET updated_index=updated_index-1",
      "UPDATE passages SET updated_index=updated_index+1 WHERE entry_index IN (SELECT "
      "max(entry_index) FROM passages)",
      "UPDATE passages SET updated_index=0",
      "UPDATE passages SET updated_index=1000000 WHERE entry_index=(SELECT min(entry_index) FROM "
      "passages)",
      "INSERT INTO sightings VALUES('0000',0,'x')",
      "INSERT INTO sightings VALUES('0000',100,'x')",
      "INSERT INTO sightings VALUES('0000',100000,'x')",
      "INSERT INTO sightings VALUES('0000',NULL,NULL)",
      "UPDATE sightings SET entry_index=entry_index-1",
      "DELETE FROM sightings WHERE vendor_key=(SELECT min(vendor_key) FROM sightings)",
      "INSERT INTO list_items(id,updated_index) VALUES('ghost',-5)",
      "UPDATE list_items SET updated_index=updated_index-1",
      "UPDATE movements SET passage=passage||'x' WHERE passage IS NOT NULL",
      "UPDATE passages SET id=id||'x' WHERE entry_index=(SELECT max(entry_index) FROM passages)",
      "DELETE FROM daily_counts",
      "UPDATE daily_counts SET count=count+1",
      "INSERT INTO presence VALUES('x','y',1,1,1)",
  };
  for (const char* sql : changes) {
    make(2, 250);
    ASSERT_TRUE(fits());
    execute(sql);
    EXPECT_FALSE(fits()) << sql;
    EXPECT_TRUE(difference()) << sql;
  }
}

TEST_F(ProjectionCheckTest, NamesTheLowestEntryOfAllThatDiffer) {
  make(3, 250);
  const auto first = ledger::integer(*open().single("SELECT min(updated_index) FROM passages"));
  execute("UPDATE movements SET path='x'; UPDATE passages SET plate='x' WHERE updated_index=" +
          std::to_string(first));
  const auto found = difference();
  ASSERT_TRUE(found);
  EXPECT_LE(static_cast<std::int64_t>(found->index), first);
  EXPECT_NE(found->kind, "unknown");
}

}  // namespace
}  // namespace cleangate::store
