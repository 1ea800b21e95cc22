#pragma once
// The inside of GateKeeper: lanes, their queues and message keys. Plant's executor only.
// Jobs and keys are shared: the photo store, the log and the reply each hold them for a while.

#include <atomic>
#include <deque>
#include <list>
#include <unordered_map>

#include "domain/gate/freshness.h"
#include "domain/gate/merge.h"
#include "domain/gate/passage_state.h"
#include "service/gate_keeper.h"

namespace cleangate::service {

/// What a driver sees who must wait. `plate` "" = none was read.
[[nodiscard]] DisplayText ask_the_guard(std::string_view plate);

/// A message on its way through the lane.
struct Job {
  gate::Sighting sighting;
  SightingPhotos photos;
  GateKeeper::Options options;
  std::string lane;
  std::vector<MediaLocation> locations;
  std::string photo_fault;  ///< why the photos could not be stored, empty = stored
  bool photos_settled = false;
};

/// One vendor key: who delivers it first, who waits for the outcome.
struct MessageKey {
  enum class Phase : std::uint8_t { deciding, opening, forsaken, done };
  struct Waiter {
    std::function<bool()> is_closed;
    GateKeeper::Answer answer;
    bool may_take_over = false;  ///< a late delivery never opens
  };
  Phase phase = Phase::deciding;
  std::string id;
  std::string lane, passage, plate;
  MonotonicTime received;
  DisplayText display;        ///< what happens, not what was decided
  bool is_late = false;       ///< the deadline passed before it was decided
  bool recorded = false;      ///< durable, by this message or before the restart
  GateKeeper::Answer answer;  ///< of the first delivery, until it is used
  std::vector<Waiter> waiters;

  /// Nothing opens, whatever was decided: no green text for a closed barrier.
  void show_wait() { display = ask_the_guard(plate); }
};

/// The lane's newest live passage.
struct LanePassage {
  std::string id;
  gate::Read read;
  std::vector<std::string> read_as;  ///< every plate it was read as, misreadings too
  std::string device;                ///< whose camera saw it: it opens, too
  rules::Verdict verdict = rules::Verdict::hold;
  gate::PassageState state;
  bool in_doubt = false;  ///< its camera's clock says that it is an old record
  std::size_t reads = 1;
  Executor::TimerId timer = 0;
  MonotonicTime hold_ends;
};

struct LaneRun {
  std::deque<std::shared_ptr<Job>> queue;
  bool busy = false;
  std::optional<LanePassage> passage;
  /// The next vehicle is being written: nothing opens for the present one any more.
  bool next_comes = false;
  std::deque<std::string> turned_back;  ///< the newest that the camera saw; bounded
};

/// What was found out about a message before it is written.
struct Judgement {
  gate::Same same = gate::Same::no;
  rules::Direction direction = rules::Direction::in;
  rules::Situation situation;
  rules::Decision decision;
  bool fresh = false;     ///< live; with `in_doubt`: taken for live so that the guard is asked
  bool in_doubt = false;  ///< no flag says late, only the camera's clock does
  bool turns_back = false;
  bool known = false;  ///< before this message: its own passage must not count
  bool opens = false;
  bool waits = false;     ///< the lane will wait, or goes on waiting, for a guard
  bool replaces = false;  ///< a correction whose plate counts from now on
  WallTime at;
  Json candidates;
  [[nodiscard]] bool is_arrival() const { return same == gate::Same::no && fresh; }
};

struct GateKeeper::Impl {
  explicit Impl(Plant& owner) : plant(owner) {}

  Plant& plant;
  std::map<std::string, LaneRun> lanes;
  std::map<std::string, gate::ClockOffset> clocks;  // by device
  std::unordered_map<std::string, std::shared_ptr<MessageKey>> keys;
  std::deque<std::string> key_order;  // oldest first, bounded
  std::atomic<std::uint64_t> not_recorded = 0;

  // gate_keeper.cpp: messages and keys
  void arrive(std::shared_ptr<Job> job, Answer answer);
  void repeat(MessageKey& key, MessageKey::Waiter waiter);
  void pump(const std::string& lane);
  void release(const std::string& lane);
  void close_key(MessageKey& key);
  void answer_all(MessageKey& key);
  void answer_at_deadline(const std::shared_ptr<MessageKey>& key);
  void hand_over(const std::shared_ptr<MessageKey>& key, Options options, Answer answer);
  void replied(const std::shared_ptr<MessageKey>& key, bool written);

  // gate_keeper_judge.cpp: what it means
  [[nodiscard]] Judgement judge(const Job& job);
  void judge_time(const Job& job, Judgement& judgement);
  void judge_merge(const Job& job, Judgement& judgement) const;
  void judge_opening(const Job& job, Judgement& judgement) const;
  [[nodiscard]] gate::Lane lane_state(const std::string& lane) const;
  [[nodiscard]] Draft passage_draft(const Job& job, const Judgement& judgement);
  [[nodiscard]] Draft sighting_draft(const Job& job, const Judgement& judgement);
  [[nodiscard]] Draft note(ledger::Kind kind, const std::string& passage, const std::string& lane,
                           const Actor& actor);

  // gate_keeper_lane.cpp: what is written and what follows
  void process(const std::shared_ptr<Job>& job);
  void committed(const std::shared_ptr<Job>& job, const Judgement& judgement,
                 Result<std::shared_ptr<const Committed>> result);
  void lost(const Job& job, const Error& error);
  void remember(const Job& job, const Judgement& judgement, const Committed& entry);
  void open_or_wait(const std::shared_ptr<Job>& job, const Judgement& judgement);

  // gate_keeper_guard.cpp: a guard's word that is written, or could not be
  void word_lost(const std::string& lane, const std::string& passage);
  void follow_word(const std::string& lane, const std::string& passage, bool admits, Reply reply);

  // gate_keeper_open.cpp: openings, holds and ends
  /// `within`: no pulse later than this. `passage` "" = a lift.
  void command(const std::string& lane, const std::string& passage, DisplayText display,
               Milliseconds within, Reply reply);
  /// The lane's passage if it is this one and has no outcome; nullptr otherwise.
  [[nodiscard]] LanePassage* standing(const std::string& lane, const std::string& passage);
  /// Its opening is on its way and no other vehicle has come meanwhile.
  [[nodiscard]] bool is_wanted(const std::string& lane, const std::string& passage);
  void opened(const std::string& lane, const std::string& passage, const std::string& stage,
              const std::string& path, const Json& detail, Reply reply);
  void not_opened(const std::string& lane, const std::string& passage, const std::string& cause,
                  std::move_only_function<void()> then = nullptr);
  [[nodiscard]] Milliseconds hold_limit(const std::string& lane) const;
  void start_hold(const std::string& lane, Milliseconds limit);
  void stop_hold(LanePassage& passage);
  [[nodiscard]] Draft end_draft(const std::string& lane, const LanePassage& passage,
                                std::string_view outcome, std::string_view cause);
  void end_passage(const std::string& lane, std::string_view outcome, std::string_view cause);
  /// `then`: when it is durable, or lost and that was said.
  void log_quietly(Draft draft, std::string_view what,
                   std::move_only_function<void()> then = nullptr);

  // gate_keeper_recover.cpp
  void resume(const std::string& lane, const ledger::Row& row);
};

/// LED and voice of what happens: nothing for a message that is not about a vehicle standing
/// there now, or that follows another of the same vehicle.
[[nodiscard]] DisplayText display_of(const Judgement& judgement, std::string_view plate);

}  // namespace cleangate::service
