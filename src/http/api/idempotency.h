#pragma once
// Idempotency-Key: the same write twice is done once and answered alike. Replies are kept in ops.db
// for 24 h, secrets taken out. Thread-safe; claim() and finish() touch a disk: query pool only.

#include <mutex>
#include <set>
#include <string>
#include <variant>

#include "base/hash.h"
#include "http/request.h"
#include "service/ports/ops_store.h"

namespace cleangate::http {

class Idempotency {
 public:
  explicit Idempotency(service::OpsStore& ops) : ops_(ops) {}

  /// The request's key, apart for each principal; empty when it has none. Errors: invalid.
  [[nodiscard]] static Result<std::string> key_of(const Request& request);
  /// What makes two requests the same.
  [[nodiscard]] static Hash hash_of(const Request& request);

  /// nullopt: go on, then call finish(). Else the answer: the one of before, 409 while the first
  /// is being worked on, 422 when the key was used for another request.
  [[nodiscard]] std::optional<Response> claim(const std::string& key, const Hash& hash);
  /// Keeps the response unless it is our fault (5xx).
  void finish(const std::string& key, const Hash& hash, const Response& response, WallTime now);

 private:
  service::OpsStore& ops_;
  std::mutex mutex_;
  std::set<std::string> under_way_;  // guarded by mutex_
};

}  // namespace cleangate::http
