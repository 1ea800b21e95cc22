#include "service/vehicle_imports.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "service/register_vehicle.h"
#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;

std::string sheet(int good, int bad) {
  std::string out = "车牌号,车牌颜色,排放阶段\n";
  for (int i = 0; i < good; ++i) {
    std::string digits = std::to_string(10000 + i);
    out += "冀" + std::string(1, static_cast<char>('A' + i / 90000)) + digits + ",黄,国五\n";
  }
  for (int i = 0; i < bad; ++i) out += "冀B" + std::to_string(10000 + i) + ",黄,国七\n";
  return out;
}

class Imports : public ::testing::Test {
 protected:
  Json run(auto call) {
    std::optional<Result<Json>> out;
    call([&](Result<Json> result) { out = std::move(result); });
    here_.loop.run_until_idle();
    if (!out || !*out) {
      error_ = out ? out->error().code : ErrorCode::timeout;
      return {};
    }
    return **std::move(out);
  }
  Json preview(std::string file, const Actor& actor = kAdmin) {
    return run([&](Reply reply) { imports_.preview(std::move(file), actor, std::move(reply)); });
  }
  Json apply(const Json& import, std::string rows) {
    return run([&](Reply reply) {
      imports_.apply(std::string(*import["id"].text()), rows, kAdmin, std::move(reply));
    });
  }
  Json show(const Json& import) {
    return run(
        [&](Reply reply) { imports_.show(std::string(*import["id"].text()), std::move(reply)); });
  }
  void import_all(std::string file) { (void)apply(preview(std::move(file)), "all"); }
  void put(const Actor& actor, const char* body) {
    (void)run([&](Reply reply) {
      put_vehicle(here_.plant, "冀A12345", "yellow", *parse_json(body), actor, std::move(reply));
    });
  }
  ledger::Row row() { return here_.plant.state.vehicle("冀A12345", plate::Colour::yellow)->row; }
  Json facts() { return *parse_json(ledger::text(row()[ledger::vehicles::kFacts])); }
  TestPlant here_;
  VehicleImports imports_{here_.plant, here_.loop, here_.loop};
  std::optional<ErrorCode> error_;
};

TEST_F(Imports, TwentyThousandRowsWithThirtySevenBadOnesNamed) {
  const Json read = preview(sheet(19963, 37));
  EXPECT_EQ(read["state"].text(), "previewed");
  EXPECT_EQ(read["rows"].integer(), 20000);
  EXPECT_EQ(read["good"].integer(), 19963);
  EXPECT_EQ(read["bad"].integer(), 37);
  EXPECT_EQ(read["errors"].items().size(), 37u);
  EXPECT_EQ(read["errors"].items()[0]["row"].integer(), 19965);
  EXPECT_EQ(read["errors"].items()[0]["column"].text(), "排放阶段");
  EXPECT_EQ(read["errors"].items()[0]["value"].text(), "国七");
  EXPECT_EQ(read["preview"].items().size(), kImportPreview);
  (void)apply(read, "all");
  EXPECT_EQ(error_, ErrorCode::conflict);
  EXPECT_EQ(apply(read, "good")["state"].text(), "running");
  const Json done = show(read);
  EXPECT_EQ(done["state"].text(), "done");
  EXPECT_EQ(done["done"].integer(), 19963);
  EXPECT_EQ(here_.log.rows.rows(ledger::vehicles::kTable).size(), 19963u);
}

TEST_F(Imports, ErrorsAreShownUpToTheirLimitAndAllCounted) {
  for (const int bad : {499, 500, 501}) {
    const Json read = preview(sheet(0, bad));
    EXPECT_EQ(read["bad"].integer(), bad);
    EXPECT_EQ(read["errors"].items().size(),
              std::min(kMaxImportErrors, static_cast<std::size_t>(bad)));
  }
}

TEST_F(Imports, TheSameVehicleTwiceIsNamedWithItsFirstRow) {
  const Json read = preview("车牌号,车牌颜色\n冀A12345,黄\n冀A12345,蓝\n冀A12345,黄\n");
  EXPECT_EQ(read["good"].integer(), 2);
  ASSERT_EQ(read["errors"].items().size(), 1u);
  EXPECT_EQ(read["errors"].items()[0]["row"].integer(), 4);
  EXPECT_EQ(read["errors"].items()[0]["message"]["zh"].text(), "和第2行是同一辆车");
}

TEST_F(Imports, ARepeatedVehicleIsNamedByThePlatesOwnColumn) {
  const Json read = preview("序号,车牌号,车牌颜色\n1,冀A12345,黄\n2,冀A12345,黄\n");
  ASSERT_EQ(read["errors"].items().size(), 1u);
  EXPECT_EQ(read["errors"].items()[0]["row"].integer(), 3);
  EXPECT_EQ(read["errors"].items()[0]["column"].text(), "车牌号");
}

TEST_F(Imports, MarksThatASheetLeavesOutOrEmptyStay) {
  put(kAdmin, R"({"fuel":"B","marks":{"yes":["rescue"],"reason":"3号"}})");
  import_all("车牌号,车牌颜色,燃料种类\n冀A12345,黄,天然气\n");
  EXPECT_EQ(facts()["fuel"].text(), "E");
  EXPECT_EQ(facts()["marks"]["yes"].items().size(), 1u);
  import_all("车牌号,车牌颜色,豁免标记,豁免依据\n冀A12345,黄,,\n");
  EXPECT_EQ(facts()["marks"]["reason"].text(), "3号");
  import_all("车牌号,车牌颜色,豁免标记\n冀A12345,黄,无\n");
  EXPECT_EQ(facts()["marks"]["no"].items().size(), vehicle::kExemptionMarks);
  import_all("车牌号,车牌颜色,豁免标记\n冀A12345,黄,不明\n");
  EXPECT_FALSE(facts().has("marks"));
}

TEST_F(Imports, WhatTheRegistrySaysAlreadyIsNotWrittenAgainAndAStagesSourceStays) {
  const Json body =
      *parse_json(R"({"stage":{"min":"5","max":"5","source":"随车清单"},"fuel":"B"})");
  (void)run([&](Reply reply) {
    put_vehicle(here_.plant, "冀A12345", "yellow", body, kAdmin, std::move(reply));
  });
  const auto entries = here_.log.entries.size();
  const std::string heading = "车牌号,车牌颜色,排放阶段,燃料种类\n";
  const Json same = preview(heading + "冀A12345,黄,国五,柴油\n");
  (void)apply(same, "all");
  EXPECT_EQ(show(same)["state"].text(), "done");
  EXPECT_EQ(show(same)["done"].integer(), 1);
  EXPECT_EQ(here_.log.entries.size(), entries);
  (void)apply(preview(heading + "冀A12345,黄,国五,天然气\n"), "all");
  EXPECT_EQ(here_.log.entries.size(), entries + 1);
  const auto* vehicle = here_.plant.state.vehicle("冀A12345", plate::Colour::yellow);
  ASSERT_NE(vehicle, nullptr);
  const Json facts = *parse_json(ledger::text(vehicle->row[ledger::vehicles::kFacts]));
  EXPECT_EQ(facts["fuel"].text(), "E");
  EXPECT_EQ(facts["stage"]["source"].text(), "随车清单");
}

TEST_F(Imports, ACancelledOneKeepsWhatItWroteAndSaysHowMany) {
  here_.log.commit_takes = Milliseconds(10);
  const Json read = preview(sheet(1000, 0));
  Json running;
  imports_.apply(std::string(*read["id"].text()), "all", kAdmin, [&](auto r) { running = *r; });
  here_.loop.advance(Milliseconds(25));
  const Json stopped =
      run([&](Reply reply) { imports_.cancel(std::string(*read["id"].text()), std::move(reply)); });
  EXPECT_EQ(stopped["state"].text(), "cancelled");
  here_.loop.advance(Milliseconds(1000));
  const Json after = show(read);
  EXPECT_EQ(after["state"].text(), "cancelled");
  EXPECT_EQ(static_cast<std::size_t>(*after["done"].integer()),
            here_.log.rows.rows(ledger::vehicles::kTable).size());
  EXPECT_LT(after["done"].integer(), 1000);
}

TEST_F(Imports, AWriterThatIsFullIsAskedAgainAndOneThatFailsEndsIt) {
  here_.log.fails = Error{ErrorCode::unavailable, "the queue is full"};
  const Json read = preview(sheet(10, 0));
  imports_.apply(std::string(*read["id"].text()), "all", kAdmin, [](auto) {});
  here_.loop.advance(Milliseconds(10));
  here_.log.fails.reset();
  here_.loop.advance(kImportRetry);
  EXPECT_EQ(show(read)["state"].text(), "done");
  here_.log.fails = Error{ErrorCode::full, "the disk is full"};
  const Json second = preview(sheet(11, 0));  // one more: what is known is not written
  (void)apply(second, "all");
  EXPECT_EQ(show(second)["state"].text(), "failed");
  EXPECT_EQ(show(second)["problem"].text(), "the disk is full");
}

TEST_F(Imports, AFileWithoutAHeadingIsRefusedInPlainWords) {
  (void)preview("冀A12345,黄\n");
  EXPECT_EQ(error_, ErrorCode::invalid);
  (void)preview("");
  EXPECT_EQ(error_, ErrorCode::invalid);
}

constexpr const char* kWhole =
    R"({"stage":{"min":"5","max":"5"},"fuel":"B","vehicle_class":"H11","gross_mass_kg":31000,)"
    R"("nev":false,"vin":"LZZ1"})";

TEST_F(Imports, WhatASheetLeavesOutStaysAsItIsRegistered) {
  put(kAdmin, kWhole);
  const Json before = facts();
  const auto entries = here_.log.entries.size();
  import_all("车牌号,车牌颜色\n冀A12345,黄\n");
  import_all("车牌号,车牌颜色,排放阶段,燃料种类,总质量(千克),新能源,车架号\n冀A12345,黄,,,,,\n");
  EXPECT_EQ(here_.log.entries.size(), entries);
  import_all("车牌号,车牌颜色,排放阶段,燃料种类\n冀A12345,黄,,天然气\n");
  Json expected = before;
  expected.set("fuel", "E");
  EXPECT_EQ(facts(), expected);
  import_all("车牌号,车牌颜色,排放阶段\n冀A12345,黄,不明\n");
  EXPECT_EQ(facts()["stage"]["min"].text().value_or("X"), "X") << "unknown is said, not left out";
  EXPECT_EQ(facts()["vin"].text(), "LZZ1");
}

TEST_F(Imports, ThePreviewCountsNewChangedAndUnchangedVehicles) {
  import_all("车牌号,车牌颜色,排放阶段\n冀A00001,黄,国五\n冀A00002,黄,国五\n");
  const Json read = preview(
      "车牌号,车牌颜色,排放阶段\n冀A00001,黄,国五\n冀A00002,黄,国六\n冀A00003,黄,国五\n"
      "冀A00004,黄,国五\n冀A00005,黄,\n坏,黄,\n");
  EXPECT_EQ(read["new"].integer(), 3);
  EXPECT_EQ(read["changed"].integer(), 1);
  EXPECT_EQ(read["unchanged"].integer(), 1);
  EXPECT_EQ(read["bad"].integer(), 1);
}

TEST_F(Imports, ASheetThatRepeatsAGuardsFactsDoesNotConfirmThem) {
  put(kGuard, kWhole);
  const auto before = row();
  ASSERT_FALSE(ledger::is_null(before[ledger::vehicles::kProvisionalUntil]));
  import_all("车牌号,车牌颜色,排放阶段,燃料种类\n冀A12345,黄,国五,柴油\n");
  EXPECT_EQ(row(), before);
}

TEST_F(Imports, ASheetThatSaysOtherwiseEndsAGuardsWordAndConfirmsNoneOfIt) {
  put(kAdmin, R"({"fuel":"B","vin":"LZZ1"})");
  put(kGuard, R"({"stage":{"min":"5","max":"5"},"fuel":"B"})");
  import_all("车牌号,车牌颜色,燃料种类\n冀A12345,黄,天然气\n");
  EXPECT_TRUE(ledger::is_null(row()[ledger::vehicles::kProvisionalUntil]));
  EXPECT_EQ(facts()["fuel"].text(), "E");
  EXPECT_EQ(facts()["vin"].text(), "LZZ1") << "registered before the guard";
  EXPECT_EQ(row()[ledger::vehicles::kStage], ledger::Cell("X"));
}

TEST_F(Imports, ANewPreviewEndsTheSamePersonsAndNobodyElses) {
  const std::string file = sheet(1, 0);
  const Json others = preview(file, kGuard);
  const Json own = preview(file);
  for (std::size_t i = 0; i < kMaxImports; ++i) (void)preview(file);
  EXPECT_FALSE(error_);
  EXPECT_EQ(show(others)["state"].text(), "previewed");
  EXPECT_EQ(show(own)["state"].text(), "cancelled");
  EXPECT_EQ(apply(others, "all")["state"].text(), "running");
}

TEST_F(Imports, WhenTooManyAreOpenTheNewestIsRefusedUntilOneIsForgotten) {
  std::vector<Json> open;
  for (std::size_t i = 0; i < kMaxImports; ++i) {
    open.push_back(preview(sheet(1, 0), {"manager-" + std::to_string(i), "manager"}));
  }
  EXPECT_FALSE(error_);
  (void)preview(sheet(1, 0));
  EXPECT_EQ(error_, ErrorCode::unavailable);
  EXPECT_EQ(show(open[0])["state"].text(), "previewed");
  here_.loop.advance(kImportPreviewCounts);
  error_.reset();
  (void)preview(sheet(1, 0));
  EXPECT_FALSE(error_);
}

TEST_F(Imports, AnImportThatIsCancelledWhileTheWriterIsFullStaysCancelled) {
  here_.log.fails = Error{ErrorCode::unavailable, "the queue is full"};
  const Json read = preview(sheet(10, 0));
  imports_.apply(std::string(*read["id"].text()), "all", kAdmin, [](auto) {});
  imports_.cancel(std::string(*read["id"].text()), [](auto) {});
  here_.loop.advance(kImportRetry);
  EXPECT_EQ(show(read)["state"].text(), "cancelled");
}

}  // namespace
}  // namespace cleangate::service
