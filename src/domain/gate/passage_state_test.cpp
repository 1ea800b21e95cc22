#include "domain/gate/passage_state.h"

#include <gtest/gtest.h>

namespace cleangate::gate {
namespace {

using Phase = PassageState::Phase;

PassageState waiting() {
  PassageState state;
  state.wait();
  return state;
}

TEST(PassageState, AnArrivalOrAHoldMayOpenByAReadOnce) {
  for (PassageState state : {PassageState(), waiting()}) {
    EXPECT_TRUE(state.may_open_by_read());
    EXPECT_TRUE(state.open_by_read());
    EXPECT_EQ(state.phase(), Phase::opening);
    EXPECT_FALSE(state.open_by_read());
    EXPECT_FALSE(state.may_open_by_read());
  }
}

TEST(PassageState, AReplyThatWasNotReadMayBeFollowedByACorrectedRead) {
  PassageState state;
  state.open_by_read();
  EXPECT_TRUE(state.fail_opening());
  EXPECT_TRUE(state.wait());
  EXPECT_TRUE(state.open_by_read());
}

TEST(PassageState, ACommandThatWentOutIsTheLastByItself) {
  PassageState state;
  state.open_by_read();
  state.send_command();
  EXPECT_TRUE(state.fail_opening());
  EXPECT_TRUE(state.wait());
  EXPECT_FALSE(state.open_by_read());
  EXPECT_TRUE(state.takes_word()) << "the guard may";
}

TEST(PassageState, AGuardsWordIsTheLastByItself) {
  for (const bool admits : {true, false}) {
    PassageState state = waiting();
    EXPECT_TRUE(state.take_word());
    EXPECT_TRUE(state.follow_word(admits));
    EXPECT_EQ(state.phase(), admits ? Phase::opening : Phase::standing);
    EXPECT_FALSE(state.open_by_read());
    EXPECT_FALSE(state.take_word());
  }
}

TEST(PassageState, ASecondWordIsNotTakenWhileTheFirstIsWritten) {
  PassageState state = waiting();
  EXPECT_TRUE(state.take_word());
  EXPECT_FALSE(state.take_word());
  EXPECT_FALSE(state.may_open_by_read());
  state.lose_word();
  EXPECT_TRUE(state.may_open_by_read());
  EXPECT_TRUE(state.take_word());
}

TEST(PassageState, OfAWordAndACorrectedReadTheOneWrittenFirstCounts) {
  PassageState read_first = waiting();
  read_first.take_word();
  EXPECT_TRUE(read_first.open_by_read());
  EXPECT_FALSE(read_first.follow_word(true));
  PassageState word_first = waiting();
  word_first.take_word();
  EXPECT_TRUE(word_first.follow_word(true));
  EXPECT_FALSE(word_first.open_by_read());
}

TEST(PassageState, ACorrectionThatDecidedLeavesNothingToAsk) {
  PassageState state = waiting();
  state.take_word();
  state.stop_waiting();
  EXPECT_EQ(state.phase(), Phase::standing);
  EXPECT_FALSE(state.follow_word(true));
}

TEST(PassageState, AWordNobodyAskedForIsNotFollowed) {
  PassageState state;
  EXPECT_FALSE(state.take_word());
  EXPECT_FALSE(state.follow_word(true));
  EXPECT_EQ(state.phase(), Phase::standing);
}

TEST(PassageState, AnEndedPassageWaitsForNobodyAndOpensForNobody) {
  PassageState state;
  state.open_by_read();
  state.end();
  EXPECT_TRUE(state.is_settled());
  EXPECT_FALSE(state.fail_opening());
  EXPECT_FALSE(state.wait());
  EXPECT_FALSE(state.open_by_read());
}

TEST(PassageState, AnEndMakesTheWordThatIsBeingWrittenVoid) {
  PassageState state = waiting();
  state.take_word();
  state.end();
  EXPECT_FALSE(state.follow_word(true));
  EXPECT_EQ(state.phase(), Phase::ended);
}

TEST(PassageState, OnlyAnOpeningThatHappenedOrALiftPartsVehicles) {
  PassageState state;
  state.open_by_read();
  EXPECT_FALSE(state.has_opened()) << "it is on its way";
  state.open();
  EXPECT_TRUE(state.has_opened());
  EXPECT_TRUE(state.is_settled());
  PassageState lifted;
  lifted.lift();
  EXPECT_TRUE(lifted.has_opened());
  EXPECT_FALSE(lifted.is_settled());
}

}  // namespace
}  // namespace cleangate::gate
