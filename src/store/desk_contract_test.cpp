// The guard's desk and the registry ask SQLite and memory alike: both are given the same entries,
// and every question has the same answer.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"
#include "store/memory/memory_log.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/plant_queries.h"
#include "store/sqlite/scenario.h"

namespace cleangate::store {
namespace {

using ledger::Field;
using ledger::Kind;
using ledger::Row;
using service::Draft;
using service::PassageFilter;
using service::VehicleFilter;
namespace passages = ledger::passages;
namespace vehicles = ledger::vehicles;

class DeskContract : public testing::Test {
 protected:
  DeskContract() { EXPECT_TRUE(plant_.open()); }

  void append(const Draft& draft) {
    memory_.append(draft, service::Priority::lane, service::Reserve::no, [](auto) {});
    const auto outcome = plant_.append(draft);
    plant_.settle();
    EXPECT_TRUE(outcome->answered);
    EXPECT_TRUE(outcome->result) << outcome->result.error().message;
    plant_.loop.advance(std::chrono::seconds(1));
  }
  Draft draft(Kind kind) {
    Draft out;
    out.kind = kind;
    out.event_time = plant_.loop.wall();
    out.event_id = uuid_v7(out.event_time, random_);
    out.payload.set(Field::actor, "guard-1");
    return out;
  }
  Uuid pass(std::string_view plate, std::string_view verdict = "admit", bool waits = false,
            std::string_view lane = "1") {
    Draft out = passage_draft(plant_.loop.wall(), random_, plate, lane);
    out.payload.set(Field::verdict, std::string(verdict));
    if (waits) out.payload.set(Field::open_until, "2026-12-14T14:30:00+08:00");
    append(out);
    return out.event_id;
  }
  void later(Kind kind, const Uuid& id, Field field, std::string value) {
    Draft out = about_passage(kind, id, plant_.loop.wall(), random_);
    out.payload.set(field, std::move(value));
    if (kind == Kind::resolution) out.payload.set(Field::reason, "核对");
    append(out);
  }
  void vehicle(std::string plate, std::string min, std::string max, std::string source,
               std::string until = "") {
    Draft out = draft(Kind::vehicle_fact);
    out.payload.set(Field::plate, std::move(plate))
        .set(Field::colour, "yellow")
        .set(Field::source, std::move(source))
        .set(Field::facts, R"({"stage":{"min":")" + min + R"(","max":")" + max + R"("}})")
        .set_if(Field::valid_to, std::move(until));
    append(out);
  }
  /// Plates, newest first; the answer of both.
  std::vector<std::string> found(const PassageFilter& filter) {
    const auto rows = queries_.find_passages(filter).value().rows;
    EXPECT_EQ(rows, memory_.find_passages(filter).value().rows);
    return column(rows, passages::kPlate);
  }
  std::vector<std::string> found(const VehicleFilter& filter) {
    const auto rows = queries_.find_vehicles(filter).value().rows;
    EXPECT_EQ(rows, memory_.find_vehicles(filter).value().rows);
    return column(rows, vehicles::kPlate);
  }
  std::vector<std::string> inside(const PassageFilter& filter) {
    const auto rows = queries_.inside(filter).value();
    EXPECT_EQ(rows, memory_.inside(filter).value());
    return column(rows, passages::kPlate);
  }
  static std::vector<std::string> column(const std::vector<Row>& rows, std::size_t column) {
    std::vector<std::string> out;
    for (const Row& row : rows) out.emplace_back(ledger::text(row[column]));
    return out;
  }
  using Plates = std::vector<std::string>;

  FaultVfs vfs_{"desk"};
  TestPlant plant_{{.path = "/cleangate.db",
                    .plant_id = std::string(kTestPlant),
                    .create = true,
                    .threading = PlantStoreOptions::Threading::manual,
                    .reserve_bytes = 0,
                    .vfs = vfs_.name()}};
  SeededRandom random_{5};
  SeededRandom salts_{6};
  MemoryLog memory_{std::string(kTestPlant), plant_.loop, salts_, plant_.loop, test_key()};
  PlantQueries queries_{"/cleangate.db", vfs_.name()};
};

TEST_F(DeskContract, FindsAPartOfAPlateFromAnywhereInIt) {
  pass("冀A12345");
  pass("冀B23451");
  pass("冀A12345");
  pass("津C99999");
  const auto with = [&](std::string part) {
    PassageFilter filter;
    filter.part = std::move(part);
    return found(filter);
  };
  EXPECT_EQ(with("2345"), (Plates{"冀A12345", "冀B23451", "冀A12345"}));
  EXPECT_EQ(with("冀A1"), (Plates{"冀A12345", "冀A12345"}));
  EXPECT_EQ(with("A12345"), (Plates{"冀A12345", "冀A12345"}));
  EXPECT_EQ(with("津"), (Plates{"津C99999"}));
  EXPECT_EQ(with("9"), (Plates{"津C99999"}));
  EXPECT_EQ(with("123456"), Plates());
  EXPECT_EQ(with("\xff"), Plates());
}

TEST_F(DeskContract, APartOfAPlateComesWithTheOtherFiltersAndTheCursor) {
  for (int i = 0; i < 6; ++i) pass(fmt::format("冀A1234{}", i), i % 2 == 0 ? "admit" : "refuse");
  PassageFilter filter;
  filter.part = "1234";
  filter.verdict = "refuse";
  EXPECT_EQ(found(filter), (Plates{"冀A12345", "冀A12343", "冀A12341"}));
  filter.limit = 2;
  EXPECT_EQ(found(filter), (Plates{"冀A12345", "冀A12343"}));
  filter.before_index = 3;
  EXPECT_EQ(found(filter), (Plates{"冀A12341"}));
  filter.before_index.reset();
  filter.to = plant_.loop.wall() - std::chrono::seconds(2);
  EXPECT_EQ(found(filter), (Plates{"冀A12343", "冀A12341"}));
}

TEST_F(DeskContract, APartThatVeryManyPlatesHaveIsWalkedFor) {
  for (std::size_t i = 0; i <= kMaxFoundPlates; ++i) {
    pass(fmt::format("冀A{:05}", i));
    if (i % 10 == 0) vehicle(fmt::format("冀A{:05}", i), "4", "4", "plant");
  }
  PassageFilter filter;
  filter.part = "冀A";
  filter.limit = 3;
  EXPECT_EQ(found(filter), (Plates{"冀A01000", "冀A00999", "冀A00998"}));
  VehicleFilter registered;
  registered.part = "冀A";
  registered.limit = 2;
  EXPECT_EQ(found(registered), (Plates{"冀A01000", "冀A00990"}));
  EXPECT_FALSE(queries_.find_passages(filter).value().go_on_before) << "the page is full";
  filter.limit = kMaxPage;
  EXPECT_EQ(found(filter).size(), kMaxPage);
  filter.part = "冀A000";
  EXPECT_EQ(found(filter).size(), 100u) << "by their plates";
  filter.part = "冀A";
  filter.before_index = 100;
  EXPECT_FALSE(queries_.find_passages(filter).value().go_on_before) << "the log ends here";
}

TEST_F(DeskContract, WhatWaitsIsFoundByItsHold) {
  const Uuid first = pass("冀A00001", "hold", true);
  pass("冀A00002");
  pass("冀A00003", "hold", true, "2");
  const auto held = [&](std::string state) {
    PassageFilter filter;
    filter.hold = std::move(state);
    return found(filter);
  };
  EXPECT_EQ(held("open"), (Plates{"冀A00003", "冀A00001"}));
  later(Kind::resolution, first, Field::verdict, "admit");
  EXPECT_EQ(held("open"), Plates{"冀A00003"});
  EXPECT_EQ(held("admitted"), Plates{"冀A00001"});
  EXPECT_EQ(held("expired"), Plates());
  PassageFilter both;
  both.hold = "open";
  both.lane = "1";
  EXPECT_EQ(found(both), Plates());
}

TEST_F(DeskContract, WhoIsInsideIsShownByTheCrossingThatBroughtHimIn) {
  for (const char* plate : {"冀A00001", "冀A00002", "冀A00003"}) {
    later(Kind::outcome, pass(plate), Field::outcome, "crossed");
  }
  Draft out = passage_draft(plant_.loop.wall(), random_, "冀A00002", "2");
  out.payload.set(Field::direction, "out");
  append(out);
  EXPECT_EQ(inside({}), (Plates{"冀A00002", "冀A00003", "冀A00001"}))
      << "at the exit, still inside";
  EXPECT_EQ(ledger::text(queries_.inside({}).value()[0][passages::kLane]), "1");
  EXPECT_EQ(queries_.count_inside().value(), 3);
  later(Kind::outcome, out.event_id, Field::outcome, "crossed");
  EXPECT_EQ(inside({}), (Plates{"冀A00003", "冀A00001"}));
  EXPECT_EQ(queries_.count_inside().value(), memory_.count_inside().value());
  PassageFilter filter;
  filter.part = "0001";
  EXPECT_EQ(inside(filter), Plates{"冀A00001"});
  filter.part.reset();
  filter.limit = 1;
  EXPECT_EQ(inside(filter), Plates{"冀A00003"});
  filter.before_index = static_cast<std::uint64_t>(
      ledger::integer(queries_.inside(filter).value()[0][passages::kColumnCount]));
  EXPECT_EQ(inside(filter), Plates{"冀A00001"});
}

TEST_F(DeskContract, TheRegistryIsFilteredAndPaged) {
  vehicle("冀A00001", "4", "4", "import");
  vehicle("冀A00002", "6a", "6a", "plant");
  vehicle("冀A00003", "6a", "6b", "plant");
  vehicle("冀A00004", "X", "X", "plant");
  vehicle("冀A00005", "3", "5", "guard", "2026-12-21T00:00:00+08:00");
  const auto with = [&](auto member, std::string value) {
    VehicleFilter filter;
    filter.*member = std::move(value);
    return found(filter);
  };
  EXPECT_EQ(with(&VehicleFilter::stage, "4"), Plates{"冀A00001"});
  EXPECT_EQ(with(&VehicleFilter::stage, "6"), (Plates{"冀A00003", "冀A00002"}));
  EXPECT_EQ(with(&VehicleFilter::stage, "6a"), Plates{"冀A00002"});
  EXPECT_EQ(with(&VehicleFilter::stage, "3-5"), Plates{"冀A00005"});
  EXPECT_EQ(with(&VehicleFilter::source, "plant"), (Plates{"冀A00004", "冀A00003", "冀A00002"}));
  EXPECT_EQ(with(&VehicleFilter::state, "provisional"), Plates{"冀A00005"});
  EXPECT_EQ(with(&VehicleFilter::state, "unknown"), Plates{"冀A00004"});
  EXPECT_EQ(with(&VehicleFilter::state, "confirmed").size(), 3u);
  EXPECT_EQ(with(&VehicleFilter::part, "0000").size(), 5u);
  VehicleFilter page;
  page.limit = 2;
  EXPECT_EQ(found(page), (Plates{"冀A00005", "冀A00004"}));
  page.before_index = 3;
  EXPECT_EQ(found(page), (Plates{"冀A00003", "冀A00002"}));
  page.part = "A0000";
  page.stage = "6";
  EXPECT_EQ(found(page), (Plates{"冀A00003", "冀A00002"}));
}

TEST_F(DeskContract, EvidenceIsNewestFirst) {
  for (const auto* content : {"a", "b", "c", "d", "e"}) {
    Draft out = draft(Kind::evidence);
    out.payload.set(Field::plate, "冀A00001").set(Field::colour, "yellow");
    out.media.push_back({sha256(content), 1, "document", "image/jpeg", true});
    out.locations.push_back({0, 0, 1});
    append(out);
  }
  const auto rows = queries_.evidence_of("冀A00001", "yellow").value();
  EXPECT_EQ(rows, memory_.evidence_of("冀A00001", "yellow").value());
  ASSERT_EQ(rows.size(), 5u);
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    EXPECT_GT(ledger::integer(rows[i][ledger::vehicle_evidence::kIndex]),
              ledger::integer(rows[i + 1][ledger::vehicle_evidence::kIndex]));
  }
}

TEST_F(DeskContract, EvidenceStandsByItsVehicle) {
  Draft out = draft(Kind::evidence);
  out.payload.set(Field::plate, "冀A00001").set(Field::colour, "yellow");
  out.media.push_back({sha256("photo"), 5, "document", "image/jpeg", true});
  out.locations.push_back({0, 0, 5});
  append(out);
  const auto rows = queries_.evidence_of("冀A00001", "yellow").value();
  EXPECT_EQ(rows, memory_.evidence_of("冀A00001", "yellow").value());
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(ledger::text(rows[0][ledger::vehicle_evidence::kSha256]), to_hex(sha256("photo")));
  EXPECT_TRUE(queries_.evidence_of("冀A00001", "blue").value().empty());
}

TEST_F(DeskContract, StatementsStandByTheirVehicleNewestFirst) {
  for (const char* plate : {"冀A00001", "冀A00002", "冀A00001"}) {
    Draft out = draft(Kind::stage_statement);
    out.payload.set(Field::plate, plate).set(Field::colour, "yellow").set(Field::value, "{}");
    append(out);
  }
  const auto rows = queries_.stage_statements("冀A00001", "yellow", 10).value();
  EXPECT_EQ(rows, memory_.stage_statements("冀A00001", "yellow", 10).value());
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_GT(ledger::integer(rows[0][0]), ledger::integer(rows[1][0]));
  EXPECT_EQ(queries_.stage_statements("冀A00001", "yellow", 1).value().size(), 1u);
  EXPECT_TRUE(queries_.stage_statements("冀A00001", "blue", 10).value().empty());
}

TEST_F(DeskContract, TheVerificationQueueGoesByWhenItsWorkBegan) {
  const auto unknown = [&](std::string_view plate) {
    Draft out = draft(Kind::passage);
    out.payload.set(Field::plate, std::string(plate))
        .set(Field::colour, "yellow")
        .set(Field::lane, "1")
        .set(Field::direction, "in")
        .set(Field::verdict, "hold");
    append(out);
  };
  for (const char* plate : {"冀A00001", "冀A00002", "冀A00003", "冀A00001"}) unknown(plate);
  const auto ask = [&](std::optional<std::uint64_t> before, WallTime since, std::size_t limit) {
    auto rows = queries_.verification_queue(before, since, limit).value();
    EXPECT_EQ(rows, memory_.verification_queue(before, since, limit).value());
    return column(rows, ledger::verification_queue::kPlate);
  };
  EXPECT_EQ(ask({}, {}, 10), (Plates{"冀A00003", "冀A00002", "冀A00001"}));
  EXPECT_EQ(ask({}, {}, 2), (Plates{"冀A00003", "冀A00002"}));
  EXPECT_EQ(ask(1, {}, 10), (Plates{"冀A00001"}));
  EXPECT_EQ(ask({}, plant_.loop.wall() - std::chrono::seconds(1), 10), (Plates{"冀A00001"}));
}

TEST_F(DeskContract, ShiftsAreCountedBetweenTheirEntries) {
  pass("冀A00001", "refuse");
  append(draft(Kind::shift));  // entry 1
  pass("冀A00002", "hold");
  pass("冀A00003");
  Draft lift = draft(Kind::lift);
  lift.payload.set(Field::lane, "1").set(Field::reason, "消防车");
  append(lift);
  append(draft(Kind::shift));  // entry 5
  const auto shifts = queries_.shifts(std::nullopt, 10).value();
  EXPECT_EQ(shifts, memory_.shifts(std::nullopt, 10).value());
  ASSERT_EQ(shifts.size(), 2u);
  EXPECT_EQ(ledger::integer(shifts[0][ledger::shifts::kIndex]), 5);
  EXPECT_EQ(queries_.shifts(5, 10).value().size(), 1u);
  for (service::Queries* queries :
       {static_cast<service::Queries*>(&queries_), static_cast<service::Queries*>(&memory_)}) {
    const auto counts = queries->count_shift(1, 5).value();
    EXPECT_EQ(counts.passages, 2);
    EXPECT_EQ(counts.held, 1);
    EXPECT_EQ(counts.refused, 0);
    EXPECT_EQ(counts.lifts, 1);
    EXPECT_EQ(queries->count_shift(0, 1).value().refused, 1);
    EXPECT_EQ(queries->count_shift(5, 6).value().passages, 0);
  }
}

TEST_F(DeskContract, ListItemsAreFoundByAPartOfTheirPlate) {
  for (const char* plate : {"冀A00001", "冀A00002", "津B00001"}) {
    Draft out = draft(Kind::list_change);
    out.payload.set(Field::list, "deny")
        .set(Field::action, "add")
        .set(Field::item, to_text(out.event_id))
        .set(Field::plate, plate);
    append(out);
  }
  const auto rows = queries_.find_list_items("0001", 8).value();
  EXPECT_EQ(rows, memory_.find_list_items("0001", 8).value());
  EXPECT_EQ(column(rows, ledger::list_items::kPlate), (Plates{"津B00001", "冀A00001"}));
  EXPECT_EQ(queries_.find_list_items("0001", 1).value().size(), 1u);
}

}  // namespace
}  // namespace cleangate::store
