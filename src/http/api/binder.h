#pragma once
// How a route becomes a use case: body to JSON, to the right thread, and back. I/O threads.

#include "http/api/api.h"

namespace cleangate::http {

struct Api::Binder {
  using Write = std::function<void(service::Plant&, const Request&, const Json& body,
                                   const service::Actor&, service::Reply)>;
  using Read = std::function<Result<Json>(service::Plant&, const Request&)>;
  using Query = std::function<Result<Response>(service::Queries&, const Request&)>;

  Parts& parts;
  Router& router;

  /// A change: JSON in, JSON out with `status`, on the plant's executor, with Idempotency-Key.
  /// `reloads`: tokens, keys or device secrets changed with it.
  void write(Route route, int status, Write use_case, bool reloads = false);
  /// From memory state, on the plant's executor.
  void read(Route route, Read read);
  /// From the disk, on the query pool.
  void query(Route route, Query query);

  void bind_plant();
  void bind_passages();
  void bind_log();
  void bind_board(const StaticFiles& board);
  void bind_live();
  void bind_operations();
  void bind_devices();
};

/// `from`, `to`, `cursor`, `limit` of a list. Errors: invalid, naming the parameter.
[[nodiscard]] Result<service::PassageFilter> passage_filter(const Request& request);

}  // namespace cleangate::http
