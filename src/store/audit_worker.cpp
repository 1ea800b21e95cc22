#include "store/audit_worker.h"

#include <algorithm>

namespace cleangate::store {

AuditWorker::AuditWorker(Audit& audit) : audit_(audit), thread_([this] { run(); }) {}

AuditWorker::~AuditWorker() {
  finish();
}

bool AuditWorker::add(Batch batch) {
  {
    const std::lock_guard lock(mutex_);
    if (satisfied_) return false;
    waiting_.push_back(std::move(batch));
  }
  changed_.notify_all();
  return true;
}

AuditWorker::Batch AuditWorker::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock,
                [this] { return !done_.empty() || satisfied_ || (waiting_.empty() && !busy_); });
  if (done_.empty()) return nullptr;
  Batch batch = std::move(done_.front());
  done_.pop_front();
  return batch;
}

void AuditWorker::finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool AuditWorker::work(std::vector<StoredEntry>& batch) {
  for (StoredEntry& entry : batch) decode(entry);
  return std::ranges::all_of(batch, [this](const StoredEntry& e) { return audit_.add(e); });
}

void AuditWorker::run() {
  std::unique_lock lock(mutex_);
  while (!satisfied_) {
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    Batch batch = std::move(waiting_.front());
    waiting_.pop_front();
    busy_ = true;
    lock.unlock();
    const bool more = work(*batch);
    lock.lock();
    busy_ = false;
    satisfied_ = !more;
    done_.push_back(std::move(batch));
    changed_.notify_all();
  }
}

}  // namespace cleangate::store
