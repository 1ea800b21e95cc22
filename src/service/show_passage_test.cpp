#include "service/show_passage.h"

#include <gtest/gtest.h>

#include "domain/ledger/projections/tables.h"

namespace cleangate::service {
namespace {

namespace table = ledger::passages;

ledger::Row row_with_photos(std::string photos) {
  ledger::Row row(table::kColumnCount);
  for (auto& cell : row) cell = std::string();
  for (const auto number : {table::kIndex, table::kAt, table::kLogTime, table::kReceivedAt,
                            table::kHistoric, table::kOutcomeAssumed, table::kClockQuality,
                            table::kReads, table::kUpdatedIndex, table::kConfidence}) {
    row[number] = std::int64_t{0};
  }
  row[table::kId] = std::string("p1");
  row[table::kPhotos] = std::move(photos);
  return row;
}

TEST(ShowPassage, APhotoSaysWhetherItIsThereAndWhetherItCanBeShown) {
  const Json shown = show_passage(
      row_with_photos(
          R"([{"n":0,"entry":5,"kind":"scene","sha256":"aa","mime":"image/jpeg","size":9,)"
          R"("decodable":true},{"n":1,"entry":5,"kind":"plate","sha256":"bb",)"
          R"("mime":"application/octet-stream","size":7,"decodable":false},)"
          R"({"n":2,"kind":"body","missing":true,"cause":"disk full"}])"),
      nullptr);
  const auto& photos = shown["photos"].items();
  ASSERT_EQ(photos.size(), 3u);
  EXPECT_EQ(photos[0]["state"].text(), "stored");
  EXPECT_EQ(photos[1]["state"].text(), "undecodable");
  EXPECT_EQ(photos[1]["url"].text(), "/api/v1/passages/p1/photos/1") << "its bytes are kept";
  EXPECT_EQ(photos[2]["state"].text(), "missing");
  EXPECT_EQ(photos[2]["cause"].text(), "disk full");
  EXPECT_FALSE(photos[2].has("url"));
}

TEST(ShowPassage, WithoutPhotosTheListIsEmpty) {
  EXPECT_TRUE(show_passage(row_with_photos("[]"), nullptr)["photos"].items().empty());
}

}  // namespace
}  // namespace cleangate::service
