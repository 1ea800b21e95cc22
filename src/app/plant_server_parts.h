#pragma once
// What a running plant is made of, in the order in which it may be torn down from below. For
// plant_server*.cpp alone; each member keeps its own rules of threads.

#include <optional>

#include "app/commit_bridge.h"
#include "app/plant_server.h"
#include "app/query_pool.h"
#include "device/driver/barrier_driver.h"
#include "device/driver/push_driver.h"
#include "http/api/api.h"
#include "http/server.h"
#include "lookup/http_lookup.h"
#include "media/pack_store.h"
#include "net/http_client.h"
#include "service/argon2id_hasher.h"
#include "service/configure_lookup.h"
#include "service/look_up_vehicle.h"
#include "service/manage_accounts.h"
#include "service/watch_log.h"
#include "store/sqlite/account_store.h"
#include "store/sqlite/ops_store.h"
#include "store/sqlite/plant_queries.h"
#include "store/sqlite/plant_store.h"

namespace cleangate::app {

[[nodiscard]] inline service::LogHealth health_of(const store::PlantStoreStatus& status) {
  return {status.reserve_whole, status.problem};
}

struct PlantServer::Parts {
  explicit Parts(FolderLock held) : lock(std::move(held)) {}

  FolderLock lock;
  SystemClock clock;
  SystemRandom random;
  RunLoop plant_loop{"plant"};
  RunLoop worker{"worker"};
  RunLoop people{"people"};
  RunLoop sheets{"sheets"};
  QueryPool queries;
  http::AccessTable access;
  http::LiveHub hub;
  service::LogWatch log_watch{hub};
  device::DeviceTable device_table;
  device::DeviceHealth health;
  std::unique_ptr<net::HttpClient> client;
  std::unique_ptr<store::SqliteOpsStore> ops;
  std::unique_ptr<store::SqliteAccountStore> account_store;
  service::Argon2idHasher hasher{random};
  std::unique_ptr<media::PackStore> media;
  std::unique_ptr<store::PlantStore> log;
  std::unique_ptr<store::PlantQueries> pages;
  std::unique_ptr<device::CometQueue> comet;
  std::unique_ptr<device::BarrierDriver> barrier;
  std::unique_ptr<service::Plant> plant;
  std::unique_ptr<service::Accounts> accounts;
  std::unique_ptr<CommitBridge> bridge;
  std::unique_ptr<service::GateKeeper> gate_keeper;
  std::unique_ptr<lookup::HttpLookup> lookup;
  std::unique_ptr<service::VehicleLookUps> look_ups;
  std::unique_ptr<device::KeeperSink<service::GateKeeper>> sink;
  std::unique_ptr<device::EventRecorder> events;
  std::unique_ptr<device::QuarantineWriter> quarantine;
  std::unique_ptr<device::PushDriver> push;
  std::unique_ptr<http::Api> api;
  std::unique_ptr<http::Server> server;
  std::uint16_t port = 0, device_port = 0, public_port = 0;
  Json push_base;        ///< {scheme,host,port} for devices; set before start
  std::string base_url;  ///< where a browser on this machine finds the console

  Result<void> open_stores(const DataFolder& folder, const ServeOptions& options);
  Result<void> make_plant();
  Result<void> make_api(const ServeOptions& options);
  std::optional<DataFolder> data;  ///< set before start
  Result<void> listen(const DataFolder& folder, const ServeOptions& options);
  void watch_log();
  Result<void> recall_devices();
  [[nodiscard]] service::LookupSecret lookup_secret() const;
  Result<void> ask_for_waiting();
  [[nodiscard]] bool takes_bare_push(const std::string& peer) const;
  Result<void> listen_to_drivers(const ServeOptions& options);
  [[nodiscard]] Json ready() const;
  [[nodiscard]] Json upkeep() const;
  [[nodiscard]] std::string metrics() const;
  [[nodiscard]] Json device_state(const std::string& id) const;
};

}  // namespace cleangate::app
