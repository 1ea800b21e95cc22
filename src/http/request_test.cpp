#include "http/request.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::http {
namespace {

TEST(HeadersTest, NamesCompareWithoutCaseAndTheFirstWins) {
  Headers headers{{"Content-Type", "a"}, {"content-type", "b"}};
  EXPECT_EQ(headers.get("CONTENT-TYPE"), "a");
  EXPECT_EQ(headers.get("Accept"), "");
  EXPECT_TRUE(headers.has("content-Type"));
  EXPECT_FALSE(headers.has("Content"));
}

TEST(HeadersTest, SetReplacesEveryFieldOfThatName) {
  Headers headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
  headers.set("a", "4");
  ASSERT_EQ(headers.all().size(), 2u);
  EXPECT_EQ(headers.get("A"), "4");
  EXPECT_EQ(headers.get("b"), "2");
}

struct TargetRow {
  const char* name;
  std::string_view target;
  const char* path;  ///< null = refused
  std::vector<std::string> segments = {};
  Pairs query = {};
};

const TargetRow kTargets[] = {
    {"root", "/", "/"},
    {"plain", "/api/v1/lanes", "/api/v1/lanes", {"api", "v1", "lanes"}},
    {"query",
     "/a?x=1&y=%E5%86%80&x=2&z",
     "/a",
     {"a"},
     {{"x", "1"}, {"y", "冀"}, {"x", "2"}, {"z", ""}}},
    {"plus_is_a_blank_in_a_query_only", "/a+b?c=d+e%2Bf", "/a+b", {"a+b"}, {{"c", "d e+f"}}},
    {"chinese_escaped", "/v/%E5%86%80A12345", "/v/冀A12345", {"v", "冀A12345"}},
    {"chinese_raw", "/v/冀A12345", "/v/冀A12345", {"v", "冀A12345"}},
    {"escaped_slash_stays_in_its_segment", "/a/b%2Fc", "/a/b/c", {"a", "b/c"}},
    {"empty_segments_stay", "/a//b/", "/a//b/", {"a", "", "b", ""}},
    {"absolute_form", "http://gate.local:8080/a?b=c", "/a", {"a"}, {{"b", "c"}}},
    {"fragment_is_dropped", "/a?b=c#d", "/a", {"a"}, {{"b", "c"}}},
    {"empty_query", "/a?", "/a", {"a"}},
    {"empty_pairs", "/a?&&b=1&", "/a", {"a"}, {{"b", "1"}}},
    {"dots_inside_a_name", "/a/..b/c.", "/a/..b/c.", {"a", "..b", "c."}},
    {"parent", "/a/../b", nullptr},
    {"parent_escaped", "/a/%2e%2E/b", nullptr},
    {"here", "/./a", nullptr},
    {"here_at_the_end", "/a/.", nullptr},
    {"broken_escape", "/a%2", nullptr},
    {"no_hex", "/a%zz", nullptr},
    {"escape_at_the_end", "/a%", nullptr},
    {"nul", "/a%00b", nullptr},
    {"nul_in_query", "/a?b=%00", nullptr},
    {"not_utf8", "/%C4%FE", nullptr},
    {"asterisk", "*", nullptr},
    {"no_slash", "a/b", nullptr},
    {"absolute_without_path", "http://gate.local", nullptr},
    {"empty", "", nullptr},
};

class TargetTest : public testing::TestWithParam<TargetRow> {};

TEST_P(TargetTest, IsReadOrRefused) {
  Request request;
  const auto read = parse_target(GetParam().target, request);
  ASSERT_EQ(read.has_value(), GetParam().path != nullptr);
  if (!read) return;
  EXPECT_EQ(request.path, GetParam().path);
  EXPECT_EQ(request.segments, GetParam().segments);
  EXPECT_EQ(request.query, GetParam().query);
}
INSTANTIATE_TEST_SUITE_P(Rows, TargetTest, testing::ValuesIn(kTargets),
                         [](const auto& row) { return row.param.name; });

TEST(TargetLimitTest, TakesSoManyQueryParametersAndNoMore) {
  for (const std::size_t count :
       {kMaxQueryParameters - 1, kMaxQueryParameters, kMaxQueryParameters + 1}) {
    std::string target = "/a?";
    for (std::size_t i = 0; i < count; ++i) target += "b=1&";
    Request request;
    const auto read = parse_target(target, request);
    EXPECT_EQ(read.has_value(), count <= kMaxQueryParameters) << count;
    if (!read) {
      EXPECT_EQ(read.error().code, ErrorCode::too_large);
    }
  }
}

TEST(TargetLimitTest, AQueryValueMayHoldAnyBytes) {  // GBK of old cameras
  Request request;
  ASSERT_TRUE(parse_target("/a?b=%BC%BD", request));
  EXPECT_EQ(request.query_value("b"), "\xBC\xBD");
  EXPECT_EQ(request.query_value("c"), std::nullopt);
}

TEST(ProblemTest, EveryErrorCodeHasItsStatusAndSaysWhatHappened) {
  const std::pair<ErrorCode, int> rows[] = {
      {ErrorCode::invalid, 422}, {ErrorCode::not_found, 404},   {ErrorCode::conflict, 409},
      {ErrorCode::denied, 403},  {ErrorCode::unavailable, 503}, {ErrorCode::full, 507},
      {ErrorCode::corrupt, 500}, {ErrorCode::timeout, 504},     {ErrorCode::too_large, 413},
      {ErrorCode::internal, 500}};
  for (const auto& [code, status] : rows) {
    const Response response = problem(Error{code, "the disk is \"full\""});
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
    const auto body = parse_json(response.body);
    ASSERT_TRUE(body);
    EXPECT_EQ((*body)["status"].integer(), status);
    EXPECT_EQ((*body)["detail"].text(), "the disk is \"full\"");
    EXPECT_EQ((*body)["type"].text(),
              "urn:cleangate:error:" + std::string(*(*body)["code"].text()));
    EXPECT_EQ((*body)["title"].text(), reason_phrase(status));
    EXPECT_NE(reason_phrase(status), "");
  }
}

TEST(ProblemTest, ABareStatusIsAboutBlank) {
  const auto body = parse_json(problem(405, "no").body);
  ASSERT_TRUE(body);
  EXPECT_EQ((*body)["type"].text(), "about:blank");
  EXPECT_EQ((*body)["title"].text(), "Method Not Allowed");
}

TEST(ResponseTest, ASharedBodyIsSentInsteadOfTheOwn) {
  Response response = text_response("own");
  EXPECT_EQ(response.content(), "own");
  response.shared_body = std::make_shared<const std::string>("shared");
  EXPECT_EQ(response.content(), "shared");
}

}  // namespace
}  // namespace cleangate::http
