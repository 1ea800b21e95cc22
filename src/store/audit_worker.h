#pragma once
// Runs an Audit on a thread of its own, so that reading and folding go on beside the hashing. The
// queue is bounded: a reader that is ahead waits.

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/audit.h"

namespace cleangate::store {

class AuditWorker {
 public:
  explicit AuditWorker(Audit& audit);
  ~AuditWorker();  ///< finish()

  /// Entries in order. The batch is shared: the caller may go on reading it. False once the audit
  /// needs no more.
  bool add(std::shared_ptr<const std::vector<StoredEntry>> batch);
  /// Waits until all is audited; the audit is the caller's again.
  void finish();

 private:
  void run();

  Audit& audit_;
  std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  std::deque<std::shared_ptr<const std::vector<StoredEntry>>> waiting_;
  bool ending_ = false;
  bool satisfied_ = false;
  std::thread thread_;
};

}  // namespace cleangate::store
