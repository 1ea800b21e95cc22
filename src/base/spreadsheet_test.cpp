#include "base/spreadsheet.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace cleangate {
namespace {

const SheetLimits kLimits{1 << 20, 100, 10};
const SheetRows kTable = {
    {"车牌号", "备注"}, {"冀A12345", "a,b"}, {"", ""}, {"冀B\"1", "two\nlines"}, {"=1+1", "-5"}};

TEST(Spreadsheet, CsvComesBackAsItWent) {
  EXPECT_EQ(read_sheet(write_csv(kTable), kLimits).value(), kTable);
}

TEST(Spreadsheet, XlsxComesBackAsItWent) {
  const auto rows = read_sheet(write_xlsx(kTable).value(), kLimits).value();
  ASSERT_EQ(rows.size(), kTable.size());
  EXPECT_EQ(rows[1], kTable[1]);
  EXPECT_TRUE(rows[2].empty());
  EXPECT_EQ(rows[3], kTable[3]);
  EXPECT_EQ(rows[4], kTable[4]);
}

TEST(Spreadsheet, BytesThatAreNeitherUtf8NorGbkAreNamedByTheirLine) {
  for (const std::string bad : {"车牌号,颜色\n冀A1,蓝\n\xffX,黄\n", "plate\nA1\n\xff\xff\n",
                                "车牌号,颜色\n冀A1,蓝\n\xc0\xb6,\xbb\xc6\n"}) {
    const auto read = read_sheet(bad, kLimits);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
    EXPECT_NE(read.error().message.find("line 3"), std::string::npos) << read.error().message;
  }
}

TEST(Spreadsheet, CsvIsReadAsUtf8OrElseAsGbk) {
  const std::string text = "车牌号,颜色\r\n冀A12345,黄\n";
  const SheetRows want = {{"车牌号", "颜色"}, {"冀A12345", "黄"}};
  EXPECT_EQ(read_sheet(text, kLimits).value(), want);
  EXPECT_EQ(read_sheet("\xEF\xBB\xBF" + text, kLimits).value(), want);
  EXPECT_EQ(read_sheet(utf8_to_gbk(text), kLimits).value(), want);
  EXPECT_EQ(read_sheet("\xff\xff\xff", kLimits).error().code, ErrorCode::invalid);
}

TEST(Spreadsheet, EmptyRowsStayAndTrailingOnesGo) {
  EXPECT_EQ(read_sheet("a\n\nb\n\n , \n", kLimits).value(), (SheetRows{{"a"}, {""}, {"b"}}));
  EXPECT_TRUE(read_sheet("", kLimits).value().empty());
}

TEST(Spreadsheet, LimitsHoldAtTheirEdge) {
  const auto table = [](std::size_t rows, std::size_t columns) {
    return SheetRows(rows, SheetRow(columns, "x"));
  };
  for (const bool xlsx : {false, true}) {
    const auto read = [&](const SheetRows& rows) {
      return read_sheet(xlsx ? write_xlsx(rows).value() : write_csv(rows), kLimits);
    };
    EXPECT_TRUE(read(table(100, 10)));
    EXPECT_EQ(read(table(101, 1)).error().code, ErrorCode::too_large);
    EXPECT_EQ(read(table(1, 11)).error().code, ErrorCode::too_large);
  }
}

TEST(Spreadsheet, AFileThatUnpacksToTooMuchIsRefused) {
  const auto bytes = write_xlsx(SheetRows(90, SheetRow(10, std::string(1000, 'x')))).value();
  EXPECT_TRUE(read_sheet(bytes, kLimits));
  EXPECT_EQ(read_sheet(bytes, {8192, 100, 10}).error().code, ErrorCode::too_large);
}

TEST(Spreadsheet, BrokenFilesAreInvalid) {
  const auto bytes = write_xlsx(kTable).value();
  for (const std::string& broken : {bytes.substr(0, bytes.size() / 2), std::string("PK\x03\x04"),
                                    std::string("a\0b", 3), std::string("\"open")}) {
    const auto rows = read_sheet(broken, kLimits);
    ASSERT_FALSE(rows);
    EXPECT_EQ(rows.error().code, ErrorCode::invalid);
  }
}

}  // namespace
}  // namespace cleangate
