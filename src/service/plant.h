#pragma once
// What every use case is given: the ports, and the plant's memory state. All state below is
// touched on the plant's executor only, and changes only from committed entries.

#include <functional>
#include <string>

#include "base/executor.h"
#include "base/json.h"
#include "base/random.h"
#include "base/time.h"
#include "service/plant_state.h"
#include "service/ports/barrier.h"
#include "service/ports/live_feed.h"
#include "service/ports/log.h"
#include "service/ports/media_store.h"
#include "service/ports/ops_store.h"
#include "service/ports/queries.h"

namespace cleangate::service {

/// Who asks. `name` is written into entries, `role` was checked by the caller.
struct Actor {
  std::string name;  ///< user name, token label with its id, or "system"
  std::string role;  ///< viewer | guard | manager | admin | system
};

/// Called once, on the plant's executor.
using Reply = std::move_only_function<void(Result<Json>)>;

/// Lives as long as the server. Use cases are free functions `void name(Plant&, …, Reply)` that
/// must be called on `executor`; they validate, draft an entry, append, and answer once durable:
/// configure_plant.h, register_vehicle.h, preview_decision.h, issue_warning.h, manage_access.h,
/// gate_keeper.h; what is shown: show_passage.h, show_board.h. http/api binds routes to them.
struct Plant {
  std::string id;  ///< UUIDv7 text
  Clock& clock;
  Random& random;
  Executor& executor;
  Log& log;
  MediaStore& media;
  Queries& queries;
  OpsStore& ops;
  Executor& ops_thread;  ///< one thread for what is written to `ops`, in order
  Barrier& barrier;
  LiveFeed& live;
  PlantState state;

  /// The time of decisions: the log's, which never goes back. A wall clock that was turned back
  /// must not suspend what is in force (law.md, "Time").
  [[nodiscard]] WallTime now() const { return std::max(clock.wall(), state.last_logged()); }
};

}  // namespace cleangate::service
