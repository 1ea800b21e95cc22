#include "store/audit_worker.h"

#include <algorithm>

namespace cleangate::store {
namespace {

constexpr std::size_t kBatchesAhead = 4;

}  // namespace

AuditWorker::AuditWorker(Audit& audit) : audit_(audit), thread_([this] { run(); }) {}

AuditWorker::~AuditWorker() {
  finish();
}

bool AuditWorker::add(std::shared_ptr<const std::vector<StoredEntry>> batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return satisfied_ || waiting_.size() < kBatchesAhead; });
  if (satisfied_) return false;
  waiting_.push_back(std::move(batch));
  changed_.notify_all();
  return true;
}

void AuditWorker::finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void AuditWorker::run() {
  while (true) {
    std::shared_ptr<const std::vector<StoredEntry>> batch;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      batch = std::move(waiting_.front());
      waiting_.pop_front();
    }
    changed_.notify_all();
    const bool more =
        std::ranges::all_of(*batch, [this](const StoredEntry& e) { return audit_.add(e); });
    if (more) continue;
    const std::lock_guard lock(mutex_);
    satisfied_ = true;
    changed_.notify_all();
    return;
  }
}

}  // namespace cleangate::store
