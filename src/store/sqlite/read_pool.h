#pragma once
// A few read-only connections that page queries share. Thread-safe: a query that finds none free
// waits for one.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/sqlite/database.h"

namespace cleangate::store {

class ReadPool {
 public:
  /// Borrowed until it goes out of scope.
  class Lease {
   public:
    Lease(ReadPool& pool, std::unique_ptr<Database> database)
        : pool_(&pool), database_(std::move(database)) {}
    ~Lease();
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    Database& operator*() const { return *database_; }

   private:
    ReadPool* pool_;
    std::unique_ptr<Database> database_;
  };

  ReadPool(std::string path, std::string vfs) : path_(std::move(path)), vfs_(std::move(vfs)) {}
  /// Opens a connection when fewer than kReadConnections exist. Errors: the store's.
  [[nodiscard]] Result<Lease> borrow();

 private:
  void give_back(std::unique_ptr<Database> database);

  const std::string path_, vfs_;
  std::mutex mutex_;  ///< guards idle_, out_
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Database>> idle_;
  std::size_t out_ = 0;
};

}  // namespace cleangate::store
