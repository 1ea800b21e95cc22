#include "http/api/poster.h"

#include <gtest/gtest.h>

#include "base/xml.h"

namespace cleangate::http {
namespace {

TEST(Poster, IsWellFormedWhateverTheNames) {
  const auto sheet =
      poster("https://gate.example/q?g=a&b", "<厂> & \"sons\"\x01", "东]]>\xEF\xBF\xBF门");
  ASSERT_TRUE(sheet);
  const auto xml = parse_xml(*sheet);
  ASSERT_TRUE(xml) << xml.error().message;
  EXPECT_NE(sheet->find("东]]&gt;门"), std::string::npos);
  EXPECT_NE(sheet->find("width=\"210mm\" height=\"297mm\""), std::string::npos);
}

TEST(Poster, NothingToPointAtIsRefused) {
  EXPECT_EQ(poster("", "厂", "门").error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace cleangate::http
