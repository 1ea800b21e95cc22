#include "service/vehicle_sheet.h"

#include <gtest/gtest.h>

#include "domain/ledger/projections/tables.h"
#include "domain/vehicle/marks.h"

namespace cleangate::service {
namespace {

VehicleHeading::Checked check(SheetRow row) {
  return VehicleHeading::read(vehicle_template()[0]).value().check(row);
}

TEST(VehicleSheet, TheTemplatesOwnRowsAreGood) {
  const auto rows = vehicle_template();
  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_TRUE(check(rows[i]).faults.empty());
  const Json truck = check(rows[1]).vehicle;
  EXPECT_EQ(truck["plate"].text(), "冀A12345");
  EXPECT_EQ(truck["colour"].text(), "yellow");
  EXPECT_EQ(truck["stage"]["min"].text(), "5");
  EXPECT_EQ(truck["fuel"].text(), "B");
  EXPECT_EQ(truck["gross_mass_kg"].integer(), 31000);
  EXPECT_EQ(truck["nev"].boolean(), false);
}

TEST(VehicleSheet, WhatTheContractDoesNotHaveIsLeftOut) {
  const auto heading = VehicleHeading::read({"车牌号", "车牌颜色", "所属单位", "备注", "owner"});
  const auto checked = heading.value().check({"冀A12345", "黄", "某某", "张三 13912345678", "x"});
  EXPECT_TRUE(checked.faults.empty());
  EXPECT_EQ(checked.vehicle.members().size(), 2u) << checked.vehicle.dump();
}

TEST(VehicleSheet, StagesAreReadAsPeopleWriteThem) {
  struct Case {
    const char *cell, *min, *max;
  };
  for (const auto& [cell, min, max] : {Case{"国六b", "6b", "6b"},
                                       {"6B", "6b", "6b"},
                                       {"国Ⅴ", "5", "5"},
                                       {"国三-国五", "3", "5"},
                                       {"电动", "D", "D"},
                                       {"不明", "X", "X"},
                                       {"4", "4", "4"}}) {
    const auto checked = check({"冀A12345", "黄", cell});
    EXPECT_TRUE(checked.faults.empty()) << cell;
    EXPECT_EQ(checked.vehicle["stage"]["min"].text(), min) << cell;
    EXPECT_EQ(checked.vehicle["stage"]["max"].text(), max) << cell;
  }
}

TEST(VehicleSheet, EachBadCellIsNamedWithItsHeading) {
  const auto checked =
      check({"12345", "红", "国七", "水", "卡车", "重", "也许", std::string(33, 'x')});
  std::string columns;
  for (const auto& fault : checked.faults) columns += fault.column + " ";
  EXPECT_EQ(columns, "车牌号 车牌颜色 排放阶段 燃料种类 车辆类型 总质量(千克) 新能源 车架号 ");
  EXPECT_EQ(checked.faults[2].value, "国七");
  EXPECT_EQ(check({"", "黄"}).faults.at(0).zh, "没有填车牌号");
  EXPECT_TRUE(check({"冀A12345", "黄"}).faults.empty());
  EXPECT_TRUE(check({"冀A12345", "黄", "", "", "", "500000"}).faults.empty());
  EXPECT_EQ(check({"冀A12345", "黄", "", "", "", "500001"}).faults.size(), 1u);
}

TEST(VehicleSheet, HeadingsMayBeTheApisNamesInAnyOrder) {
  const auto heading = VehicleHeading::read({"colour", "x", "Plate", "stage_min", "stage_max"});
  const auto checked = heading.value().check({"yellow", "?", "冀A12345", "3", "4"});
  EXPECT_TRUE(checked.faults.empty());
  EXPECT_EQ(checked.vehicle["stage"]["max"].text(), "4");
  EXPECT_FALSE(VehicleHeading::read({"车牌号"}));
  EXPECT_FALSE(VehicleHeading::read({"车牌号", "车牌颜色", "车牌号"}));
}

TEST(VehicleSheet, WhatIsExportedCanBeImported) {
  const auto rows = vehicle_template();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const Json vehicle = check(row).vehicle;
    ledger::Row stored(ledger::vehicles::kColumnCount);
    stored[ledger::vehicles::kPlate] = std::string(*vehicle["plate"].text());
    stored[ledger::vehicles::kColour] = std::string(*vehicle["colour"].text());
    stored[ledger::vehicles::kFacts] = vehicle.dump();
    EXPECT_EQ(check(vehicle_sheet_row(stored)).vehicle, vehicle);
  }
}

TEST(VehicleSheet, MarksHaveTheirGroundAndTheirLastDay) {
  const auto heading = VehicleHeading::read(
      {"车牌号", "车牌颜色", "豁免标记", "豁免依据", "豁免凭证", "豁免截止日"});
  const auto row = [&](const SheetRow& more) {
    SheetRow whole{"冀A12345", "黄"};
    whole.insert(whole.end(), more.begin(), more.end());
    return heading.value().check(whole);
  };
  const Json good = row({"应急抢险、非危化品车辆", "3号", "道路运输证", "2026/12/31"}).vehicle;
  EXPECT_EQ(good["marks"].dump(),
            R"({"yes":["rescue"],"no":["dangerous_goods"],"reason":"3号","source":"道路运输证",)"
            R"("until":"2026-12-31"})");
  EXPECT_EQ(row({"无"}).vehicle["marks"]["no"].items().size(), vehicle::kExemptionMarks);
  EXPECT_FALSE(row({""}).vehicle.has("marks")) << "an empty cell says nothing";
  EXPECT_TRUE(row({"不明"}).vehicle.has("marks")) << "unknown takes back what was said";
  EXPECT_TRUE(row({"不明"}).vehicle["marks"].is_null());
  const auto column = [&](const SheetRow& more) {
    const auto faults = row(more).faults;
    return faults.size() == 1 ? faults[0].column : "no single fault";
  };
  EXPECT_EQ(column({"军车", "3号"}), "豁免标记");
  EXPECT_EQ(column({"", "3号"}), "豁免标记");
  EXPECT_EQ(column({"应急抢险"}), "豁免依据");
  EXPECT_EQ(column({"应急抢险", std::string(301, 'x')}), "豁免依据");
  EXPECT_EQ(column({"应急抢险", std::string(300, 'x')}), "no single fault");
  EXPECT_EQ(column({"应急抢险", "3号", "", "2026-13-01"}), "豁免截止日");
}

TEST(VehicleSheet, AVehicleStandsInAFileOnceInEachColour) {
  VehicleRows rows(VehicleHeading::read({"序号", "车牌号", "车牌颜色"}).value());
  EXPECT_TRUE(rows.check({"1", "冀A12345", "黄"}, 2).faults.empty());
  EXPECT_TRUE(rows.check({"2", "冀A12345", "蓝"}, 3).faults.empty());
  const auto again = rows.check({"3", "冀A12345", "黄牌照"}, 4);
  ASSERT_EQ(again.faults.size(), 1u);
  EXPECT_EQ(again.faults[0].column, "车牌颜色");
  const auto twice = rows.check({"4", "冀A·12345", "yellow"}, 5);
  ASSERT_EQ(twice.faults.size(), 1u);
  EXPECT_EQ(twice.faults[0].column, "车牌号");
  EXPECT_EQ(twice.faults[0].zh, "和第2行是同一辆车");
}

}  // namespace
}  // namespace cleangate::service
