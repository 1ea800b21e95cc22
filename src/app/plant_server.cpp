#include "app/plant_server.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <thread>

#include "app/admin_commands.h"
#include "app/plant_server_parts.h"
#include "app/second_place.h"
#include "base/encoding.h"
#include "base/limits.h"
#include "base/log.h"
#include "domain/ledger/projections/tables.h"
#include "media/system_files.h"
#include "service/configure_lookup.h"
#include "service/last_heard.h"

namespace cleangate::app {
namespace {

constexpr std::chrono::milliseconds kLogWatch{2000};

/// An init that ended half-way left no settings: nothing may be decided or signed for nobody.
/// A database that cannot be read yet (an older schema) is looked at by who opens it.
Result<void> must_have_plant(const DataFolder& folder) {
  namespace table = ledger::settings;
  store::PlantQueries log(folder.database());
  const auto settings = log.rows(table::kTable);
  const auto is_plant = [](const ledger::Row& row) {
    return ledger::text(row[table::kSubject]) == "plant";
  };
  if (!settings || std::ranges::any_of(*settings, is_plant)) return {};
  return fail(ErrorCode::conflict,
              folder.root +
                  ": its log has no plant, `cleangate init` did not come to its end "
                  "there. No vehicle was recorded in it: move the folder away and run "
                  "init again");
}

}  // namespace

Result<void> PlantServer::Parts::open_stores(const DataFolder& folder,
                                             const ServeOptions& options) {
  data = folder;
  client = std::make_unique<net::HttpClient>();
  ops = TRY(store::SqliteOpsStore::open(folder.ops(), false, clock));
  TRY(access.load(*ops));
  account_store = TRY(store::SqliteAccountStore::open(folder.ops(), false));
  media =
      media::PackStore::open({folder.file("media")}, std::make_shared<media::SystemFiles>(), clock);
  store::PlantStoreOptions store_options;
  store_options.path = folder.database();
  const auto key = TRY(read_key(folder));
  const auto verifier = TRY(read_verifier_key(folder, key));
  std::vector<std::string> places{folder.file("logs/checkpoint.txt")};
  if (!options.checkpoint_folder.empty()) {
    // Plants may share the folder.
    places.push_back(options.checkpoint_folder + "/" + to_hex(sha256(verifier.name)).substr(0, 16) +
                     ".checkpoint");
  }
  for (auto& path : places) {
    // Shared: the store keeps a copy of its sinks.
    const auto place = std::make_shared<SecondPlace>(std::move(path), verifier);
    store::PlantQueries before(folder.database());
    TRY(place->check(before));
    store_options.checkpoint_sinks.push_back(
        [place](const std::string& note) { place->put(note); });
  }
  if (!options.checkpoint_webhook.empty()) {
    store_options.checkpoint_sinks.push_back(
        [this, url = options.checkpoint_webhook](const std::string& note) {
          client->send({"POST", url, note, "text/plain; charset=utf-8"}, [](auto) {});
        });
  }
  TRY(must_have_plant(folder));
  log = TRY(store::PlantStore::open(std::move(store_options), clock, random, plant_loop, key));
  pages = std::make_unique<store::PlantQueries>(folder.database());
  return {};
}

Result<void> PlantServer::Parts::make_plant() {
  comet = std::make_unique<device::CometQueue>(
      plant_loop, [this] { return plant->state.kill_switch() == false; });
  barrier = std::make_unique<device::BarrierDriver>(device::BarrierDriver::Ports{
      *client, *comet, device_table,
      [this](const std::string& device) { return access.secrets_of(device); }});
  plant = std::make_unique<service::Plant>(service::Plant{log->plant_id(),
                                                          clock,
                                                          random,
                                                          plant_loop,
                                                          *log,
                                                          *media,
                                                          *pages,
                                                          *ops,
                                                          worker,
                                                          *barrier,
                                                          hub,
                                                          {}});
  accounts = std::make_unique<service::Accounts>(
      service::Accounts::Parts{*plant, *account_store, hasher, people});
  TRY(accounts->load());
  // Guessed passwords keep a core busy; the lanes come first (Linux: nice is a thread's).
  people.post([] { (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10); });
  bridge = std::make_unique<CommitBridge>(*plant, device_table, hub);
  log->add_listener(*bridge);
  gate_keeper = std::make_unique<service::GateKeeper>(*plant);
  lookup = std::make_unique<lookup::HttpLookup>(*client);
  look_ups = std::make_unique<service::VehicleLookUps>(
      service::VehicleLookUps::Parts{*plant, *lookup, [this] { return lookup_secret(); }});
  log->add_listener(*look_ups);  // behind the bridge: memory state has seen the entry
  sink = std::make_unique<device::KeeperSink<service::GateKeeper>>(*gate_keeper);
  events = std::make_unique<device::EventRecorder>(plant_loop, *log, *media, random);
  quarantine = std::make_unique<device::QuarantineWriter>(*ops, worker);
  push = std::make_unique<device::PushDriver>(
      device::PushDriver::Ports{*sink, plant_loop, clock, *events, *quarantine, *comet, health,
                                device_table, TRY(ops->message_key(random))});
  // Memory state and holds as they stood, before the first message.
  std::promise<Result<void>> loaded;
  plant_loop.post([&] {
    auto result = bridge->load();
    if (result) result = recall_devices();
    if (!result) return loaded.set_value(std::move(result));
    gate_keeper->recover([&](Result<Json> recovered) {
      if (!recovered) return loaded.set_value(std::unexpected(recovered.error()));
      loaded.set_value(ask_for_waiting());
    });
    bridge->watch_time();
    watch_log();
  });
  return loaded.get_future().get();
}

/// A restart is no reason to call a camera never heard. Plant's executor, before any message.
Result<void> PlantServer::Parts::recall_devices() {
  for (const auto& [id, device] : plant->state.devices()) {
    if (const auto at = TRY(service::last_heard(*pages, device))) health.recall(id, *at);
  }
  return {};
}

Result<void> PlantServer::Parts::make_api(const ServeOptions& options) {
  http::Api::Parts parts{*plant,
                         *gate_keeper,
                         *push,
                         queries,
                         sheets,
                         access,
                         hub,
                         *accounts,
                         options.web_root,
                         [this] { return ready(); },
                         [this](const std::string& id) { return device_state(id); },
                         [this] { return metrics(); },
                         [this](const std::string& peer) { return takes_bare_push(peer); },
                         !options.device_listen.empty(),
                         [this] { return push_base; },
                         [this] { return upkeep(); },
                         client.get(),
                         lookup.get(),
                         look_ups.get()};
  api = TRY(http::Api::make(std::move(parts)));
  return {};
}

service::LookupSecret PlantServer::Parts::lookup_secret() const {
  const auto kept = access.secrets_of(service::kLookupSecret);
  return kept ? service::LookupSecret{kept->username, kept->password} : service::LookupSecret{};
}

/// A question that a restart cut off is asked again.
Result<void> PlantServer::Parts::ask_for_waiting() {
  service::PassageFilter waiting;
  waiting.hold = "open";
  waiting.limit = kMaxPage;
  look_ups->recover(TRY(plant->queries.passages(waiting)));
  return {};
}

bool PlantServer::Parts::takes_bare_push(const std::string& peer) const {
  return std::ranges::any_of(device_table.of_kind("dahua-itsapi"), [&](const auto& device) {
    const auto network = device->json["network"].text();
    return network && http::is_in_network(peer, *network);
  });
}

Result<void> PlantServer::Parts::listen(const DataFolder& folder, const ServeOptions& options) {
  server = std::make_unique<http::Server>(clock);
  http::Listener main{"api",
                      TRY(http::parse_address(options.listen)),
                      {},
                      [this](http::Request request, http::Respond respond) {
                        api->router().handle(std::move(request), std::move(respond));
                      }};
  main.body_limit = [this](const http::Request& request) { return api->body_limit(request); };
  if (!options.device_listen.empty()) main.max_connections = kMaxConnectionsPerListener;
  const bool open_network = !http::is_loopback(main.address.host);
  if (!options.tls_certificate.empty()) {
    main.tls = http::TlsFiles{options.tls_certificate, options.tls_key};
  } else if (open_network && !options.allow_plain_http) {
    main.tls = http::TlsFiles{folder.file("keys/tls.crt"), folder.file("keys/tls.key")};
  } else if (open_network) {
    log_event(LogLevel::warning, "listen_is_plain_http",
              {{"address", options.listen},
               {"advice",
                "passwords and tokens go over the network as they are; leave out "
                "--allow-plain-http"}});
  }
  const auto host = http::is_every_address(main.address.host) ? "127.0.0.1" : main.address.host;
  const std::string scheme = main.tls ? "https://" : "http://";
  const auto devices_reach = [](const http::Address& address, bool tls, std::uint16_t bound) {
    return Json::object({{"scheme", tls ? "https" : "http"},
                         {"host", http::is_every_address(address.host) ? "" : address.host},
                         {"port", static_cast<int>(bound)}});
  };
  const bool has_tls = main.tls.has_value();
  const http::Address main_address = main.address;
  port = device_port = TRY(server->listen(std::move(main)));
  push_base = devices_reach(main_address, has_tls, port);
  base_url = scheme + (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" +
             std::to_string(port);
  if (!options.device_listen.empty()) {
    http::Listener devices{"device",
                           TRY(http::parse_address(options.device_listen)),
                           {},
                           [this](http::Request request, http::Respond respond) {
                             api->device_router().handle(std::move(request), std::move(respond));
                           }};
    if (!http::is_private(devices.address.host) && !http::is_every_address(devices.address.host)) {
      return fail(ErrorCode::invalid,
                  "--device-listen is plain HTTP: give an address of the plant's own network");
    }
    devices.body_limit = [this](const http::Request& request) { return api->body_limit(request); };
    devices.refuse_public_peers = true;
    const http::Address address = devices.address;
    device_port = TRY(server->listen(std::move(devices)));
    push_base = devices_reach(address, false, device_port);
  }
  if (!options.public_listen.empty()) TRY(listen_to_drivers(options));
  server->start();
  return {};
}

void PlantServer::Parts::watch_log() {
  log_watch.look(health_of(log->status()));
  plant_loop.post_after(kLogWatch, [this] { watch_log(); });
}

Result<void> PlantServer::Parts::listen_to_drivers(const ServeOptions& options) {
  http::Listener drivers{"public",
                         TRY(http::parse_address(options.public_listen)),
                         {},
                         [this](http::Request request, http::Respond respond) {
                           api->public_router().handle(std::move(request), std::move(respond));
                         }};
  drivers.body_limit = [](const http::Request&) { return kMaxPublicBodyBytes; };
  if (!options.tls_certificate.empty()) {
    drivers.tls = http::TlsFiles{options.tls_certificate, options.tls_key};
  } else {
    log_event(LogLevel::warning, "public_listen_is_plain_http",
              {{"address", options.public_listen}, {"advice", "give --tls-cert and --tls-key"}});
  }
  public_port = TRY(server->listen(std::move(drivers)));
  return {};
}

Result<std::unique_ptr<PlantServer>> PlantServer::start(const DataFolder& folder,
                                                        const ServeOptions& options) {
  auto parts = std::make_unique<Parts>(TRY(FolderLock::take(folder)));
  TRY(parts->open_stores(folder, options));
  TRY(parts->make_plant());
  TRY(parts->make_api(options));
  TRY(parts->listen(folder, options));
  return std::unique_ptr<PlantServer>(new PlantServer(std::move(parts)));
}

PlantServer::PlantServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PlantServer::~PlantServer() {
  stop();
}

void PlantServer::stop() {
  auto& parts = *parts_;
  if (parts.comet) parts.comet->stop();  // else the server waits for polls that are held
  if (parts.server) parts.server->stop();
  parts.sheets.stop();
  parts.queries.stop();
  parts.people.stop();
  if (parts.log) parts.log->stop();  // its last checkpoint goes to the webhook
  parts.plant_loop.stop();           // what is still decided may open a barrier
  parts.client.reset();
  parts.worker.stop();
}

std::uint16_t PlantServer::port() const {
  return parts_->port;
}
std::uint16_t PlantServer::public_port() const {
  return parts_->public_port;
}
std::uint16_t PlantServer::device_port() const {
  return parts_->device_port;
}

Result<Json> PlantServer::run_command(const Json& command) {
  auto& parts = *parts_;
  // Shared: the answer may come after this call has given up.
  auto promise = std::make_shared<std::promise<Result<Json>>>();
  auto answer = promise->get_future();
  parts.plant_loop.post([&parts, command, promise] {
    AdminCommands{*parts.plant, *parts.accounts, parts.base_url}.run(
        command, [promise](Result<Json> result) { promise->set_value(std::move(result)); });
  });
  if (answer.wait_for(std::chrono::seconds(30)) != std::future_status::ready) {
    return fail(ErrorCode::timeout, "the plant did not answer within 30 s");
  }
  auto result = answer.get();
  if (result) TRY(parts.access.load(*parts.ops));
  return result;
}

}  // namespace cleangate::app
