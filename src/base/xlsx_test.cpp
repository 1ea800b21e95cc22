#include "base/xlsx.h"

#include <gtest/gtest.h>
#include <minizip/zip.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace cleangate {
namespace {

const SheetLimits kLimits{1 << 16, 10, 5};
using Parts = std::vector<std::pair<std::string, std::string>>;

/// A ZIP file as other spreadsheet programs write it, by minizip's writer.
std::string zipped(const Parts& parts) {
  const auto path =
      (std::filesystem::temp_directory_path() / ("cleangate-xlsx-" + std::to_string(::getpid())))
          .string();
  zipFile file = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  for (const auto& [name, text] : parts) {
    zipOpenNewFileInZip64(file, name.c_str(), nullptr, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                          6, 0);
    zipWriteInFileInZip(file, text.data(), static_cast<unsigned>(text.size()));
    zipCloseFileInZip(file);
  }
  zipClose(file, nullptr);
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  std::filesystem::remove(path);
  return std::move(out).str();
}

std::string sheet(const std::string& rows) {
  return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
}
Result<SheetRows> read(const std::string& rows, const std::string& strings = "<sst/>") {
  return read_xlsx(
      zipped({{"xl/worksheets/sheet1.xml", sheet(rows)}, {"xl/sharedStrings.xml", strings}}),
      kLimits);
}

TEST(Xlsx, EveryKindOfCellIsItsText) {
  const auto rows = read(
      R"(<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><v>18.5</v></c>)"
      R"(<c r="C1" t="b"><v>1</v></c><c r="D1" t="inlineStr"><is><t>冀A1</t></is></c></row>)",
      "<sst><si><t>x</t></si><si><r><t>车牌</t></r><r><t>号</t></r><rPh><t>p</t></rPh></si></sst>");
  EXPECT_EQ(rows.value(), (SheetRows{{"车牌号", "18.5", "TRUE", "冀A1"}}));
}

TEST(Xlsx, RowsAndCellsThatAreLeftOutStayEmpty) {
  const auto rows = read(R"(<row r="3"><c r="C3"><v>7</v></c></row><row><c><v>8</v></c></row>)");
  EXPECT_EQ(rows.value(), (SheetRows{{}, {}, {"", "", "7"}, {"8"}}));
}

TEST(Xlsx, AStringThatIsNotThereIsEmpty) {
  const auto rows = read(R"(<row><c t="s"><v>0</v></c><c t="s"><v>-1</v></c></row>)");
  EXPECT_EQ(rows.value(), (SheetRows{{"", ""}}));
}

TEST(Xlsx, TheWorkbookSaysWhichSheetIsFirst) {
  const std::string book = R"(<workbook><sheets><sheet r:id="r9"/></sheets></workbook>)";
  for (const std::string target : {"worksheets/b.xml", "/xl/worksheets/b.xml"}) {
    const auto rows = read_xlsx(
        zipped({{"xl/workbook.xml", book},
                {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r9\" Target=\"" +
                                                   target + "\"/></Relationships>"},
                {"xl/worksheets/sheet1.xml", sheet("<row><c><v>1</v></c></row>")},
                {"xl/worksheets/b.xml", sheet("<row><c><v>2</v></c></row>")}}),
        kLimits);
    EXPECT_EQ(rows.value(), (SheetRows{{"2"}})) << target;
  }
}

TEST(Xlsx, LimitsHoldAtTheirEdge) {
  EXPECT_TRUE(read(R"(<row r="10"><c r="E10"><v>1</v></c></row>)"));
  EXPECT_EQ(read(R"(<row r="11"/>)").error().code, ErrorCode::too_large);
  EXPECT_EQ(read(R"(<row><c r="F1"/></row>)").error().code, ErrorCode::too_large);
  EXPECT_EQ(read(R"(<row r="4294967295"/>)").error().code, ErrorCode::too_large);
}

TEST(Xlsx, WhatIsNoWorkbookIsInvalid) {
  EXPECT_EQ(read_xlsx("PK", kLimits).error().code, ErrorCode::invalid);
  EXPECT_EQ(read_xlsx(zipped({{"a.txt", "a"}}), kLimits).error().code, ErrorCode::invalid);
  EXPECT_EQ(read_xlsx(zipped({{"xl/worksheets/sheet1.xml", "<worksheet"}}), kLimits).error().code,
            ErrorCode::invalid);
}

TEST(Xlsx, WhatCellsCopyCountsAsUnpacked) {
  // 10 rows of 5 cells that name one string: each is 32 bytes and its letters.
  std::string rows;
  for (int i = 0; i < 10; ++i) {
    rows += "<row>";
    for (int j = 0; j < 5; ++j) rows += R"(<c t="s"><v>0</v></c>)";
    rows += "</row>";
  }
  const auto named = [&](std::size_t letters) {
    return read(rows, "<sst><si><t>" + std::string(letters, 'x') + "</t></si></sst>");
  };
  const std::size_t most = kLimits.unpacked_bytes / 50 - 32;
  EXPECT_TRUE(named(most - 1));
  EXPECT_TRUE(named(most));
  EXPECT_EQ(named(most + 1).error().code, ErrorCode::too_large);
}

TEST(Xlsx, OneCellInManyPlacesCountsEachTime) {
  std::string rows = "<row>";
  for (int i = 0; i < 70; ++i) rows += R"(<c r="A1" t="s"><v>0</v></c>)";
  const auto read_rows =
      read(rows + "</row>", "<sst><si><t>" + std::string(1000, 'x') + "</t></si></sst>");
  EXPECT_EQ(read_rows.error().code, ErrorCode::too_large);
}

TEST(Xlsx, ATreeOfVeryManyNodesIsTooLarge) {
  const auto many = [](std::string_view piece, std::size_t count) {
    std::string out = "<row ";
    if (piece.starts_with('<')) out += ">";
    for (std::size_t i = 0; i < count; ++i) out += piece;
    return read(out + (piece.starts_with('<') ? "</row>" : "/>"));
  };
  EXPECT_TRUE(many("<a/>", 2600));
  EXPECT_EQ(many("<a/>", 2800).error().code, ErrorCode::too_large);
  EXPECT_TRUE(many("<a/>x", 1300));
  EXPECT_EQ(many("<a/>x", 1400).error().code, ErrorCode::too_large);
  EXPECT_TRUE(many("a='' ", 4800));
  EXPECT_EQ(many("a='' ", 5000).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace cleangate
