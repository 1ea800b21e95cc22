#include "domain/gate/passage_state.h"

#include <utility>

namespace cleangate::gate {

bool PassageState::wait() {
  if (is_settled()) return false;
  phase_ = Phase::waiting;
  return true;
}

void PassageState::stop_waiting() {
  if (waits()) phase_ = Phase::standing;
}

bool PassageState::open_by_read() {
  if (!can_open()) return false;
  phase_ = Phase::opening;
  return true;
}

bool PassageState::take_word() {
  if (!takes_word()) return false;
  word_pending_ = true;
  return true;
}

bool PassageState::follow_word(bool admits) {
  const bool was_asked = std::exchange(word_pending_, false);
  if (!was_asked || !waits()) return false;
  spent_ = true;
  phase_ = admits ? Phase::opening : Phase::standing;
  return true;
}

bool PassageState::fail_opening() {
  if (!is_opening()) return false;
  phase_ = Phase::standing;
  return true;
}

void PassageState::open() {
  spent_ = true;
  word_pending_ = false;
  phase_ = Phase::crossed;
}

void PassageState::end() {
  word_pending_ = false;
  phase_ = Phase::ended;
}

}  // namespace cleangate::gate
