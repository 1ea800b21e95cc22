#include <gtest/gtest.h>

#include "device/camera/corpus_test_support.h"
#include "device/camera/vzenith/codec.h"

namespace cleangate::camera::vzenith {
namespace {

struct Row {
  const char* name;
  const char* body;
  const char* want;
};

const Row kRows[] = {
    {"nothing_secret", R"({"serialno":"x"})", R"({"serialno":"x"})"},
    {"json", R"({"pass_wd":"p,}&q","a":1})", R"({"pass_wd":"*****","a":1})"},
    {"json_blanks", R"({"pass_wd" : "pq" })", R"({"pass_wd" : "**" })"},
    {"json_escaped_quote", R"({"pass_wd":"p\"q","a":1})", R"({"pass_wd":"****","a":1})"},
    {"json_number", R"({"pass_wd":1234,"a":1})", R"({"pass_wd":****,"a":1})"},
    {"json_empty", R"({"pass_wd":"","a":1})", R"({"pass_wd":"","a":1})"},
    {"json_cut", R"({"pass_wd":"pq)", R"({"pass_wd":"**)"},
    {"json_begins_with_colon", R"({"pass_wd":":=x"})", R"({"pass_wd":"***"})"},
    {"json_other_names", R"({"userName":"u","password":"p"})",
     R"({"userName":"*","password":"*"})"},
    {"pairs", "user_name=ad,min&pass_wd==p&x=1", "user_name=******&pass_wd=**&x=1"},
    {"pairs_at_the_end", "x=1&pass_wd=p", "x=1&pass_wd=*"},
    {"upper_case", "PASS_WD=p&x=1", "PASS_WD=*&x=1"},
    {"name_alone", "pass_wd", "pass_wd"},
};

class WithoutSecrets : public testing::TestWithParam<Row> {};
TEST_P(WithoutSecrets, BlotsTheValue) {
  EXPECT_EQ(without_secrets(GetParam().body), GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Rows, WithoutSecrets, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(WithoutSecrets, BlotsAHeartbeatCutAnywhere) {
  for (const CorpusCase& row : load_corpus("vzenith")) {
    const std::string_view body = split_push(row.file).body;
    const bool has_secret = body.find("pass_wd") != std::string_view::npos;
    for (std::size_t n = 0; n <= body.size(); ++n) {
      const std::string clean = without_secrets(body.substr(0, n));
      EXPECT_EQ(clean.size(), n);
      if (has_secret) {
        EXPECT_EQ(clean.find("admin"), std::string::npos) << row.name << " " << n;
        EXPECT_EQ(clean.find("hunter2"), std::string::npos) << row.name << " " << n;
      } else {
        EXPECT_EQ(clean, body.substr(0, n));
      }
    }
  }
}

TEST(WithoutSecrets, LeavesTheOtherFieldsOfAForm) {
  const std::string form =
      "--b\r\nContent-Disposition: form-data; name=\"pass_wd\"\r\n\r\nsecret\r\n--b\r\n"
      "Content-Disposition: form-data; name=\"serialno\"\r\n\r\nd85b1269\r\n--b--\r\n";
  const std::string clean = without_secrets(form);
  EXPECT_EQ(clean.find("secret"), std::string::npos);
  EXPECT_NE(clean.find("name=\"serialno\"\r\n\r\nd85b1269\r\n--b--"), std::string::npos);
}

}  // namespace
}  // namespace cleangate::camera::vzenith
