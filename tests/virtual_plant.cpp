// Committed entries are shared by all who hear of them.
#include "tests/virtual_plant.h"

#include "app/commit_bridge.h"
#include "device/driver/barrier_driver.h"
#include "device/driver/push_driver.h"
#include "domain/ledger/projections/tables.h"
#include "store/memory/memory_ops_store.h"
#include "store/sqlite/plant_queries.h"
#include "store/sqlite/plant_store.h"

namespace cleangate::tests {
namespace {

using service::OpenCommand;

/// Photos are durable at once: the disk that fails here is the ledger's.
class Photos final : public service::MediaStore {
 public:
  void store(std::shared_ptr<const std::vector<service::PhotoBytes>> photos, Executor& answer_on,
             Done done) override {
    answer_on.post([count = photos->size(), done = std::move(done)]() mutable {
      done(std::vector<service::MediaLocation>(count));
    });
  }
  Result<std::string> read(const service::MediaLocation&, const Hash&) override {
    return fail(ErrorCode::not_found, "photos are not kept here");
  }
};

class Http final : public service::HttpClient {
 public:
  explicit Http(Outside& outside) : outside_(outside) {}
  void send(service::OutgoingRequest request, Done done) override {
    outside_.request(request, std::move(done));
  }

 private:
  Outside& outside_;
};

/// The real driver, watched.
class WatchedBarrier final : public service::Barrier {
 public:
  WatchedBarrier(device::BarrierDriver::Ports ports, Outside& outside)
      : driver_(std::move(ports)), outside_(outside) {}
  void open(OpenCommand command, Executor& answer_on, Done done) override {
    outside_.commanded(command);
    driver_.open(std::move(command), answer_on, std::move(done));
  }
  void show(const std::string& device, service::DisplayText text) override {
    driver_.show(device, std::move(text));
  }

 private:
  device::BarrierDriver driver_;
  Outside& outside_;
};

/// The guard's screen.
class GuardScreen final : public service::CommitListener {
 public:
  explicit GuardScreen(Outside& outside) : outside_(outside) {}
  void committed(const std::shared_ptr<const service::Committed>& entry) override {
    namespace passages = ledger::passages;
    for (const auto& change : entry->changes) {
      if (change.table != passages::kTable) continue;
      if (ledger::text(change.row[passages::kHoldState]) != "open") continue;
      outside_.held(std::string(ledger::text(change.row[passages::kId])),
                    std::string(ledger::text(change.row[passages::kLane])));
    }
  }

 private:
  Outside& outside_;
};

}  // namespace

SigningKey virtual_key() {
  return SigningKey::from_seed(std::string(32, 'v')).value();
}

struct VirtualPlant::Parts {
  Parts(const Disk& where, WallTime now, std::uint64_t seed, Outside& around)
      : disk(where), outside(around), loop(now), random(seed) {}

  Result<void> open(bool create);
  void look_at_writer();

  const Disk disk;
  Outside& outside;
  VirtualLoop loop;
  SeededRandom random;
  http::LiveHub hub;
  device::DeviceTable devices;
  device::DeviceHealth health;
  Photos photos;
  Http http{outside};
  GuardScreen screen{outside};
  store::MemoryOpsStore ops{loop};
  store::PlantQueries pages{disk.database, disk.vfs};
  std::unique_ptr<store::PlantStore> log;
  device::CometQueue comet{loop, [this] { return plant->state.kill_switch() == false; }};
  WatchedBarrier barrier{{http, comet, devices,
                          [](const std::string& device) {
                            return service::DeviceSecrets{device, {}, "admin", "simulated-1"};
                          }},
                         outside};
  std::unique_ptr<service::Plant> plant;
  std::unique_ptr<app::CommitBridge> bridge;
  std::unique_ptr<service::GateKeeper> keeper;
  std::unique_ptr<device::KeeperSink<service::GateKeeper>> sink;
  std::unique_ptr<device::EventRecorder> events;
  device::QuarantineWriter quarantine{ops, loop};
  std::unique_ptr<device::PushDriver> driver;
  bool writing = false;
  std::optional<MonotonicTime> upkeep_at;
};

Result<void> VirtualPlant::Parts::open(bool create) {
  store::PlantStoreOptions options;
  options.path = disk.database;
  options.vfs = disk.vfs;
  options.plant_id = std::string(kVirtualPlant);
  options.create = create;
  options.threading = store::PlantStoreOptions::Threading::manual;
  options.reserve_bytes = 0;  // it stands in a real folder
  log = TRY(store::PlantStore::open(std::move(options), loop, random, loop, virtual_key()));
  plant = std::make_unique<service::Plant>(service::Plant{
      log->plant_id(), loop, random, loop, *log, photos, pages, ops, loop, barrier, hub, {}});
  bridge = std::make_unique<app::CommitBridge>(*plant, devices, hub);
  log->add_listener(*bridge);
  log->add_listener(screen);
  keeper = std::make_unique<service::GateKeeper>(*plant);
  sink = std::make_unique<device::KeeperSink<service::GateKeeper>>(*keeper);
  events = std::make_unique<device::EventRecorder>(loop, *log, photos, random);
  driver = std::make_unique<device::PushDriver>(device::PushDriver::Ports{
      *sink, loop, loop, *events, quarantine, comet, health, devices, std::string(kMessageKey)});
  TRY(bridge->load());
  std::optional<Result<Json>> recovered;
  keeper->recover([&](Result<Json> result) { recovered = std::move(result); });
  while (!recovered) {
    look_at_writer();
    if (!loop.step()) return fail(ErrorCode::internal, "recover does not answer");
  }
  if (!*recovered) return std::unexpected(recovered->error());
  return {};
}

/// The writer's thread as timers: a commit ends some time after something waits for it, and its
/// housekeeping falls due by itself.
void VirtualPlant::Parts::look_at_writer() {
  if (!writing && log->status().queued > 0) {
    writing = true;
    loop.post_after(outside.commit_takes(), [this] {
      writing = false;
      log->run_pending();
    });
  }
  const auto due = log->next_due();
  if (due == MonotonicTime::max() || (upkeep_at && *upkeep_at <= due)) return;
  upkeep_at = due;
  const auto wait = std::chrono::ceil<Milliseconds>(due - loop.monotonic());
  loop.post_after(std::max(wait, Milliseconds{0}), [this] {
    upkeep_at.reset();
    log->run_pending();
  });
}

Result<std::unique_ptr<VirtualPlant>> VirtualPlant::start(const Disk& disk, bool create,
                                                          WallTime now, std::uint64_t seed,
                                                          Outside& outside) {
  auto parts = std::make_unique<Parts>(disk, now, seed, outside);
  TRY(parts->open(create));
  return std::unique_ptr<VirtualPlant>(new VirtualPlant(std::move(parts)));
}

VirtualPlant::VirtualPlant(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
VirtualPlant::~VirtualPlant() = default;

void VirtualPlant::push(service::DeviceMessage message, service::DevicePush::Respond respond) {
  parts_->driver->push(std::move(message), std::move(respond));
}
service::GateKeeper& VirtualPlant::keeper() {
  return *parts_->keeper;
}
service::Plant& VirtualPlant::plant() {
  return *parts_->plant;
}
void VirtualPlant::watch(const std::shared_ptr<http::LiveClient>& board) {
  (void)parts_->hub.join_board(board, Json::object());
  parts_->bridge->watch_time();
}
VirtualLoop& VirtualPlant::loop() {
  return parts_->loop;
}

bool VirtualPlant::step(MonotonicTime until) {
  parts_->look_at_writer();
  const auto due = parts_->loop.next_due();
  return due && *due <= until && parts_->loop.step();
}

void VirtualPlant::advance_to(MonotonicTime until) {
  while (step(until)) {
  }
  parts_->loop.advance(std::chrono::ceil<Milliseconds>(until - parts_->loop.monotonic()));
}

}  // namespace cleangate::tests
