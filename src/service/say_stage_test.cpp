#include "service/say_stage.h"

#include <gtest/gtest.h>

#include "service/testing.h"

namespace cleangate::service {
namespace {

using namespace testing;
using vehicle::Stage;

const VehicleName kName{"冀R12345", plate::Colour::yellow};

vehicle::Statement about(std::string vin, std::string plate,
                         plate::Colour colour = plate::Colour::unknown) {
  vehicle::Statement statement;
  statement.vin = std::move(vin);
  statement.plate = std::move(plate);
  statement.colour = colour;
  return statement;
}

TEST(SayStage, KnowsWhomAnAnswerSpeaksOf) {
  const std::string vin = "LZZ5ELSD1EA123456";
  EXPECT_EQ(speaks_of_another(about("", ""), kName, vin), "");
  EXPECT_EQ(speaks_of_another(about(vin, "冀 R·12345"), kName, vin), "");
  EXPECT_EQ(speaks_of_another(about("lzz5elsd1ea123456", ""), kName, vin), "");
  EXPECT_EQ(speaks_of_another(about("LZZ5ELSD1EA123457", ""), kName, vin), "other_vin");
  EXPECT_EQ(speaks_of_another(about("LZZ5ELSD1EA123457", ""), kName, ""), "")
      << "nothing to compare with";
  EXPECT_EQ(speaks_of_another(about("", "冀R12346"), kName, vin), "other_plate");
  EXPECT_EQ(speaks_of_another(about("", "冀R12345", plate::Colour::blue), kName, vin),
            "other_plate");
  EXPECT_EQ(speaks_of_another(about("", "冀R12345", plate::Colour::yellow), kName, vin), "");
}

class Word : public TestPlant, public ::testing::Test {
 protected:
  StageWord word(Stage stage) {
    StageWord out{kName, {}, std::nullopt, "", "H11", "in"};
    out.statement.source = vehicle::StageSource::official;
    out.statement.stage = {stage, stage};
    out.statement.at = loop.wall();
    return out;
  }
  static std::string text(const Draft& draft, ledger::Field field) {
    return std::string(draft.payload.text(field));
  }
};

TEST_F(Word, SaysWhatTheGateWouldSayAndWhatChanged) {
  start_warning();
  const auto draft = accepted_word(plant, word(Stage::s4), kAdmin);
  EXPECT_EQ(text(draft, ledger::Field::verdict), "hold") << "its fuel is not known";
  EXPECT_EQ(text(draft, ledger::Field::state), "settled");
  EXPECT_EQ(text(draft, ledger::Field::stage), R"({"min":"4","max":"4","source":"official"})");
  const auto change = parse_json(text(draft, ledger::Field::detail)).value();
  EXPECT_FALSE(change["answers"].items().empty());
  auto with_facts = word(Stage::s4);
  with_facts.facts.emplace();
  with_facts.facts->fuel = "B";
  EXPECT_EQ(text(accepted_word(plant, with_facts, kAdmin), ledger::Field::verdict), "refuse");
}

TEST_F(Word, AWordThatChangesNothingSaysNoChange) {
  commit(accepted_word(plant, word(Stage::s4), kAdmin));
  const auto draft = accepted_word(plant, word(Stage::s4), kAdmin);
  EXPECT_EQ(text(draft, ledger::Field::detail), "");
}

TEST_F(Word, ARejectedOneHasACauseAndNoVerdict) {
  const auto draft = rejected_word(plant, word(Stage::s4), "other_vin", kAdmin);
  EXPECT_EQ(text(draft, ledger::Field::action), "reject");
  EXPECT_EQ(text(draft, ledger::Field::cause), "other_vin");
  EXPECT_EQ(text(draft, ledger::Field::verdict), "");
  EXPECT_EQ(text(draft, ledger::Field::stage), "");
}

}  // namespace
}  // namespace cleangate::service
