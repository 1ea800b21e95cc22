#pragma once
// A seeded day before the gates of a VirtualPlant: cameras with bad networks, barriers, a guard, a
// kill switch and a warning; deaths of the process and what the cameras do then. One thread. Notes
// what was seen from outside; day_checks.h judges it.

#include <deque>
#include <functional>
#include <map>
#include <set>

#include "domain/gate/sighting.h"
#include "sim/camera_messages.h"
#include "sim/scenario.h"
#include "store/sqlite/fault_vfs.h"
#include "tests/virtual_plant.h"

namespace cleangate::tests {

struct DayPlan {
  std::uint64_t seed = 1;
  sim::DayOptions options;
  Milliseconds from{}, to{std::chrono::hours{24}};  ///< of the day: what is sent in between
  bool with_orders = false;  ///< a warning from noon on, the kill switch for ten minutes at three
  bool calm = false;         ///< nobody hangs up, nothing is sent twice
};

/// One time that a camera sent a message, and what came of it.
struct Delivery {
  std::size_t event = 0;  ///< of the scenario
  std::string key;        ///< the vendor key
  WallTime received;
  bool judged = false;  ///< this process did not know the key: clock and rules were asked
  bool first = false;   ///< nobody ever sent this key before
  bool fresh = false;   ///< as the blueprint says, reckoned here
  bool hung_up = false;
  bool lost = false;  ///< the process died over it
  std::optional<WallTime> replied;
  bool opened = false;  ///< the reply opened
};
/// A command of the driver, and how often the barrier was told.
struct Command {
  WallTime at;
  std::string device, plate;
  bool by_guard = false;
  int pulses = 0;
};
/// A time during which something may hold (from asked to answered) or surely holds.
struct Span {
  WallTime asked = WallTime::max(), begun = WallTime::max(), ending = WallTime::max(),
           ended = WallTime::max();
  [[nodiscard]] bool surely(WallTime at) const { return at >= begun && at < ending; }
  [[nodiscard]] bool perhaps(WallTime at) const { return at >= asked && at <= ended; }
};
struct Seen {
  std::deque<Delivery> deliveries;  ///< addresses stay
  std::deque<Command> commands;
  std::map<std::string, int> admitted;  ///< by device: times a guard said so
  Span kill_switch, warning;
  int deaths = 0;
};

class VirtualDay final : Outside {
 public:
  /// `vfs`: the disk, or nullptr for the system's files.
  VirtualDay(DayPlan plan, std::string database, store::FaultVfs* vfs);

  /// Makes the plant: lanes, cameras, vehicles. Errors: the store's.
  Result<void> set_up();
  /// Instead of set_up(): the disk holds this very plan's plant.
  Result<void> take_over() { return start(false); }
  [[nodiscard]] WallTime time_of(Milliseconds of_day) const { return midnight_ + of_day; }
  /// Before run(): happens then.
  void at_time(Milliseconds of_day, std::function<void()> act) {
    at(time_of(of_day), std::move(act));
  }
  /// The day, to its end, and a quarter of an hour for what still waits.
  void run();
  /// Before run(): the process dies after so many steps, or when power fails, whichever is first.
  void die_after(std::uint64_t steps) { dies_at_ = steps_ + steps; }
  /// Asked before each restart: after how many steps to die again; 0 = not by a kill.
  std::function<std::uint64_t()> next_death;
  /// Called while no process runs.
  std::function<void()> on_death;
  /// No restart was possible: why. Empty = none failed.
  [[nodiscard]] const std::string& failure() const { return failure_; }
  /// Ends the process as SIGTERM does.
  void stop();

  [[nodiscard]] const sim::Scenario& day() const { return day_; }
  [[nodiscard]] const Seen& seen() const { return seen_; }
  [[nodiscard]] const VirtualPlant::Disk& disk() const { return disk_; }

 private:
  struct Lane {
    std::map<std::string, int> held;  ///< passages a guard was asked about
    std::deque<Milliseconds> offsets;
    bool polling = false;
    WallTime poll_until;
  };

  void commanded(const service::OpenCommand& command) override;
  void request(const service::OutgoingRequest& request, service::HttpClient::Done done) override;
  void held(const std::string& passage, const std::string& lane) override;
  Milliseconds commit_takes() override;

  void at(WallTime when, std::function<void()> act);
  void after(Milliseconds delay, std::function<void()> act) { at(now_ + delay, std::move(act)); }
  [[nodiscard]] Milliseconds between(int least, int most);
  [[nodiscard]] bool one_in(std::uint64_t bound) { return dice_.below(bound) == 0; }

  Result<void> start(bool create);
  void restart();
  void die();
  void come_back();
  bool live_until(WallTime until);
  void order_day();
  void send(std::size_t event);
  void send_again(std::size_t event);
  void judge(Delivery& delivery, const service::DeviceMessage& message);
  void replied(Delivery& delivery, const service::DeviceReply& reply,
               std::move_only_function<void(bool)> written);
  void poll(std::size_t lane);
  void resolve(const std::string& passage, std::size_t lane);
  void order(std::move_only_function<void(service::Plant&, service::Reply)> use_case);
  [[nodiscard]] service::DeviceMessage message_of(std::size_t lane, sim::CameraMessage message);
  [[nodiscard]] std::size_t lane_of(std::string_view id) const;

  const DayPlan plan_;
  const VirtualPlant::Disk disk_;
  store::FaultVfs* const vfs_;
  const sim::Scenario day_;
  const WallTime midnight_;
  SeededRandom dice_;
  WallTime now_;
  std::multimap<WallTime, std::function<void()>> agenda_;
  std::unique_ptr<VirtualPlant> plant_;
  std::vector<Lane> lanes_;
  std::set<std::string> keys_known_, keys_sent_;
  std::vector<std::size_t> unanswered_;  ///< events to send again once the plant is back
  std::uint64_t steps_ = 0, dies_at_ = 0;
  Seen seen_;
  std::string failure_;
};

[[nodiscard]] std::string camera_of(const sim::LaneSpec& lane);

}  // namespace cleangate::tests
