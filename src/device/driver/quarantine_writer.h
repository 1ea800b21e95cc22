#pragma once
// Messages that could not be read, on their way to the quarantine: written on a worker of its
// own, so that neither an I/O thread nor the plant's executor waits for the disk. Thread-safe.
// Never keeps or logs a secret: names and passwords are overwritten first.

#include <atomic>
#include <memory>

#include "base/executor.h"
#include "base/result.h"
#include "service/ports/device_push.h"
#include "service/ports/ops_store.h"

namespace cleangate::device {

class QuarantineWriter {
 public:
  /// Both must outlive it; tasks still queued keep what they need of its own.
  QuarantineWriter(service::OpsStore& ops, Executor& worker);
  /// One log line (never the body), then the write. What waits is bounded by kMaxQuarantineBytes:
  /// beyond that the body is dropped and the line says so.
  void put(const service::DeviceMessage& message, const Error& cause);

 private:
  service::OpsStore& ops_;
  Executor& worker_;
  std::shared_ptr<std::atomic<std::size_t>> waiting_;  // bytes; shared with the tasks
};

}  // namespace cleangate::device
