#pragma once
// Entries waiting for the writer: lanes before bulk, each bounded by itself so that an import
// never takes a lane's place. Not thread-safe; the store locks around it.

#include <cstddef>
#include <deque>
#include <vector>

#include "base/result.h"
#include "service/ports/log.h"
#include "store/sqlite/group_writer.h"

namespace cleangate::store {

struct WriteJob {
  Batch entries;  ///< all or none
  service::Priority priority = service::Priority::bulk;
  service::Reserve reserve = service::Reserve::no;
  service::Log::Done done;
};

class WriteQueue {
 public:
  /// The job is moved from only on success. Errors: unavailable (kMaxWriterQueue entries wait).
  Result<void> push(WriteJob&& job);
  /// What the next transaction holds: jobs of one priority in the order they came, at most
  /// kMaxGroupCommit entries unless the first job alone has more. Empty when nothing waits.
  [[nodiscard]] std::vector<WriteJob> take_group();
  [[nodiscard]] std::size_t entries() const { return lane_.entries + bulk_.entries; }
  [[nodiscard]] bool empty() const { return lane_.jobs.empty() && bulk_.jobs.empty(); }

 private:
  struct Line {
    std::deque<WriteJob> jobs;
    std::size_t entries = 0;
  };
  Line lane_, bulk_;
  std::size_t lane_groups_in_row_ = 0;
};

}  // namespace cleangate::store
