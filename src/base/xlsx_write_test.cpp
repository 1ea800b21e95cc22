#include <gtest/gtest.h>

#include "base/spreadsheet.h"

namespace cleangate {
namespace {

const SheetLimits kLimits{1 << 20, 1000, 10};

TEST(XlsxWrite, AFormulaIsOnlyText) {
  const SheetRows rows = {{"=HYPERLINK(\"x\")", "+1", "@SUM(A1)"}};
  EXPECT_EQ(read_sheet(write_xlsx(rows).value(), kLimits).value(), rows);
}

TEST(XlsxWrite, AnEmptyTableIsAWorkbookToo) {
  const auto bytes = write_xlsx({}).value();
  EXPECT_TRUE(bytes.starts_with("PK"));
  EXPECT_TRUE(read_sheet(bytes, kLimits).value().empty());
}

TEST(XlsxWrite, LeadingZerosAndLongNumbersKeepEveryDigit) {
  const SheetRows rows = {{"007", "12345678901234567890"}};
  EXPECT_EQ(read_sheet(write_xlsx(rows).value(), kLimits).value(), rows);
}

TEST(XlsxWrite, ACellThatNoSpreadsheetHoldsIsAnErrorOrComesBackWhole) {
  for (const std::size_t size : {32766u, 32767u}) {  // ECMA-376's users stop at 32,767
    const SheetRows rows = {{std::string(size, 'x')}};
    EXPECT_EQ(read_sheet(write_xlsx(rows).value(), kLimits).value(), rows) << size;
  }
  EXPECT_FALSE(write_xlsx({{std::string(32768, 'x')}}));
}

}  // namespace
}  // namespace cleangate
