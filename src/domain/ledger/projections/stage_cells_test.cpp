#include "domain/ledger/projections/stage_cells.h"

#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using testing::cell;
using Cells = std::array<Cell, 3>;

TEST(StageCells, ReadOurOwnFormAndAnyOther) {
  EXPECT_EQ(stage_cells(R"({"min":"4","max":"5","source":"guard"})").value(),
            (Cells{cell("4"), cell("5"), cell("guard")}));
  EXPECT_EQ(stage_cells(R"({ "source": "guard", "max": "5", "min": "4" })").value(),
            (Cells{cell("4"), cell("5"), cell("guard")}));
  EXPECT_EQ(stage_cells(R"({"min":null,"max":"5","source":null})").value(),
            (Cells{Cell(), cell("5"), Cell()}));
  EXPECT_EQ(stage_cells("{}").value(), Cells());
}

TEST(StageCells, WhatIsNoJsonIsRefused) {
  EXPECT_FALSE(stage_cells("{"));
  EXPECT_FALSE(stage_cells(R"({"min":"4)"));
}

}  // namespace
}  // namespace cleangate::ledger
