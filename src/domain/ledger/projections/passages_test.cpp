#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace passages;

MediaItem photo(std::string kind) {
  return {sha256(kind), 300'000, kind, "image/jpeg", true};
}

LoggedEntry full_passage(const TestLog& log) {
  LoggedEntry logged =
      log.draft(Kind::passage,
                {{Field::lane, "1"},
                 {Field::gate, "north"},
                 {Field::direction, "in"},
                 {Field::plate, "冀A12345"},
                 {Field::colour, "yellow"},
                 {Field::plate_class, "ordinary"},
                 {Field::vehicle_class, "H11"},
                 {Field::verdict, "hold"},
                 {Field::reasons, "[1]"},
                 {Field::exempted, "[3]"},
                 {Field::mode, "observe"},
                 {Field::historic, "1"},
                 {Field::vendor_key, "key"},
                 {Field::confidence, "97"},
                 {Field::stage, R"({"min":"4","max":"5","source":"registry"})"},
                 {Field::candidates, "[2]"},
                 {Field::trailer, "冀B123挂"},
                 {Field::reads, "3"},
                 {Field::intent, "open"},
                 {Field::received_at, "2020-12-14T14:20:00.500+08:00"},
                 {Field::open_until, "2020-12-14T14:30:00+08:00"},
                 {Field::photos_missing, R"([{"kind":"body","cause":"disk full"}])"}},
                {photo("scene"), {sha256("x"), 7, "plate", "image/\"odd\"", false}});
  logged.entry.event_id = id_of(1);
  logged.entry.log_time = from_unix_ms(kStart + 900);
  logged.entry.device = "camera-1";
  logged.entry.clock_quality = ClockQuality::no_offset;
  return logged;
}

TEST(Passages, EveryFieldHasItsColumn) {
  TestLog log;
  ASSERT_FALSE(log.add(full_passage(log)));
  const std::string photos = R"([{"n":0,"entry":0,"kind":"scene","sha256":")" +
                             to_hex(sha256("scene")) +
                             R"(","mime":"image/jpeg","size":300000,"decodable":true},)"
                             R"({"n":1,"entry":0,"kind":"plate","sha256":")" +
                             to_hex(sha256("x")) +
                             R"(","mime":"image/\"odd\"","size":7,"decodable":false},)"
                             R"({"n":2,"kind":"body","missing":true,"cause":"disk full"}])";
  const Row want = {cell(0),
                    cell(id_text(1)),
                    cell(kStart),
                    cell(kStart + 900),
                    cell(kStart + 500),
                    cell("north"),
                    cell("1"),
                    cell("in"),
                    cell("冀A12345"),
                    cell("yellow"),
                    cell("ordinary"),
                    cell("H11"),
                    cell("4"),
                    cell("5"),
                    cell("registry"),
                    cell("hold"),
                    cell("[1]"),
                    cell("observe"),
                    cell(1),
                    cell("pending"),
                    cell(0),
                    cell("intended"),
                    cell("open"),
                    {},
                    {},
                    cell("camera-1"),
                    cell(97),
                    cell(2),
                    cell("[2]"),
                    cell(photos),
                    cell(3),
                    cell("冀B123挂"),
                    cell(0),
                    cell(kStart + 600'000),
                    cell("[]"),
                    {},
                    cell("[3]"),
                    {},
                    {}};
  EXPECT_EQ(log.passage(1), want);
}

TEST(Passages, WhatIsNotSaidIsNullOrItsDefault) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, {}));
  const Row want = {cell(0),
                    cell(id_text(1)),
                    cell(kStart),
                    cell(kStart),
                    cell(kStart),
                    {},
                    {},
                    {},
                    {},
                    cell("unknown"),
                    {},
                    {},
                    {},
                    {},
                    {},
                    {},
                    cell("[]"),
                    {},
                    cell(0),
                    cell("pending"),
                    cell(0),
                    cell("none"),
                    cell(""),
                    {},
                    {},
                    {},
                    {},
                    cell(0),
                    cell("[]"),
                    cell("[]"),
                    cell(1),
                    {},
                    cell(0),
                    {},
                    cell("[]"),
                    {},
                    {},
                    {},
                    {}};
  EXPECT_EQ(log.passage(1), want);
}

struct StageRow {
  const char* name;
  const char* json;
  Cell min, max, source;
};
const StageRow kStages[] = {
    {"plain", R"({"min":"5","max":"6a","source":"guard"})", "5", "6a", "guard"},
    {"nulls", R"({"min":null,"max":"6","source":"none"})", {}, "6", "none"},
    {"all_null", R"({"min":null,"max":null,"source":null})", {}, {}, {}},
    {"other_order", R"({"source":"registry","max":"5","min":"4"})", "4", "5", "registry"},
    {"blanks", R"({ "min": "4", "max": "5", "source": "registry" })", "4", "5", "registry"},
    {"escapes", R"({"min":"\u0034","max":"5","source":"a\"b"})", "4", "5", "a\"b"},
    {"more_members", R"({"min":"4","max":"5","source":"guard","by":"x"})", "4", "5", "guard"},
    {"fewer_members", R"({"min":"4"})", "4", {}, {}},
};
class Stage : public ::testing::TestWithParam<StageRow> {};
TEST_P(Stage, IsReadFromItsJson) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, {{Field::stage, GetParam().json}}));
  EXPECT_EQ(log.passage(1)[kStageMin], GetParam().min);
  EXPECT_EQ(log.passage(1)[kStageMax], GetParam().max);
  EXPECT_EQ(log.passage(1)[kStageSource], GetParam().source);
}
INSTANTIATE_TEST_SUITE_P(Rows, Stage, ::testing::ValuesIn(kStages),
                         [](const auto& row) { return std::string(row.param.name); });

struct RefusedRow {
  const char* name;
  Kind kind;
  Payload payload;
  ErrorCode want;
};
std::string of_nobody() {
  return id_text(99);
}
std::string of_open() {
  return id_text(1);
}
std::string of_held() {
  return id_text(2);
}
/// On a log with passage 1 (not held) and passage 2 (held).
std::vector<RefusedRow> refused_rows() {
  using enum Kind;
  return {
      {"stage_no_json", passage, {{Field::stage, "{"}}, ErrorCode::invalid},
      {"photos_missing_no_json", passage, {{Field::photos_missing, "["}}, ErrorCode::invalid},
      {"photos_missing_no_array", passage, {{Field::photos_missing, "{}"}}, ErrorCode::invalid},
      {"received_at_no_time", passage, {{Field::received_at, "noon"}}, ErrorCode::invalid},
      {"sighting_unknown", sighting, {{Field::passage, of_nobody()}}, ErrorCode::conflict},
      {"sighting_no_passage", sighting, {}, ErrorCode::invalid},
      {"evidence_unknown", evidence, {{Field::passage, of_nobody()}}, ErrorCode::conflict},
      {"actuation_unknown",
       actuation,
       {{Field::passage, of_nobody()}, {Field::stage_of, "moved"}},
       ErrorCode::conflict},
      {"actuation_word",
       actuation,
       {{Field::passage, of_open()}, {Field::stage_of, "opened"}},
       ErrorCode::invalid},
      {"actuation_no_word", actuation, {{Field::passage, of_open()}}, ErrorCode::invalid},
      {"outcome_unknown",
       outcome,
       {{Field::passage, of_nobody()}, {Field::outcome, "left"}},
       ErrorCode::conflict},
      {"outcome_word",
       outcome,
       {{Field::passage, of_open()}, {Field::outcome, "pending"}},
       ErrorCode::invalid},
      {"outcome_no_passage", outcome, {{Field::outcome, "left"}}, ErrorCode::invalid},
      {"resolution_unknown",
       resolution,
       {{Field::passage, of_nobody()}, {Field::verdict, "admit"}},
       ErrorCode::conflict},
      {"resolution_not_held",
       resolution,
       {{Field::passage, of_open()}, {Field::verdict, "admit"}},
       ErrorCode::conflict},
      {"resolution_word",
       resolution,
       {{Field::passage, of_held()}, {Field::verdict, "hold"}},
       ErrorCode::invalid},
  };
}
class Refused : public ::testing::TestWithParam<RefusedRow> {};
TEST_P(Refused, ChangesNothing) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.pass(2, held_truck()));
  const MemoryRows before = log.source();
  EXPECT_EQ(log.add(GetParam().kind, GetParam().payload), GetParam().want) << log.message();
  EXPECT_EQ(log.source(), before);
}
INSTANTIATE_TEST_SUITE_P(Rows, Refused, ::testing::ValuesIn(refused_rows()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Passages, AnIdThatExistsIsAConflict) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  EXPECT_EQ(log.pass(1, truck("冀A99999")), ErrorCode::conflict);
  EXPECT_EQ(log.rows(kTable).size(), 1u);
}

TEST(Passages, AreHeldWheneverTheEntryNamesAnEnd) {
  TestLog log;
  Payload no_end = held_truck();
  no_end.set(Field::open_until, "");
  Payload admitted = held_truck();
  admitted.set(Field::verdict, "admit");
  ASSERT_FALSE(log.pass(1, held_truck()));
  ASSERT_FALSE(log.pass(2, no_end));
  ASSERT_FALSE(log.pass(3, admitted));
  EXPECT_EQ(log.passage(1)[kHoldState], cell("open"));
  EXPECT_EQ(log.passage(2)[kHoldState], cell(""));
  EXPECT_EQ(log.passage(3)[kHoldState], cell("open"));
}

TEST(Passages, AFailedOpeningWithAnEndAsksTheGuardAgain) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.add(Kind::actuation, {{Field::passage, id_text(1)},
                                         {Field::stage_of, "failed"},
                                         {Field::open_until, "2020-12-14T14:31:00+08:00"}}));
  EXPECT_EQ(log.passage(1)[kHoldState], cell("open"));
  ASSERT_FALSE(log.pass(2, truck()));
  ASSERT_FALSE(
      log.add(Kind::actuation, {{Field::passage, id_text(2)}, {Field::stage_of, "failed"}}));
  EXPECT_EQ(log.passage(2)[kHoldState], cell(""));
}

TEST(Passages, ARepeatAddsAReadAndPhotosWithTheirOwnEntry) {
  TestLog log;
  LoggedEntry first = log.draft(Kind::passage, truck(), {photo("scene")});
  first.entry.event_id = id_of(1);
  ASSERT_FALSE(log.add(first));
  const Row before = log.passage(1);
  ASSERT_FALSE(log.add(Kind::sighting,
                       {{Field::passage, id_text(1)},
                        {Field::plate, "冀A12346"},
                        {Field::verdict, "refuse"},
                        {Field::merged_as, "repeat"},
                        {Field::photos_missing, R"([{"kind":"plate","cause":"late"}])"}},
                       {photo("body")}));
  Row want = before;
  want[kReads] = std::int64_t{2};
  want[kUpdatedIndex] = std::int64_t{1};
  std::string photos(text(before[kPhotos]));
  photos.pop_back();
  want[kPhotos] = photos + R"(,{"n":1,"entry":1,"kind":"body","sha256":")" +
                  to_hex(sha256("body")) +
                  R"(","mime":"image/jpeg","size":300000,"decodable":true},)"
                  R"({"n":2,"kind":"plate","missing":true,"cause":"late"}])";
  EXPECT_EQ(log.passage(1), want);
}

TEST(Passages, EvidenceAddsPhotosButNoRead) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.add(Kind::evidence, {{Field::passage, id_text(1)}}, {photo("extra")}));
  EXPECT_EQ(log.passage(1)[kReads], cell(1));
  EXPECT_EQ(log.passage(1)[kUpdatedIndex], cell(1));
  EXPECT_NE(text(log.passage(1)[kPhotos]).find(R"({"n":0,"entry":1,"kind":"extra")"),
            std::string_view::npos);
  // Evidence of something else than a passage touches none.
  ASSERT_FALSE(log.add(Kind::evidence, {}, {photo("document")}));
  EXPECT_TRUE(log.changes().empty());
}

TEST(Passages, ACorrectionReplacesWhatItSays) {
  TestLog log;
  ASSERT_FALSE(log.add(full_passage(log)));
  const Row before = log.passage(1);
  ASSERT_FALSE(
      log.add(Kind::sighting, {{Field::passage, id_text(1)},
                               {Field::merged_as, "correction"},
                               {Field::plate, "冀A1234S"},
                               {Field::colour, "green"},
                               {Field::plate_class, "new_energy"},
                               {Field::verdict, "refuse"},
                               {Field::reasons, "[9]"},
                               {Field::stage, R"({"min":"6","max":"6b","source":"guard"})"},
                               {Field::vehicle_class, "H31"},
                               {Field::confidence, "99"},
                               {Field::candidates, "[8]"}}));
  Row want = before;
  want[kPlate] = cell("冀A1234S");
  want[kColour] = cell("green");
  want[kPlateClass] = cell("new_energy");
  want[kVehicleClass] = cell("H31");
  want[kStageMin] = cell("6");
  want[kStageMax] = cell("6b");
  want[kStageSource] = cell("guard");
  want[kVerdict] = cell("refuse");
  want[kReasons] = cell("[9]");
  want[kExempted] = {};
  want[kConfidence] = cell(99);
  want[kCandidates] = cell("[8]");
  want[kHoldState] = cell("");
  want[kReads] = cell(4);
  want[kUpdatedIndex] = cell(1);
  EXPECT_EQ(log.passage(1), want);
}

TEST(Passages, ACorrectionKeepsWhatItDoesNotSay) {
  TestLog log;
  ASSERT_FALSE(log.add(full_passage(log)));
  Row want = log.passage(1);
  ASSERT_FALSE(
      log.add(Kind::sighting, {{Field::passage, id_text(1)}, {Field::merged_as, "correction"}}));
  want[kReads] = cell(4);
  want[kUpdatedIndex] = cell(1);
  EXPECT_EQ(log.passage(1), want);
}

struct IntentRow {
  const char* name;
  const char* stage_of;  ///< before the correction; empty: none
  const char* intent;
  const char* want;
};
const IntentRow kIntents[] = {
    {"not_opened", "", "open", "intended"},
    {"failed", "failed", "open", "intended"},
    {"not_confirmed_may_have_opened", "not_confirmed", "open", "not_confirmed"},
    {"commanded", "commanded", "open", "commanded"},
    {"reply_written", "reply_written", "open", "reply_written"},
    {"moved", "moved", "open", "moved"},
    {"no_intent", "", "none", "none"},
};
class CorrectedIntent : public ::testing::TestWithParam<IntentRow> {};
TEST_P(CorrectedIntent, OpensOnlyWhatDidNotOpenYet) {
  TestLog log;
  Payload refused = truck();
  refused.set(Field::verdict, "refuse").set(Field::intent, "none");
  ASSERT_FALSE(log.pass(1, refused));
  if (*GetParam().stage_of != '\0') {
    ASSERT_FALSE(log.add(Kind::actuation,
                         {{Field::passage, id_text(1)}, {Field::stage_of, GetParam().stage_of}}));
  }
  ASSERT_FALSE(log.add(Kind::sighting, {{Field::passage, id_text(1)},
                                        {Field::merged_as, "correction"},
                                        {Field::verdict, "admit"},
                                        {Field::intent, GetParam().intent}}));
  EXPECT_EQ(log.passage(1)[kActuation], cell(GetParam().want));
  EXPECT_EQ(log.passage(1)[kVerdict], cell("admit"));
}
INSTANTIATE_TEST_SUITE_P(Rows, CorrectedIntent, ::testing::ValuesIn(kIntents),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Passages, ACorrectionToHoldOpensAHoldUnlessItWasResolved) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck()));
  ASSERT_FALSE(log.pass(2, held_truck()));
  ASSERT_FALSE(
      log.add(Kind::resolution, {{Field::passage, id_text(2)}, {Field::verdict, "refuse"}}));
  for (const int id : {1, 2}) {
    ASSERT_FALSE(log.add(Kind::sighting, {{Field::passage, id_text(id)},
                                          {Field::merged_as, "correction"},
                                          {Field::verdict, "hold"},
                                          {Field::open_until, "2020-12-14T14:31:00+08:00"}}));
  }
  EXPECT_EQ(log.passage(1)[kHoldState], cell("open"));
  EXPECT_EQ(log.passage(2)[kHoldState], cell("refused"));
}

struct CorrectedHoldRow {
  const char* name;
  const char* verdict;
  const char* intent;
  const char* want;
};
const CorrectedHoldRow kCorrectedHolds[] = {
    {"admitted_and_opening", "admit", "open", ""},
    {"admitted_and_kept_shut", "admit", "", "open"},
    {"refused", "refuse", "", ""},
    {"still_held", "hold", "", "open"},
};
class CorrectedHold : public ::testing::TestWithParam<CorrectedHoldRow> {};
TEST_P(CorrectedHold, EndsOnlyWhereTheCorrectionOpensOrRefuses) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, held_truck()));
  Payload correction{{Field::passage, id_text(1)}, {Field::merged_as, "correction"}};
  correction.set(Field::verdict, GetParam().verdict).set_if(Field::intent, GetParam().intent);
  ASSERT_FALSE(log.add(Kind::sighting, correction));
  EXPECT_EQ(log.passage(1)[kHoldState], cell(GetParam().want));
}
INSTANTIATE_TEST_SUITE_P(Rows, CorrectedHold, ::testing::ValuesIn(kCorrectedHolds),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace cleangate::ledger
