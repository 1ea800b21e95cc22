#pragma once
// Decodes and audits entries on a thread of its own, so that reading and folding go on beside it.
// The caller bounds the queue: it takes back what it added.
// shared: a batch belongs to whoever has it in hand; null is none.

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
  using Batch = std::shared_ptr<std::vector<StoredEntry>>;

  explicit AuditWorker(Audit& audit);
  ~AuditWorker();  ///< finish()

  /// Entries in order, as stored; the worker's until take() gives them back. False once the audit
  /// needs no more.
  bool add(Batch batch);
  /// Waits for the oldest batch that is not taken back yet: decoded and audited. nullptr when
  /// there is none, or the audit ended before it.
  [[nodiscard]] Batch take();
  /// Waits until all is audited; the audit is the caller's again.
  void finish();

 private:
  void run();
  /// False once the audit needs no more.
  bool work(std::vector<StoredEntry>& batch);

  Audit& audit_;
  std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  std::deque<Batch> waiting_, done_;
  bool busy_ = false;  ///< with a batch that stands in neither
  bool ending_ = false;
  bool satisfied_ = false;
  std::thread thread_;
};

}  // namespace cleangate::store
