#pragma once
// A copy of the newest checkpoint outside the database: in the data folder's logs/, and in a folder
// of the operator's choice (another disk, a share). Who puts an older database back in its place
// signs a second history of the same plant; the copy tells, before the first entry is written.

#include <string>

#include "base/result.h"
#include "domain/ledger/checkpoint.h"
#include "service/ports/queries.h"

namespace cleangate::app {

class SecondPlace {
 public:
  /// `path`: the file; it need not be there. `key`: of this log.
  SecondPlace(std::string path, ledger::VerifierKey key)
      : path_(std::move(path)), key_(std::move(key)) {}

  /// Whether the log still holds what the copy says. No copy, an unreadable one, or one of another
  /// log is no error: a warning is logged. Errors: corrupt, saying what to do.
  [[nodiscard]] Result<void> check(service::Queries& log) const;

  /// Replaces the copy as a whole, durably. A place that cannot be written is logged once until it
  /// can again. One thread.
  void put(const std::string& note);

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  ledger::VerifierKey key_;
  bool fails_ = false;
};

}  // namespace cleangate::app
