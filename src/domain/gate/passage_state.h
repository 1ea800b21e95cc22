#pragma once
// Where a lane's newest passage stands, and what may still open for it. A vehicle gets at most one
// pulse by itself; after a guard's word, or a command that went out, only a guard opens. Pure.

#include <cstdint>

namespace cleangate::gate {

class PassageState {
 public:
  enum class Phase : std::uint8_t {
    standing,  ///< arrived; nothing opens and nobody is asked
    waiting,   ///< a guard is asked
    opening,   ///< a reply or a command is on its way
    crossed,   ///< it opened; that the vehicle drove through is assumed
    ended,     ///< left, turned back, or nobody knows
  };

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] bool is_settled() const {
    return phase_ == Phase::crossed || phase_ == Phase::ended;
  }
  [[nodiscard]] bool is_opening() const { return phase_ == Phase::opening; }
  [[nodiscard]] bool waits() const { return phase_ == Phase::waiting; }
  /// A guard may speak: the passage waits and no word is being written.
  [[nodiscard]] bool takes_word() const { return waits() && !word_pending_; }
  /// A corrected read that arrives now may open.
  [[nodiscard]] bool may_open_by_read() const { return can_open() && !word_pending_; }
  /// The barrier went up since it arrived: another plate is another vehicle.
  [[nodiscard]] bool has_opened() const { return phase_ == Phase::crossed || lifted_; }

  /// The guard is asked. False: there is nothing left to ask about.
  bool wait();
  /// A corrected read decided: nothing is left to ask.
  void stop_waiting();
  /// A read's opening goes out. Asked once more when its entry is written: of a guard's word and
  /// a corrected read, the one that the log wrote first counts. False: nothing may open.
  bool open_by_read();
  /// A guard's word is being written. False: it may not be given.
  bool take_word();
  /// That word could not be written.
  void lose_word() { word_pending_ = false; }
  /// That word is written. False: the passage no longer waits.
  bool follow_word(bool admits);
  /// A command goes to the barrier: whatever becomes of it, no read opens any more.
  void send_command() { spent_ = true; }
  /// What was on its way did not open. False: nothing was on its way.
  bool fail_opening();
  void open();
  void lift() { lifted_ = true; }
  void end();

 private:
  [[nodiscard]] bool can_open() const {
    return !spent_ && (phase_ == Phase::standing || phase_ == Phase::waiting);
  }

  Phase phase_ = Phase::standing;
  bool spent_ = false;
  bool word_pending_ = false;
  bool lifted_ = false;
};

}  // namespace cleangate::gate
