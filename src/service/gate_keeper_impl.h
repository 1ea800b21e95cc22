#pragma once
// The inside of GateKeeper: lanes, their queues and message keys. Plant's executor only.
// Jobs and keys are shared: the photo store, the log and the reply each hold them for a while.

#include <atomic>
#include <deque>
#include <list>
#include <unordered_map>

#include "domain/gate/freshness.h"
#include "domain/gate/merge.h"
#include "service/gate_keeper.h"

namespace cleangate::service {

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

/// What a driver sees who must wait; `first`: the plate or what stands for it.
[[nodiscard]] DisplayText ask_the_guard(const std::string& first);

/// One vendor key: who delivers it first, who waits for the outcome.
struct MessageKey {
  enum class Phase : std::uint8_t { deciding, opening, forsaken, done };
  struct Waiter {
    std::function<bool()> is_closed;
    GateKeeper::Answer answer;
  };
  Phase phase = Phase::deciding;
  std::string id;
  std::string lane, passage;
  MonotonicTime received;
  DisplayText display;
  bool recorded = false;      ///< durable, by this message or before the restart
  GateKeeper::Answer answer;  ///< of the first delivery, until it is used
  std::vector<Waiter> waiters;

  /// Nothing opened, whatever was decided: no green text for a closed barrier.
  void show_wait() { display = ask_the_guard(display.lines.empty() ? "" : display.lines.front()); }
};

/// The lane's newest passage.
struct LanePassage {
  std::string id;
  std::uint64_t index = 0;
  gate::Read read;
  std::string plate;
  std::string device;  ///< whose camera saw it: it opens, too
  rules::Verdict verdict = rules::Verdict::hold;
  bool denied = false;
  bool opened = false;   ///< a command is out or was given
  bool holds = false;    ///< waits for a guard
  bool settled = false;  ///< has an outcome
  std::size_t reads = 1;
  Executor::TimerId timer = 0;
  MonotonicTime hold_ends;
};

struct LaneRun {
  std::deque<std::shared_ptr<Job>> queue;
  bool busy = false;
  std::optional<LanePassage> passage;
  std::deque<std::string> turned_back;  ///< the newest that the camera saw; bounded
};

/// What was found out about a message before it is written.
struct Judgement {
  gate::Same same = gate::Same::no;
  rules::Direction direction = rules::Direction::in;
  rules::Situation situation;
  rules::Decision decision;
  bool fresh = false;
  bool known = false;  ///< before this message: its own passage must not count
  bool opens = false;
  bool waits = false;     ///< the lane will wait for a guard
  bool replaces = false;  ///< a correction whose plate counts from now on
  WallTime at;
  Json candidates;
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
  void repeat(MessageKey& key, Options options, Answer answer);
  void pump(const std::string& lane);
  void release(const std::string& lane);
  void close_key(MessageKey& key);
  void hand_over(const std::shared_ptr<MessageKey>& key, Options options, Answer answer);
  void replied(const std::shared_ptr<MessageKey>& key, bool written);

  // gate_keeper_judge.cpp: what it means
  [[nodiscard]] Judgement judge(const Job& job);
  [[nodiscard]] gate::Lane lane_state(const std::string& lane) const;
  [[nodiscard]] Draft passage_draft(const Job& job, const Judgement& judgement);
  [[nodiscard]] Draft sighting_draft(const Job& job, const Judgement& judgement);
  [[nodiscard]] Draft note(ledger::Kind kind, const std::string& passage, const std::string& lane,
                           const Actor& actor);

  // gate_keeper_lane.cpp: what follows
  void process(const std::shared_ptr<Job>& job);
  void committed(const std::shared_ptr<Job>& job, const Judgement& judgement,
                 Result<std::shared_ptr<const Committed>> result);
  void lost(const Job& job, const Error& error);
  void remember(const Job& job, const Judgement& judgement, const Committed& entry);
  void open_or_wait(const std::shared_ptr<Job>& job, const Judgement& judgement);
  void command(const std::string& lane, const std::string& passage, DisplayText display,
               Reply reply);
  void opened(const std::string& lane, const std::string& passage, const std::string& stage,
              const std::string& path, const Json& detail, Reply reply);
  void not_opened(const std::string& lane, const std::string& passage, const std::string& cause,
                  std::move_only_function<void()> then = nullptr);
  void start_hold(const std::string& lane, Milliseconds limit);
  void stop_hold(LanePassage& passage);
  void end_passage(const std::string& lane, std::string_view outcome, std::string_view cause);
  /// `then`: when it is durable, or lost and that was said.
  void log_quietly(Draft draft, std::string_view what,
                   std::move_only_function<void()> then = nullptr);

  // gate_keeper_recover.cpp
  void resume(const std::string& lane, const ledger::Row& row);
};

/// LED and voice of a decision.
[[nodiscard]] DisplayText display_of(const rules::Decision& decision, rules::Direction direction,
                                     std::string_view plate);

}  // namespace cleangate::service
