#include <gtest/gtest.h>

#include "base/limits.h"
#include "domain/ledger/projections/testing.h"

namespace cleangate::ledger {
namespace {

using namespace testing;
using namespace plate_parts;

std::vector<std::string> parts(const TestLog& log) {
  std::vector<std::string> out;
  for (const Row& row : log.rows(kTable)) out.emplace_back(text(row[kPart]));
  return out;
}

TEST(PlateParts, AreTheEndingsOfANewPlateByCharacter) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("冀A1挂")));
  EXPECT_EQ(parts(log), (std::vector<std::string>{"1挂", "A1挂", "冀A1挂", "挂"}));
  EXPECT_EQ(log.rows(kTable)[0][kPlate], cell("冀A1挂"));
}

TEST(PlateParts, AreWrittenOnce) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck("冀A12345")));
  EXPECT_EQ(parts(log).size(), 7u);
  ASSERT_FALSE(log.pass(2, truck("冀A12345")));
  ASSERT_FALSE(log.outcome(2, "crossed"));
  ASSERT_FALSE(log.add(Kind::vehicle_fact, {{Field::plate, "冀A12345"}}));
  EXPECT_EQ(parts(log).size(), 7u);
  for (const Row& row : log.rows(kTable)) EXPECT_EQ(row[kIndex], cell(0));
}

TEST(PlateParts, ComeWithTheRegistryAndWithAmendmentsButNotWithoutAPlate) {
  TestLog log;
  ASSERT_FALSE(log.add(Kind::vehicle_fact, {{Field::plate, "冀B1"}}));
  EXPECT_EQ(parts(log).size(), 3u);
  ASSERT_FALSE(log.pass(1, truck("")));
  EXPECT_EQ(parts(log).size(), 3u);
  ASSERT_FALSE(log.add(Kind::amendment, {{Field::passage, id_text(1)}, {Field::plate, "冀C2"}}));
  EXPECT_EQ(parts(log).size(), 6u);
}

TEST(PlateParts, AreBoundedForWhatIsNoPlate) {
  TestLog log;
  ASSERT_FALSE(log.pass(1, truck(std::string(kMaxPlateCharacters, 'A'))));
  EXPECT_EQ(parts(log).size(), kMaxPlateCharacters);
  ASSERT_FALSE(log.pass(2, truck(std::string(kMaxPlateCharacters + 1, 'B'))));
  EXPECT_EQ(parts(log).size(), 2 * kMaxPlateCharacters);
}

}  // namespace
}  // namespace cleangate::ledger
