#pragma once
// The API of the contract: routes bound to use cases and page queries. Built once, then used by
// the server's I/O threads; decisions go to the plant's executor, queries to the pool.

#include <filesystem>
#include <memory>

#include "http/api/access_table.h"
#include "http/api/live_hub.h"
#include "http/router.h"
#include "service/gate_keeper.h"
#include "service/look_up_vehicle.h"
#include "service/manage_accounts.h"
#include "service/plant.h"
#include "service/ports/device_push.h"
#include "service/ports/http_client.h"

namespace cleangate::http {

struct Pages;

class Api {
 public:
  struct Parts {
    service::Plant& plant;
    service::GateKeeper& gate_keeper;
    service::DevicePush& devices;
    Executor& queries;  ///< page queries block here
    Executor& sheets;   ///< imports and exports block here for seconds, one at a time
    AccessTable& access;
    LiveHub& hub;
    service::Accounts& accounts;
    std::filesystem::path web_root;  ///< the built bundles, see Pages::load
    std::function<Json()> health;    ///< store, media, … for /readyz; any thread
    std::function<Json(const std::string&)> device_state;  ///< last message, offset; any thread
    std::function<std::string()> metrics;                  ///< text exposition; any thread
    /// Whether some ITSAPI device's source network holds this address; any thread.
    std::function<bool(const std::string& peer)> takes_bare_push;
    bool has_device_listener = false;  ///< then /device/* stands there only
    /// {scheme,host,port} where devices push to; host "" = as people reach this server.
    std::function<Json()> push_address = {};
    /// {disk:{…}|null,last_backup:time|null} for the overview; query pool.
    std::function<Json()> upkeep = {};
    service::HttpClient* client = nullptr;        ///< to ask devices; null: they cannot be asked
    service::StageLookup* lookup = nullptr;       ///< null: stages are not looked up
    service::VehicleLookUps* look_ups = nullptr;  ///< plant's executor
  };
  struct Binder;
  struct Shared;
  /// Errors: a page's bundle cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<Api>> make(Parts parts);
  ~Api();

  [[nodiscard]] const Router& router() const { return router_; }
  [[nodiscard]] const Router& device_router() const { return device_router_; }
  /// The QR's page and its two routes, nothing else.
  [[nodiscard]] const Router& public_router() const { return public_router_; }
  /// By what the head shows: 16 MiB for a device with its secret or network, 1 MiB for whoever has
  /// a credential, little for a stranger, so that nobody can take the cameras' room. Any thread.
  [[nodiscard]] std::size_t body_limit(const Request& request) const;

 private:
  Api(Parts parts, std::unique_ptr<Pages> pages);
  /// By bearer token, board key or session cookie.
  [[nodiscard]] std::optional<Principal> authenticate(const Request& request) const;
  /// Every minute: sessions that are over end, screens that are open count as use.
  void watch_sessions();

  Parts parts_;
  std::unique_ptr<Shared> shared_;
  std::unique_ptr<Pages> pages_;
  Router router_;
  Router device_router_;
  Router public_router_;
  Executor::TimerId minute_ = 0;  ///< plant's executor only
};

}  // namespace cleangate::http
