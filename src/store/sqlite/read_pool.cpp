#include "store/sqlite/read_pool.h"

#include "base/limits.h"
#include "store/sqlite/migrate.h"

namespace cleangate::store {

ReadPool::Lease::~Lease() {
  if (database_) pool_->give_back(std::move(database_));
}

Result<ReadPool::Lease> ReadPool::borrow() {
  {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return !idle_.empty() || out_ < kReadConnections; });
    ++out_;
    if (!idle_.empty()) {
      auto database = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(database));
    }
  }
  auto file = read_plant_file(path_, vfs_);
  if (!file) {
    give_back(nullptr);
    return std::unexpected(std::move(file).error());
  }
  return Lease(*this, std::make_unique<Database>(std::move(file->database)));
}

void ReadPool::give_back(std::unique_ptr<Database> database) {
  {
    const std::lock_guard lock(mutex_);
    --out_;
    if (database) idle_.push_back(std::move(database));
  }
  returned_.notify_one();
}

}  // namespace cleangate::store
