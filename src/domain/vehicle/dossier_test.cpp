#include "domain/vehicle/dossier.h"

#include <gtest/gtest.h>

namespace cleangate::vehicle {
namespace {

using enum Stage;
using std::chrono::hours;

const WallTime kStart = *parse_rfc3339("2026-11-20T08:00:00+08:00");
WallTime at_hour(int hour) {
  return kStart + hours(hour);
}

DossierSubject subject() {
  return {"LRDS6PEB6MT076844", "冀A12345", plate::Colour::yellow, kStart};
}

Statement said(StageSource source, StageInterval stage, int hour = 1) {
  Statement statement;
  statement.source = source;
  statement.stage = stage;
  statement.at = at_hour(hour);
  statement.who = "x";
  return statement;
}

std::vector<PendingReason> reasons(const Dossier& dossier) {
  return dossier.pending ? dossier.pending->reasons : std::vector<PendingReason>();
}

TEST(Dossier, NothingSaidIsAWorkItemWithADeadline) {
  const auto dossier = merge_statements(subject(), {}, at_hour(1));
  EXPECT_TRUE(dossier.stage.is_unknown());
  EXPECT_TRUE(dossier.gate_stage.is_unknown());
  EXPECT_FALSE(dossier.decisive);
  ASSERT_TRUE(dossier.pending);
  EXPECT_EQ(reasons(dossier), std::vector{PendingReason::unknown});
  EXPECT_EQ(dossier.pending->deadline, kStart + kStageWorkDue);
  EXPECT_FALSE(dossier.pending->is_overdue(kStart + kStageWorkDue - Milliseconds(1)));
  EXPECT_TRUE(dossier.pending->is_overdue(kStart + kStageWorkDue));
}

TEST(Dossier, EachSourceBeatsEveryOneBelowItWhicheverSpeaksLast) {
  constexpr int kSources = 10;
  for (int better = 0; better < kSources; ++better) {
    for (int worse = better + 1; worse < kSources; ++worse) {
      const auto good = said(static_cast<StageSource>(better), {s5, s5}, 1);
      const auto poor = said(static_cast<StageSource>(worse), {s3, s3}, 2);
      const auto dossier = merge_statements(subject(), {poor, good}, at_hour(3));
      EXPECT_EQ(dossier.decisive->source, good.source);
      EXPECT_EQ(dossier.stage, (StageInterval{s5, s5}));
      ASSERT_EQ(dossier.conflicts.size(), 1u) << better << " " << worse;
      EXPECT_EQ(dossier.conflicts[0].against.source, poor.source);
    }
  }
}

TEST(Dossier, SaysWhatWouldBeKnownWithoutEachSource) {
  const auto dossier = merge_statements(
      subject(),
      {said(StageSource::official, {s5, s5}), said(StageSource::official, {s3, s3}, 0),
       said(StageSource::list, {s4, s6b}), said(StageSource::bureau, {s4, s4})},
      at_hour(2));
  ASSERT_EQ(dossier.counting.size(), 3u) << "one of each source";
  EXPECT_EQ(known_without(dossier, 0).stage, (StageInterval{s4, s4})) << "narrowed by the bureau";
  EXPECT_EQ(known_without(dossier, 1).stage, (StageInterval{s5, s5}));
  EXPECT_EQ(known_without(dossier, 2).gate_stage, (StageInterval{s5, s5}));
  const auto shown = to_json(dossier);
  EXPECT_EQ(shown["counting"].items()[0]["statement"]["source"].text(), "official");
  EXPECT_EQ(shown["counting"].items()[0]["without"]["gate_stage"]["max"].text(), "4");
  const auto alone = merge_statements(subject(), {said(StageSource::list, {s5, s5})}, at_hour(2));
  EXPECT_TRUE(known_without(alone, 0).stage.is_unknown());
}

TEST(Dossier, OfOneSourceTheNewestCountsAndAgeIsItsAge) {
  const auto dossier = merge_statements(
      subject(),
      {said(StageSource::official, {s5, s5}, 9), said(StageSource::official, {s4, s4}, 2)},
      at_hour(33));
  EXPECT_EQ(dossier.stage, (StageInterval{s5, s5}));
  EXPECT_TRUE(dossier.conflicts.empty());
  ASSERT_EQ(dossier.set_aside.size(), 1u);
  EXPECT_EQ(dossier.set_aside[0].reason, SetAside::superseded);
  EXPECT_EQ(dossier.age, Milliseconds(hours(24)));
  EXPECT_FALSE(dossier.pending);
}

TEST(Dossier, OfTwoInOneMillisecondTheLaterInTheListCounts) {
  const auto dossier = merge_statements(
      subject(), {said(StageSource::list, {s4, s4}), said(StageSource::list, {s5, s5})},
      at_hour(3));
  EXPECT_EQ(dossier.stage, (StageInterval{s5, s5}));
}

TEST(Dossier, AnAnswerAboutAnotherVinPlateOrColourChangesNothing) {
  auto other_vin = said(StageSource::official, {s6a, s6b});
  other_vin.vin = "LSVAA49J132047371";
  auto other_plate = said(StageSource::official, {s6a, s6b});
  other_plate.plate = "冀A12346";
  auto other_colour = said(StageSource::official, {s6a, s6b});
  other_colour.plate = "冀A12345";
  other_colour.colour = plate::Colour::blue;
  const auto own = said(StageSource::registry, {s3, s3});
  const auto dossier =
      merge_statements(subject(), {own, other_vin, other_plate, other_colour}, at_hour(2));
  EXPECT_EQ(dossier.stage, (StageInterval{s3, s3}));
  EXPECT_TRUE(dossier.conflicts.empty());
  ASSERT_EQ(dossier.set_aside.size(), 3u);
  EXPECT_EQ(dossier.set_aside[0].reason, SetAside::other_vin);
  EXPECT_EQ(dossier.set_aside[1].reason, SetAside::other_plate);
  EXPECT_EQ(dossier.set_aside[2].reason, SetAside::other_plate);
}

TEST(Dossier, AnAnswerAboutThisOneIsKnownHoweverItIsSpelled) {
  auto own = said(StageSource::official, {s6b, s6b});
  own.vin = "lrds6peb6mt 076844";
  own.plate = "冀A·12345";
  own.colour = plate::Colour::yellow;
  EXPECT_EQ(merge_statements(subject(), {own}, at_hour(2)).stage, (StageInterval{s6b, s6b}));
}

TEST(Dossier, ASourceThatDoesNotKnowDoesNotCoverWhatItKnewBefore) {
  const auto dossier = merge_statements(
      subject(), {said(StageSource::official, {s5, s5}, 1), said(StageSource::official, {}, 5)},
      at_hour(6));
  EXPECT_EQ(dossier.stage, (StageInterval{s5, s5}));
  EXPECT_EQ(dossier.set_aside[0].reason, SetAside::silent);
}

TEST(Dossier, AsItWasKnownThenLeavesOutWhatWasSaidLater) {
  const std::vector all = {said(StageSource::registry, {s4, s4}, 1),
                           said(StageSource::official, {s5, s5}, 5)};
  EXPECT_EQ(merge_statements(subject(), all, at_hour(4)).stage, (StageInterval{s4, s4}));
  EXPECT_EQ(merge_statements(subject(), all, at_hour(5)).stage, (StageInterval{s5, s5}));
}

TEST(Dossier, AGuardsWordEndsUnlessItIsConfirmed) {
  auto word = said(StageSource::guard, {s5, s5}, 1);
  word.until = at_hour(10);
  const auto base = said(StageSource::inference, {s4, s5}, 1);
  EXPECT_EQ(merge_statements(subject(), {base, word}, at_hour(9)).decisive->source,
            StageSource::guard);
  const auto after = merge_statements(subject(), {base, word}, at_hour(10));
  EXPECT_EQ(after.decisive->source, StageSource::inference);
  EXPECT_EQ(after.set_aside[0].reason, SetAside::expired);
  EXPECT_EQ(after.pending->since, at_hour(10));
  word.confirmed_by = "wang";
  word.confirmed_at = at_hour(9);
  const auto kept = merge_statements(subject(), {base, word}, at_hour(10));
  EXPECT_EQ(kept.decisive->confirmed_by, "wang");
  EXPECT_FALSE(kept.pending);
}

TEST(Dossier, AConfirmedWordStandsBesideTheRegistrysAndTheNewerCounts) {
  auto word = said(StageSource::guard, {s5, s5}, 4);
  word.confirmed_by = "wang";
  word.confirmed_at = at_hour(5);
  const std::vector all = {said(StageSource::registry, {s4, s4}, 1), word};
  EXPECT_EQ(merge_statements(subject(), all, at_hour(6)).stage, (StageInterval{s5, s5}));
  EXPECT_EQ(merge_statements(subject(), all, at_hour(4)).stage, (StageInterval{s4, s4}));
}

TEST(Dossier, DocumentsNarrowWhereTheyAgreeAndWordsDoNot) {
  const auto list = said(StageSource::list, {s6a, s6b});
  const auto catalogue = said(StageSource::catalogue, {s6b, s6b});
  const auto registry = said(StageSource::registry, {s6a, s6a});
  EXPECT_EQ(merge_statements(subject(), {list, catalogue}, at_hour(2)).stage,
            (StageInterval{s6b, s6b}));
  EXPECT_EQ(merge_statements(subject(), {list, registry}, at_hour(2)).stage,
            (StageInterval{s6a, s6b}));
  const auto both = merge_statements(subject(), {list, catalogue, registry}, at_hour(2));
  EXPECT_EQ(both.stage, (StageInterval{s6b, s6b}));
  EXPECT_EQ(both.conflicts.size(), 1u);  // the registry's 6a
}

TEST(Dossier, AConflictWaitsForAConfirmationThatCameAfterIt) {
  auto official = said(StageSource::official, {s4, s4}, 1);
  const auto list = said(StageSource::list, {s5, s5}, 6);
  auto dossier = merge_statements(subject(), {official, list}, at_hour(8));
  EXPECT_EQ(dossier.stage, (StageInterval{s4, s4}));
  EXPECT_EQ(reasons(dossier), std::vector{PendingReason::conflict});
  EXPECT_EQ(dossier.pending->since, at_hour(6));
  official.confirmed_by = "wang";
  official.confirmed_at = at_hour(5);
  EXPECT_TRUE(merge_statements(subject(), {official, list}, at_hour(8)).pending);
  official.confirmed_at = at_hour(6);
  dossier = merge_statements(subject(), {official, list}, at_hour(8));
  EXPECT_FALSE(dossier.pending);
  ASSERT_EQ(dossier.conflicts.size(), 1u);
  EXPECT_TRUE(dossier.conflicts[0].is_settled);
}

TEST(Dossier, AnIntervalIsWorkButSixWithoutLetterIsNot) {
  EXPECT_EQ(
      reasons(merge_statements(subject(), {said(StageSource::registry, {s4, s5}, 7)}, at_hour(8))),
      std::vector{PendingReason::ambiguous});
  EXPECT_EQ(merge_statements(subject(), {said(StageSource::registry, {s4, s5}, 7)}, at_hour(8))
                .pending->since,
            at_hour(7));
  EXPECT_FALSE(
      merge_statements(subject(), {said(StageSource::list, {s6a, s6b})}, at_hour(8)).pending);
}

TEST(Dossier, AnInferenceRefusesButNeverLetsPass) {
  auto inferred = said(StageSource::inference, {s6b, s6b});
  inferred.confidence = Confidence::medium;
  auto dossier = merge_statements(subject(), {inferred}, at_hour(2));
  EXPECT_EQ(dossier.stage, (StageInterval{s6b, s6b}));
  EXPECT_EQ(at_most(dossier.gate_stage, s4), Truth::unknown);
  EXPECT_EQ(reasons(dossier), std::vector{PendingReason::inferred});
  EXPECT_EQ(dossier.pending->since, kStart);
  inferred.stage = {s3, s4};
  EXPECT_EQ(at_most(merge_statements(subject(), {inferred}, at_hour(2)).gate_stage, s4),
            Truth::yes);
  inferred.confidence = Confidence::low;
  EXPECT_EQ(at_most(merge_statements(subject(), {inferred}, at_hour(2)).gate_stage, s4),
            Truth::unknown);
  inferred.stage = {electric, electric};
  EXPECT_TRUE(merge_statements(subject(), {inferred}, at_hour(2)).gate_stage.is_unknown());
}

TEST(Dossier, AWeakGuessContradictsNobody) {
  auto inferred = said(StageSource::inference, {s0, s4});
  inferred.confidence = Confidence::low;
  const auto registry = said(StageSource::registry, {s5, s5});
  EXPECT_TRUE(merge_statements(subject(), {registry, inferred}, at_hour(2)).conflicts.empty());
  inferred.confidence = Confidence::medium;
  const auto dossier = merge_statements(subject(), {registry, inferred}, at_hour(2));
  EXPECT_EQ(reasons(dossier), std::vector{PendingReason::conflict});
  EXPECT_EQ(dossier.gate_stage, (StageInterval{s5, s5}));
}

TEST(Dossier, FillsTheFactsOfADecision) {
  Registered facts;
  facts.fuel = "B";
  facts.vehicle_class = "H11";
  const auto dossier = merge_statements(subject(), {said(StageSource::list, {s4, s4})}, at_hour(2));
  const auto filled = facts_of(with_dossier(facts, dossier), "冀A12345", plate::Colour::yellow, "");
  EXPECT_EQ(filled.stage, (StageInterval{s4, s4}));
  EXPECT_EQ(filled.stage_source, "list");
  EXPECT_EQ(filled.truck, Truth::yes);
  EXPECT_TRUE(with_dossier(facts, merge_statements(subject(), {}, kStart)).stage.is_unknown());
}

TEST(Dossier, ShowsAllOfItAsJson) {
  auto other = said(StageSource::official, {s6a, s6b});
  other.vin = "LSVAA49J132047371";
  const auto json = to_json(merge_statements(
      subject(),
      {other, said(StageSource::list, {s5, s5}), said(StageSource::registry, {s4, s4}, 3)},
      at_hour(49)));
  EXPECT_EQ(json["decisive"]["source"], Json("list"));
  EXPECT_EQ(json["age_days"], Json(2));
  EXPECT_EQ(json["conflicts"].items()[0]["against"]["source"], Json("registry"));
  EXPECT_EQ(json["set_aside"].items()[0]["reason"], Json("other_vin"));
  EXPECT_EQ(json["pending"]["reasons"].items()[0], Json("conflict"));
  EXPECT_EQ(json["pending"]["deadline"], Json("2026-11-23T11:00:00.000+08:00"));
  EXPECT_TRUE(to_json(merge_statements(subject(), {said(StageSource::list, {s5, s5})},
                                       at_hour(2)))["pending"]
                  .is_null());
}

}  // namespace
}  // namespace cleangate::vehicle
