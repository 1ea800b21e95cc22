#include <gtest/gtest.h>

#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace shifts;

TEST(Shifts, EachHandOverIsARow) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::shift, {{Field::actor, "张三"},
                                     {Field::value, R"({"note":"二号道栏杆慢","to":"李四",)"
                                                    R"("open_holds":["a","b"]})"}}));
  ASSERT_FALSE(log.add(Kind::shift, {{Field::actor, "李四"}, {Field::value, R"({"note":"无"})"}}));
  const auto rows = log.rows(kTable);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0], (Row{cell(0), cell(id_text(100)), cell(kStart), cell("张三"), cell("李四"),
                          cell("二号道栏杆慢"), cell(R"(["a","b"])")}));
  EXPECT_TRUE(is_null(rows[1][kTo]));
  EXPECT_EQ(rows[1][kOpenHolds], cell("[]"));
}

TEST(Shifts, SurviveTheRedactionOfWhatWasSaid) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::shift, {{Field::actor, "张三"}}));
  EXPECT_TRUE(is_null(log.rows(kTable)[0][kNote]));
  EXPECT_TRUE(log.add(Kind::shift, {{Field::value, "{"}}).has_value()) << "damaged";
}

}  // namespace
}  // namespace cleangate::ledger
