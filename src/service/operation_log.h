#pragma once
// Who did what: every unsafe call of a person or a token, on its way to ops.db. add() only queues,
// from any thread; the worker writes all that waits in one transaction. Never delays a reply.

#include <mutex>
#include <vector>

#include "base/executor.h"
#include "service/ports/account_store.h"

namespace cleangate::service {

class OperationLog {
 public:
  OperationLog(AccountStore& store, Executor& worker) : store_(store), worker_(worker) {}

  /// Drops it, and says so in the program's log, when kMaxOperationQueue wait.
  void add(OperationRecord operation);

 private:
  void write();

  AccountStore& store_;
  Executor& worker_;
  std::mutex mutex_;  ///< guards what follows
  std::vector<OperationRecord> waiting_;
  std::size_t dropped_ = 0;
};

}  // namespace cleangate::service
