#include "device/camera/multipart.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::camera {
namespace {

std::string body_of(std::string_view line_end, std::string_view delimiter, bool finished = true) {
  const std::string nl(line_end);
  const std::string dashes(delimiter);
  std::string body = dashes + nl + "Content-Disposition: form-data; name=\"a\"" + nl + nl +
                     "first" + nl + dashes + nl +
                     "Content-Disposition: form-data; name=\"b\"; filename=\"b.jpg\"" + nl +
                     "Content-Type: Image/JPEG; x=y" + nl + nl + "second";
  if (finished) body += nl + dashes + "--" + nl;
  return body;
}

void expect_both(std::string_view content_type, std::string_view body) {
  const auto parts = split_multipart(content_type, body);
  ASSERT_TRUE(parts) << parts.error().message;
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_EQ(parts->at(0).name, "a");
  EXPECT_EQ(parts->at(0).content, "first");
  EXPECT_EQ(parts->at(1).name, "b");
  EXPECT_EQ(parts->at(1).file_name, "b.jpg");
  EXPECT_EQ(parts->at(1).content_type, "image/jpeg");
  EXPECT_EQ(parts->at(1).content, "second");
}

TEST(Multipart, ReadsTheUsualForm) {
  expect_both("multipart/form-data; boundary=boundary", body_of("\r\n", "--boundary"));
}

TEST(Multipart, ReadsAQuotedBoundaryAmongOtherParameters) {
  expect_both("Multipart/Mixed; charset=utf-8; Boundary=\"a b\"; x=y", body_of("\r\n", "--a b"));
}

TEST(Multipart, ReadsABoundaryThatBeginsWithDashes) {
  expect_both("multipart/form-data; boundary=---------------------------7e13971310878",
              body_of("\r\n", "-----------------------------7e13971310878"));
}

TEST(Multipart, ReadsABoundaryThatIsItsOwnDelimiter) {
  expect_both("multipart/form-data; boundary=--boundary", body_of("\r\n", "--boundary"));
}

TEST(Multipart, ReadsBareLineFeeds) {
  expect_both("multipart/form-data; boundary=b", body_of("\n", "--b"));
}

TEST(Multipart, ReadsALfCrBehindTheDelimiterAlone) {
  std::string body = body_of("\r\n", "--b");
  for (std::size_t at = body.find("--b\r\n"); at != std::string::npos;
       at = body.find("--b\r\n", at + 1)) {
    body.replace(at, 5, "--b\n\r");
  }
  expect_both("multipart/form-data; boundary=b", body);
}

TEST(Multipart, ReadsAMissingFinalDelimiter) {
  expect_both("multipart/form-data; boundary=b", body_of("\r\n", "--b", false));
}

TEST(Multipart, ReadsABoundaryThatTheHeaderDoesNotTell) {
  expect_both("multipart/form-data", body_of("\r\n", "--b"));
  expect_both("multipart/form-data; boundary=other", body_of("\r\n", "--b"));
  expect_both("application/octet-stream", body_of("\r\n", "--b"));
}

TEST(Multipart, SkipsAPreamble) {
  expect_both("multipart/form-data; boundary=b", "hello --b\r\n--bb\r\n" + body_of("\r\n", "--b"));
}

TEST(Multipart, KeepsBytesThatOnlyLookLikeADelimiter) {
  const auto parts =
      split_multipart("multipart/mixed; boundary=b", "--b\r\n\r\nx--b\r\n--bc\r\ny\r\n--b--\r\n");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_EQ(parts->at(0).content, "x--b\r\n--bc\r\ny");
}

struct LengthRow {
  const char* name;
  const char* header;
  const char* want;
};

class ContentLength : public testing::TestWithParam<LengthRow> {};
TEST_P(ContentLength, IsBelievedOnlyWhenItFits) {
  const std::string body =
      std::string("--b\r\n") + GetParam().header + "\r\n12345\r\n\r\n--b--\r\n";
  const auto parts = split_multipart("multipart/mixed; boundary=b", body);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->at(0).content, GetParam().want);
}
const LengthRow kLengthRows[] = {
    {"missing", "", "12345\r\n"},
    {"zero", "Content-Length: 0\r\n", "12345\r\n"},
    {"right", "Content-Length: 5\r\n", "12345"},
    {"right_with_line_end", "Content-Length: 7\r\n", "12345\r\n"},
    {"short", "Content-Length: 4\r\n", "12345\r\n"},
    {"long", "Content-Length: 4096\r\n", "12345\r\n"},
    {"no_number", "Content-Length: x\r\n", "12345\r\n"},
    {"huge", "Content-Length: 99999999999999999999\r\n", "12345\r\n"},
};
INSTANTIATE_TEST_SUITE_P(Rows, ContentLength, testing::ValuesIn(kLengthRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Multipart, TakesContentWithoutHeaderOrEmptyLine) {
  const auto parts = split_multipart("multipart/mixed; boundary=b",
                                     "--b\r\n<a xmlns:x=\"y\"/>\r\n--b\r\n\r\nz\r\n--b--");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_EQ(parts->at(0).content, "<a xmlns:x=\"y\"/>");
  EXPECT_EQ(parts->at(1).content, "z");
}

TEST(Multipart, ReadsTheContentId) {
  const auto parts =
      split_multipart("multipart/mixed; boundary=b", "--b\nContent-ID: <pic1>\n\nz\n--b--");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->at(0).content_id, "pic1");
}

TEST(Multipart, CountsPartsUpToTheLimit) {
  std::string body;
  for (std::size_t i = 0; i < kMaxParts; ++i) body += "--b\r\n\r\nx\r\n";
  EXPECT_EQ(split_multipart("multipart/mixed; boundary=b", body + "--b--").value().size(),
            kMaxParts);
  const auto more = split_multipart("multipart/mixed; boundary=b", body + "--b\r\n\r\nx\r\n--b--");
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::too_large);
}

TEST(Multipart, RefusesWhatHasNoPart) {
  for (const char* body : {"", "x", "--", "--b--", "--b--\r\n", "\r\n\r\n", "--b"}) {
    const auto parts = split_multipart("multipart/mixed; boundary=b", body);
    ASSERT_FALSE(parts) << body;
    EXPECT_EQ(parts.error().code, ErrorCode::invalid);
  }
}

TEST(Multipart, IsToldByTypeOrByTheFirstBytes) {
  EXPECT_TRUE(is_multipart("multipart/form-data; boundary=b", ""));
  EXPECT_TRUE(is_multipart(" Multipart/Mixed", "<a/>"));
  EXPECT_TRUE(is_multipart("text/xml", "--b\r\n"));
  EXPECT_FALSE(is_multipart("text/xml", "<a/>"));
  EXPECT_FALSE(is_multipart("", ""));
}

}  // namespace
}  // namespace cleangate::camera
