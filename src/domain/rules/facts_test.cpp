#include "domain/rules/facts.h"

#include <gtest/gtest.h>

#include <set>

namespace cleangate::rules {
namespace {

TEST(Facts, EachHasANameOfItsOwnAndWordsInBothLanguages) {
  std::set<std::string_view> names;
  for (const auto& info : fact_catalogue()) {
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_FALSE(info.zh.empty()) << info.name;
    EXPECT_FALSE(info.en.empty()) << info.name;
    EXPECT_EQ(find_fact(info.name), &info);
    EXPECT_EQ(info.type == Type::symbol, info.domain != Domain::none) << info.name;
  }
  EXPECT_EQ(find_fact("trucks"), nullptr);
}

TEST(Facts, NothingIsKnownAtFirst) {
  const FactSet facts;
  for (const auto& info : fact_catalogue()) {
    EXPECT_FALSE(facts.is_known(info.fact)) << info.name;
    EXPECT_EQ(facts.text(info.fact), "unknown") << info.name;
  }
}

TEST(Facts, ReadBackAsText) {
  FactSet facts;
  facts.set(Fact::truck, Truth::yes);
  facts.set(Fact::fuel, "B");
  facts.set(Fact::vehicle_class, "H11");
  facts.set(Fact::grade, "非引领性");
  facts.set(Fact::share_total, std::int64_t{12});
  facts.set({vehicle::Stage::s4, vehicle::Stage::s6a});
  EXPECT_EQ(facts.text(Fact::truck), "true");
  EXPECT_EQ(facts.text(Fact::fuel), "B");
  EXPECT_EQ(facts.text(Fact::vehicle_class), "H11");
  EXPECT_EQ(facts.text(Fact::grade), "非引领性");
  EXPECT_EQ(facts.text(Fact::share_total), "12");
  EXPECT_EQ(facts.text(Fact::stage), "4..6a");
}

TEST(Facts, AWordOfAnotherKindLeavesThemUnknown) {
  FactSet facts;
  for (const char* word : {"b", "", "BB", "1"}) {
    facts.set(Fact::fuel, word);
    EXPECT_FALSE(facts.is_known(Fact::fuel)) << word;
  }
  for (const char* word : {"h11", "", "H111", "H-1"}) {
    facts.set(Fact::vehicle_class, word);
    EXPECT_FALSE(facts.is_known(Fact::vehicle_class)) << word;
  }
  facts.set(Fact::grade, "E");
  EXPECT_FALSE(facts.is_known(Fact::grade));
}

TEST(Facts, ANumberStaysInItsRange) {
  FactSet facts;
  for (const auto& [given, kept] : {std::pair{-1, 0}, {0, 0}, {1439, 1439}, {1440, 1439}}) {
    facts.set(Fact::minute_of_day, std::int64_t{given});
    EXPECT_EQ(facts.cell(Fact::minute_of_day), kept);
  }
}

TEST(Facts, EveryWordOfADomainReadsBack) {
  for (const char* grade : {"A+", "A", "B", "B-", "C", "D", "引领性", "非引领性", "未评级"}) {
    EXPECT_EQ(decode(Domain::grade, encode(Domain::grade, grade).value()), grade);
  }
  for (const char* code : {"H", "H1", "H11", "X99"}) {
    EXPECT_EQ(decode(Domain::vehicle_class, encode(Domain::vehicle_class, code).value()), code);
  }
  EXPECT_FALSE(parse_domain("none"));
  EXPECT_FALSE(parse_domain("colours"));
  EXPECT_EQ(parse_domain("level"), Domain::level);
  EXPECT_LT(*encode(Domain::level, "none"), *encode(Domain::level, "yellow"));
  EXPECT_LT(*encode(Domain::level, "orange"), *encode(Domain::level, "red"));
}

}  // namespace
}  // namespace cleangate::rules
