#include "service/operation_log.h"

#include "base/limits.h"
#include "base/log.h"

namespace cleangate::service {

void OperationLog::add(OperationRecord operation) {
  const std::scoped_lock lock(mutex_);
  if (waiting_.size() >= kMaxOperationQueue) {
    ++dropped_;
    return;
  }
  waiting_.push_back(std::move(operation));
  if (waiting_.size() == 1) worker_.post([this] { write(); });
}

void OperationLog::write() {
  std::vector<OperationRecord> batch;
  std::size_t dropped = 0;
  {
    const std::scoped_lock lock(mutex_);
    batch.swap(waiting_);
    dropped = std::exchange(dropped_, 0);
  }
  const auto written = store_.add_operations(batch);
  if (written && dropped == 0) return;
  log_event(LogLevel::error, "operation_log",
            {{"lost", std::to_string(written ? dropped : dropped + batch.size())},
             {"error", written ? "too many at once" : written.error().message}});
}

}  // namespace cleangate::service
