#include "base/toml.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate {
namespace {

TEST(Toml, EveryKindReadsAsItself) {
  const auto toml = parse_toml(
      "text = \"国四\"\ncount = 80\nratio = 0.5\non = true\nday = 2020-07-01\n"
      "list = [1, 2]\n[table]\nx = 1\n");
  ASSERT_TRUE(toml);
  EXPECT_EQ((*toml)["text"].text(), "国四");
  EXPECT_EQ((*toml)["count"].integer(), 80);
  EXPECT_EQ((*toml)["count"].number(), 80.0);
  EXPECT_EQ((*toml)["ratio"].number(), 0.5);
  EXPECT_EQ((*toml)["on"].boolean(), true);
  EXPECT_EQ((*toml)["day"].date(), "2020-07-01");
  ASSERT_EQ((*toml)["list"].items().size(), 2u);
  EXPECT_EQ((*toml)["list"].items()[1].integer(), 2);
  EXPECT_EQ((*toml)["table"]["x"].integer(), 1);
}

TEST(Toml, NothingIsConvertedAndWhatIsMissingIsNone) {
  const auto toml = parse_toml("text = \"80\"\ntime = 22:00:00\n").value();
  EXPECT_FALSE(toml["text"].integer());
  EXPECT_FALSE(toml["text"].boolean());
  EXPECT_FALSE(toml["text"].date());
  EXPECT_FALSE(toml["text"].number());
  EXPECT_EQ(toml["time"].date(), "22:00:00");
  EXPECT_FALSE(toml["time"].text());
  EXPECT_FALSE(toml["none"].exists());
  EXPECT_FALSE(toml["none"]["deeper"].exists());
  EXPECT_TRUE(toml["text"].members().empty());
}

TEST(Toml, EveryValueAndKeyKnowsItsPlace) {
  const auto toml =
      parse_toml("a = 1\n\n[[clause]]\nid = \"x\"\n[[clause]]\n  id = \"y\"\n").value();
  EXPECT_EQ(toml["a"].place(), (TextPlace{1, 5}));
  const auto& clauses = toml["clause"].items();
  ASSERT_EQ(clauses.size(), 2u);
  EXPECT_EQ(clauses[1].place().line, 5);
  EXPECT_EQ(clauses[1]["id"].place(), (TextPlace{6, 8}));
  EXPECT_EQ(clauses[1].members()[0].place, (TextPlace{6, 3}));
}

TEST(Toml, AFaultNamesItsPlace) {
  const auto broken = parse_toml("a = 1\nb = \n");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().place.line, 2);
  EXPECT_FALSE(broken.error().message.empty());
  EXPECT_EQ(parse_toml("a = 1\na = 2\n").error().place.line, 2);
  EXPECT_FALSE(parse_toml("a = \"\xff\"\n"));
}

TEST(Toml, NestingAndSizeHaveALimit) {
  const auto nested = [](std::size_t depth) {
    return "a = " + std::string(depth, '[') + std::string(depth, ']') + "\n";
  };
  EXPECT_TRUE(parse_toml(nested(kMaxDocumentDepth - 1)));
  EXPECT_TRUE(parse_toml(nested(kMaxDocumentDepth)));
  EXPECT_FALSE(parse_toml(nested(kMaxDocumentDepth + 1)));
  const std::string full(kMaxTomlBytes, '\n');
  EXPECT_TRUE(parse_toml(full.substr(1)));
  EXPECT_TRUE(parse_toml(full));
  EXPECT_FALSE(parse_toml(full + "\n"));
}

TEST(Toml, AKeyHasALimitOfParts) {
  const auto key = [](std::size_t parts) {
    std::string text = "a";
    for (std::size_t i = 1; i < parts; ++i) text += i % 2 == 0 ? ".a" : " . \"a\"";
    return text;
  };
  const auto fits = key(kMaxTomlKeyParts), deep = key(kMaxTomlKeyParts + 1);
  EXPECT_TRUE(parse_toml(fits + " = 1\n"));
  EXPECT_TRUE(parse_toml("[" + fits + "]\n" + fits + " = 1\n"));
  const auto fault = parse_toml("x = 1\n\n" + deep + " = 1\n");
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().place.line, 3);
  EXPECT_FALSE(parse_toml("[" + deep + "]\n"));
  EXPECT_FALSE(parse_toml("[[" + deep + "]]\n"));
  EXPECT_FALSE(parse_toml("x = {" + deep + " = 1}\n"));
  EXPECT_FALSE(parse_toml(key(100'000) + " = 1\n"));
  for (const std::string hides : {R"(x = {a = """b"""", )", "x = {a = '''b''''', ",
                                  "x = {a = 'b', ", R"(x = {a = "\"", )", R"(x = {a = "", )"}) {
    EXPECT_FALSE(parse_toml(hides + key(100'000) + " = 1}\n")) << hides;
  }
}

TEST(Toml, PointsInTextsNumbersAndCommentsAreNoParts) {
  const std::string points(100, '.');
  EXPECT_TRUE(parse_toml("a = \"" + points + "\" # " + points + "\nb = '" + points + "'\n"));
  EXPECT_TRUE(parse_toml("a = \"\"\"" + points + "\n\"" + points + "\\\"\"\"\"\nb = 1\n"));
  EXPECT_TRUE(parse_toml("a = '''\n'" + points + "'''\n\"b" + points + "\" = 1\n"));
  std::string numbers = "a = [1.5";
  for (int i = 0; i < 100; ++i) numbers += ", 0.5";
  EXPECT_TRUE(parse_toml(numbers + "]\n"));
}

TEST(Toml, AnEmptyDocumentIsAnEmptyTable) {
  const auto toml = parse_toml("");
  ASSERT_TRUE(toml);
  EXPECT_TRUE(toml->is(Toml::Kind::table));
  EXPECT_TRUE(toml->members().empty());
}

}  // namespace
}  // namespace cleangate
