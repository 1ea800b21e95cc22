#pragma once
// How a route becomes a use case: body to JSON, to the right thread, and back. I/O threads.

#include "base/limits.h"
#include "http/api/api.h"
#include "http/api/device_watch.h"
#include "http/api/idempotency.h"
#include "http/api/live_door.h"
#include "http/api/rate_limit.h"
#include "service/operation_log.h"
#include "service/vehicle_imports.h"

namespace cleangate::http {

/// What all routes share besides the parts they were given.
struct Api::Shared {
  explicit Shared(Parts& all)
      : parts(all),
        idempotency(all.plant.ops),
        imports(all.plant, all.sheets, all.queries),
        operations(all.accounts.store(), all.accounts.worker()) {}
  /// Whether a credential is still valid and may do what `asked` asks.
  [[nodiscard]] bool holds(const Principal& principal, Role asked) const;
  /// Ends WebSockets whose credential has ended.
  void recheck();
  /// A WebSocket was opened. False: it was one too many of its principal, and is closed.
  bool enter(const Request& request, Role asked, const std::shared_ptr<LiveClient>& client);
  /// A line in the operation log.
  void record(const Answered& answered);

  Parts& parts;
  Idempotency idempotency;
  RateLimit device_messages{kDeviceMessagesPerSecond, kDeviceMessageBurst};
  RateLimit wrong_secrets{kWrongSecretsPerSecond, kWrongSecretBurst};
  RateLimit sign_ins{kSignInsPerSecond, kSignInBurst};
  DeviceWatch watch;
  service::VehicleImports imports;
  RateLimit declarations{kDeclarationsPerSecond, kDeclarationBurst};
  RateLimit all_declarations{kAllDeclarationsPerSecond, kAllDeclarationBurst};
  RateLimit notices{kNoticesPerSecond, kNoticeBurst};
  service::OperationLog operations;
  LiveDoor door;
};

struct Api::Binder {
  using Write = std::function<void(service::Plant&, const Request&, const Json& body,
                                   const service::Actor&, service::Reply)>;
  using Read = std::function<Result<Json>(service::Plant&, const Request&)>;
  using Query = std::function<Result<Response>(service::Queries&, const Request&)>;

  using Memory = std::function<Result<Json>(service::Plant&, const Request&)>;
  using Join = std::function<Result<Json>(service::Queries&, const Request&, Json memory)>;

  Parts& parts;
  Shared& shared;
  Router& router;

  /// A change: JSON in, JSON out with `status`, on the plant's executor, with Idempotency-Key.
  /// `reloads`: tokens, keys or device secrets changed with it.
  void write(Route route, int status, Write use_case, bool reloads = false);
  /// The handler alone, for a route that looks at the request first.
  [[nodiscard]] Handler writing(int status, Write use_case, bool reloads = false) const;
  /// From memory state, on the plant's executor.
  void read(Route route, Read read);
  /// From the disk, on the query pool.
  void query(Route route, Query query);
  /// The same, on the sheets' worker.
  void query_sheet(Route route, Query query);
  [[nodiscard]] Handler querying(Executor& worker, Query query);
  /// From memory state, on the plant's executor, then with the disk's part, on the query pool.
  void read_and_query(Route route, Memory memory, Join join);

  void bind_plant();
  void bind_vehicles();
  void bind_warnings();
  void bind_rule_packs();
  void bind_executions();
  void bind_plan();
  void bind_rehearsals();
  void bind_access();
  void bind_session();
  void bind_users();
  void bind_account_logs();
  void bind_passages();
  void bind_desk();
  void bind_shifts();
  void bind_evidence();
  void bind_log();
  void bind_pages(const Pages& pages);
  void bind_driver_page(const Pages& pages);
  void bind_public();
  void bind_posters();
  void bind_device_setup();
  void bind_imports();
  void bind_overview();
  void bind_live();
  void bind_operations();
  void bind_devices();
  void bind_lookup();
  void bind_dossiers();
};

/// `from`, `to`, `cursor`, `limit` and the words of a list of passages. Errors: invalid, naming
/// the parameter.
[[nodiscard]] Result<service::PassageFilter> passage_filter(const Request& request);
/// What memory knows of a device's messages. Plant's executor.
struct DeviceKnown;
[[nodiscard]] DeviceKnown known_of(const Api::Parts& parts, const DeviceWatch& watch,
                                   const service::DeviceConfig& device);
/// `limit`, 1–500. Errors: invalid.
[[nodiscard]] Result<std::size_t> page_limit(const Request& request);

/// `cursor`, the `next` of the page before. Errors: invalid.
[[nodiscard]] Result<std::optional<std::uint64_t>> page_cursor(const Request& request);
/// A parameter; nullopt when it is missing or empty.
[[nodiscard]] std::optional<std::string> query_word(const Request& request, std::string_view name);
/// The same, one of `words`: another would find nothing and say nothing. Errors: invalid.
[[nodiscard]] Result<std::optional<std::string>> query_word_of(
    const Request& request, std::string_view name, std::initializer_list<std::string_view> words);
/// `q`, a part of a plate as it is stored. Errors: invalid (signs only).
[[nodiscard]] Result<std::optional<std::string>> plate_part(const Request& request);
/// Content from the store: a browser may show it and nothing in it may run.
[[nodiscard]] Response stored_content(std::string bytes, std::string_view mime);

/// The name in entries and the operation log: a token's label is anybody's choice, so its id
/// stands with it; a user's name is his alone.
[[nodiscard]] std::string actor_name(const Principal& principal);
[[nodiscard]] service::Actor actor_of(const Request& request);

[[nodiscard]] inline std::string named(const Request& request, std::string_view name) {
  return std::string(request.parameter(name));
}
/// {items, next: null}: a list that is always whole.
[[nodiscard]] Json whole_page(Json items);

}  // namespace cleangate::http
