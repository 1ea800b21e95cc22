#pragma once
// Asks for the stage of vehicles that are held or unknown (自动查询排放阶段), as soon as their
// passage is durable. An answer is an entry: shown with the passage that waits, and what the next
// arrival is decided by. Nothing of the lane waits for it. Plant's executor only.

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "service/plant.h"
#include "service/ports/stage_lookup.h"
#include "service/register_vehicle.h"

namespace cleangate::service {

class VehicleLookUps final : public CommitListener {
 public:
  struct Parts {
    Plant& plant;
    StageLookup& port;
    std::function<LookupSecret()> secret;  ///< as it is kept
  };
  explicit VehicleLookUps(Parts parts) : parts_(std::move(parts)) {}

  /// After memory state has seen the entry. shared: CommitListener's, every listener keeps it.
  void committed(const std::shared_ptr<const Committed>& entry) override;
  /// After a restart: who waits at a lane is asked for again. `rows`: of `passages`.
  void recover(const std::vector<ledger::Row>& rows);
  /// A person asks now, whatever was answered before. → state_of(). Errors: conflict (it is off).
  void ask_now(const VehicleName& name, Reply reply);
  /// Asks with settings that are not kept yet; records nothing. Body {vin?,plate?,colour?}.
  void test(const Json& settings, const std::string& secret, const Json& body, Reply reply);
  /// {state:"none"|"waiting"|"asking"|"failed",tries,error,next_at} of a vehicle.
  [[nodiscard]] Json state_of(const VehicleName& name) const;
  /// {state:"off"|"idle"|"asking"|"failing",waiting,asking,asked,answered,rejected,failed,
  /// last_error,last_answer_at,next_at}
  [[nodiscard]] Json status() const;

 private:
  struct Wanted {
    VehicleName name;
    std::string passage, vehicle_class, direction;
    int tries = 0;
    std::string error;  ///< of the last try
  };
  struct Counts {
    std::uint64_t asked = 0, answered = 0, rejected = 0, failed = 0;
  };
  [[nodiscard]] bool is_on() const;
  [[nodiscard]] bool is_wanted(const VehicleName& name, std::string_view vehicle_class,
                               bool is_held) const;
  [[nodiscard]] bool has_fresh_answer(const VehicleName& name) const;
  void want(Wanted wanted, bool first);
  void consider(const ledger::Row& passage);
  void pump();
  void pump_after(Milliseconds wait);
  /// When the next question may go; zero: now.
  [[nodiscard]] Milliseconds wait_for_turn();
  void ask(const std::string& key);
  void answered(const std::string& key, const StageQuestion& question, Result<StageAnswer> answer);
  void failed(Wanted wanted, const Error& error);
  void give_up(Wanted wanted);
  void record(Wanted wanted, const StageQuestion& question, StageAnswer answer);

  Parts parts_;
  std::map<std::string, Wanted> waiting_, asking_, given_up_;
  std::deque<std::string> line_;        // keys of waiting_, next first
  std::deque<MonotonicTime> asked_at_;  // within a minute
  int failures_ = 0;                    // of the source, in a row
  MonotonicTime not_before_{};
  Executor::TimerId timer_ = 0;
  bool timer_runs_ = false;
  Counts counts_;
  std::string last_error_;
  std::optional<WallTime> last_answer_at_;
};

}  // namespace cleangate::service
