#include "domain/ledger/projection.h"
#include "domain/ledger/projections/rules_tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;

struct TableRow {
  std::string_view name;
  std::size_t columns, key_columns;
};
// In order; column counts are those of projections/tables.h.
const TableRow kTables[] = {
    {"passages", passages::kColumnCount, 1},
    {"sightings", sightings::kColumnCount, 1},
    {"vehicles", vehicles::kColumnCount, 2},
    {"list_items", list_items::kColumnCount, 1},
    {"settings", settings::kColumnCount, 2},
    {"warning_actions", warning_actions::kColumnCount, 1},
    {"rule_packs", rule_packs::kColumnCount, 1},
    {"presence", presence::kColumnCount, 2},
    {"movements", movements::kColumnCount, 1},
    {"device_states", device_states::kColumnCount, 1},
    {"daily_counts", daily_counts::kColumnCount, 4},
    {"shifts", shifts::kColumnCount, 1},
    {"vehicle_evidence", vehicle_evidence::kColumnCount, 3},
    {"plate_parts", plate_parts::kColumnCount, 2},
    {"declarations", declarations::kColumnCount, 1},
    {"monthly_counts", monthly_counts::kColumnCount, 4},
    {"quota_counts", quota_counts::kColumnCount, 2},
    {"plan_versions", plan_versions::kColumnCount, 1},
    {"measure_executions", measure_executions::kColumnCount, 1},
    {"documents", documents::kColumnCount, 1},
    {"stage_statements", stage_statements::kColumnCount, 1},
    {"verification_queue", verification_queue::kColumnCount, 2},
};

TEST(ProjectionTables, StandInAFixedOrderWithTheirColumnsAndKeys) {
  const auto& tables = projection_tables();
  ASSERT_EQ(tables.size(), std::size(kTables));
  for (std::size_t i = 0; i < tables.size(); ++i) {
    EXPECT_EQ(tables[i].name, kTables[i].name);
    EXPECT_EQ(tables[i].columns.size(), kTables[i].columns) << kTables[i].name;
    EXPECT_EQ(tables[i].key_columns, kTables[i].key_columns) << kTables[i].name;
    EXPECT_EQ(find_table(kTables[i].name), &tables[i]);
  }
  EXPECT_EQ(find_table("passage"), nullptr);
}

TEST(ProjectionTables, NamesAreUniqueAndIndexesNameColumns) {
  for (const TableSchema& table : projection_tables()) {
    std::set<std::string_view> names;
    for (const Column& column : table.columns) EXPECT_TRUE(names.insert(column.name).second);
    for (const Index& index : table.indexes) {
      EXPECT_FALSE(index.columns.empty());
      for (const std::string_view column : index.columns) EXPECT_TRUE(names.contains(column));
    }
  }
}

TEST(ProjectionTables, PassagesHaveTheIndexesOfTheirPages) {
  std::string text;
  for (const Index& index : find_table("passages")->indexes) {
    text += std::string(index.name) + (index.unique ? "!" : "");
    for (const std::string_view column : index.columns) text += " " + std::string(column);
    text += "\n";
  }
  EXPECT_EQ(text,
            "by_id! id\n"
            "by_plate plate entry_index\n"
            "by_lane lane entry_index\n"
            "by_verdict verdict entry_index\n"
            "by_outcome outcome entry_index\n"
            "by_at at\n");
}

/// Named columns stand where projections/tables.h says.
TEST(ProjectionTables, ColumnNamesMatchTheirPositions) {
  const auto& columns = find_table("passages")->columns;
  EXPECT_EQ(columns[passages::kLogTime].name, "log_time");
  EXPECT_EQ(columns[passages::kPlate].name, "plate");
  EXPECT_EQ(columns[passages::kStageSource].name, "stage_source");
  EXPECT_EQ(columns[passages::kHistoric].name, "historic");
  EXPECT_EQ(columns[passages::kHoldState].name, "hold_state");
  EXPECT_EQ(columns[passages::kPhotos].name, "photos");
  EXPECT_EQ(columns[passages::kUpdatedIndex].name, "updated_index");
  EXPECT_EQ(find_table("warning_actions")->columns[warning_actions::kDetail].name, "detail");
  EXPECT_EQ(find_table("movements")->columns[movements::kKind].name, "kind");
}

TEST(Fold, KindsWithoutAProjectionChangeNoRow) {
  using enum Kind;
  TestLog log;
  for (const Kind kind :
       {amendment,   void_entry,    redaction, gap,       clock_adjustment, machine_fact,
        appointment, declaration,   weighing,  speed,     track_digest,     measure_execution,
        assessment,  rectification, finding,   case_file, upload_receipt,   sample_draw,
        unmasking,   key_rotation,  restore,   heartbeat}) {
    ASSERT_FALSE(log.add(kind, {{Field::passage, id_text(1)}, {Field::value, "{}"}}))
        << to_text(kind);
    EXPECT_TRUE(log.changes().empty()) << to_text(kind);
  }
}

TEST(Fold, AKindOfANewerVersionIsCorrupt) {
  TestLog log;
  EXPECT_EQ(log.add(static_cast<Kind>(40), {}), ErrorCode::corrupt);
  EXPECT_EQ(log.message(), "entry 0: written by a newer version");
  EXPECT_EQ(log.add(static_cast<Kind>(0), {}), ErrorCode::corrupt);
}

/// A source whose reads fail after a while, as a store's can.
class FailingRows final : public RowSource {
 public:
  FailingRows(MemoryRows& rows, int reads) : rows_(rows), reads_(reads) {}
  Result<std::optional<Row>> get(std::string_view table, const Row& key) override {
    if (reads_-- <= 0) return fail(ErrorCode::unavailable, "locked");
    return rows_.get(table, key);
  }
  Result<std::optional<Row>> get_by(std::string_view table, std::string_view index,
                                    const Row& values) override {
    if (reads_-- <= 0) return fail(ErrorCode::unavailable, "locked");
    return rows_.get_by(table, index, values);
  }
  [[nodiscard]] int left() const { return reads_; }

 private:
  MemoryRows& rows_;
  int reads_;
};

TEST(Fold, HandsOnEveryErrorOfItsSource) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.pass(2, truck().set(Field::vendor_key, "a")));
  const std::vector<LoggedEntry> entries = {
      log.draft(Kind::passage, truck().set(Field::vendor_key, "b")),
      log.draft(Kind::sighting, {{Field::passage, id_text(1)},
                                 {Field::vendor_key, "b"},
                                 {Field::merged_as, "correction"},
                                 {Field::plate, "x"}}),
      log.draft(Kind::actuation, {{Field::passage, id_text(1)}, {Field::stage_of, "moved"}}),
      log.draft(Kind::outcome, {{Field::passage, id_text(1)}, {Field::outcome, "crossed"}}),
      log.draft(Kind::list_change, {{Field::item, "i"}, {Field::action, "remove"}}),
      log.draft(Kind::vehicle_fact, {{Field::plate, "p"}, {Field::action, "remove"}}),
      log.draft(Kind::configuration, {{Field::subject, "s"}, {Field::action, "remove"}}),
  };
  for (const LoggedEntry& entry : entries) {
    FailingRows counting(log.source(), 1000);
    (void)fold(entry, counting);
    const int reads = 1000 - counting.left();
    ASSERT_GT(reads, 0);
    for (int allowed = 0; allowed < reads; ++allowed) {
      FailingRows failing(log.source(), allowed);
      const auto changes = fold(entry, failing);
      ASSERT_FALSE(changes) << to_text(entry.entry.kind) << allowed;
      EXPECT_EQ(changes.error().code, ErrorCode::unavailable);
    }
  }
}

TEST(Fold, APlainPassageReadsFourRowsAndOneMoreForANewPlate) {
  const auto known = [] {
    return truck().set(Field::stage, R"({"min":"5","max":"5","source":"registry"})");
  };
  TestLog log;
  FailingRows first(log.source(), 1000);
  ASSERT_TRUE(fold(log.draft(Kind::passage, known().set(Field::vendor_key, "a")), first));
  EXPECT_EQ(1000 - first.left(), 5);
  ASSERT_FALSE(log.pass(1, known()));
  FailingRows again(log.source(), 1000);
  ASSERT_TRUE(fold(log.draft(Kind::passage, known().set(Field::vendor_key, "a")), again));
  EXPECT_EQ(1000 - again.left(), 4);
}

TEST(Fold, RedactedFieldsCountAsMissing) {
  TestLog log;
  LoggedEntry logged = log.draft(Kind::passage, truck());
  SeededRandom random(1);
  std::string salts = make_salts(logged.payload, random);
  ASSERT_TRUE(logged.payload.redact(Field::plate, salts));
  logged.entry.event_id = id_of(1);
  ASSERT_FALSE(log.add(logged));
  EXPECT_TRUE(is_null(log.passage(1)[passages::kPlate]));
  EXPECT_TRUE(log.rows(presence::kTable).empty());
}

}  // namespace
}  // namespace cleangate::ledger
