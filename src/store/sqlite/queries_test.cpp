// How SQLite runs every query of store/queries: by an index, without reading a whole table and
// without sorting. EXPLAIN QUERY PLAN on a fresh file, so no statistics help.

#include <gtest/gtest.h>

#include "store/sql.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/passage_pages.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

std::vector<std::string> plan_of(Database& database, std::string_view sql) {
  std::vector<std::string> steps;
  Statement::Run run(**database.statement("EXPLAIN QUERY PLAN " + std::string(sql)));
  while (run.step().value()) steps.emplace_back(run.text(3));
  return steps;
}

class QueryPlan : public testing::Test {
 protected:
  FaultVfs vfs_{"plan"};
  PlantFile file_ = open_plant_file("/cleangate.db", kTestPlant, true, vfs_.name()).value();
};

TEST_F(QueryPlan, OfEveryQueryUsesAnIndexAndSortsNothing) {
  ASSERT_GE(queries().size(), 15u);
  for (const NamedSql& query : queries()) {
    for (const std::string& step : plan_of(file_.database, query.sql)) {
      // The newest row of an integer key is the end of the table, not a scan of it.
      const bool ends_at_once = query.name == "checkpoint";
      EXPECT_TRUE(!step.starts_with("SCAN ") || ends_at_once) << query.name << ": " << step;
      const bool may_sort = query.name == "passages_late";  // few rows, see its comment
      EXPECT_TRUE(step.find("TEMP B-TREE") == std::string::npos || may_sort)
          << query.name << ": " << step;
    }
  }
}

struct Want {
  const char* query;
  const char* step;
};

TEST_F(QueryPlan, OfAPageWalksTheIndexOfItsFilter) {
  const Want wants[] = {
      {"passages_by_plate",
       "SEARCH passages USING INDEX passages_by_plate (plate=? AND rowid>? "
       "AND rowid<?)"},
      {"passages_by_lane",
       "SEARCH passages USING INDEX passages_by_lane (lane=? AND rowid>? AND "
       "rowid<?)"},
      {"passages_by_verdict",
       "SEARCH passages USING INDEX passages_by_verdict (verdict=? AND "
       "rowid>? AND rowid<?)"},
      {"passages_by_outcome",
       "SEARCH passages USING INDEX passages_by_outcome (outcome=? AND "
       "rowid>? AND rowid<?)"},
      {"passages_recent", "SEARCH passages USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"},
      {"passages_late", "SEARCH passages USING INDEX passages_late_by_at (at>? AND at<?)"},
      {"passages_after", "SEARCH passages USING INDEX passages_by_updated (updated_index>?)"},
      {"passages_held",
       "SEARCH passages USING INDEX passages_held (hold_state=? AND rowid>? AND rowid<?)"},
      {"plates_by_part", "SEARCH plate_parts USING PRIMARY KEY (part>? AND part<?)"},
      {"inside", "SEARCH v USING INDEX presence_inside (last_index<?)"},
      {"vehicles_by_stage",
       "SEARCH vehicles USING INDEX vehicles_by_stage (stage=? AND updated_index>? AND "
       "updated_index<?)"},
      {"vehicles_of_plate", "SEARCH vehicles USING PRIMARY KEY (plate=?)"},
      {"count_verdict",
       "SEARCH passages USING COVERING INDEX passages_by_verdict (verdict=? AND rowid>? AND "
       "rowid<?)"},
      {"count_lifts",
       "SEARCH movements USING INDEX movements_lifts (entry_index>? AND "
       "entry_index<?)"},
      {"stage_statements",
       "SEARCH stage_statements USING INDEX stage_statements_by_vehicle (plate=? AND colour=?)"},
      {"verification_queue",
       "SEARCH verification_queue USING INDEX verification_queue_by_since (since_index<?)"},
      {"passage_by_id", "SEARCH passages USING INDEX passages_by_id (id=?)"},
      {"entries", "SEARCH entries USING INTEGER PRIMARY KEY (rowid>?)"},
      {"media_of", "SEARCH media_location USING PRIMARY KEY (entry=?)"},
      {"tree_hashes", "SEARCH tree USING PRIMARY KEY (level=? AND index>? AND index<?)"},
  };
  for (const Want& want : wants) {
    EXPECT_EQ(plan_of(file_.database, query(want.query)).at(0), want.step) << want.query;
  }
}

TEST(EmbeddedSql, KnowsItsQueriesByName) {
  EXPECT_NE(query("size").find("entries"), std::string_view::npos);
  EXPECT_THROW((void)query("no_such_query"), std::logic_error);
  EXPECT_EQ(plant_migrations()[0].name, "0001_log");
  EXPECT_EQ(ops_migrations()[0].name, "0001_ops");
}

TEST(FirstLogged, FindsTheFirstPassageOfATime) {
  FaultVfs vfs("first-logged");
  TestPlant plant({.path = "/cleangate.db", .create = true, .vfs = vfs.name()});
  ASSERT_TRUE(plant.open());
  std::vector<WallTime> times;
  for (int i = 0; i < 20; ++i) {
    (void)plant.append(passage_draft(plant.loop.wall(), plant.random));
    plant.settle();
    times.push_back(plant.loop.wall());
    plant.loop.advance(std::chrono::minutes(1));
  }
  auto file = read_plant_file("/cleangate.db", vfs.name()).value();
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto index = static_cast<std::int64_t>(i);
    EXPECT_EQ(first_logged(file.database, times[i]).value(), index);
    EXPECT_EQ(first_logged(file.database, times[i] + Milliseconds(1)).value(), index + 1);
  }
  EXPECT_EQ(first_logged(file.database, from_unix_ms(0)).value(), 0);
}

}  // namespace
}  // namespace cleangate::store
